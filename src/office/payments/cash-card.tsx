import { type CashRounding, TIES, usualCashRounding } from '../../../core/domain/cash-rounding.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { NumberField, SelectField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import officeStyles from '../office.module.css'
import { ProblemList } from '../typed.ts'
import { type PaymentsForm, readCash, roundingSamples } from './payments-form.ts'
import type { PaymentsPartProps } from './payments-screen.tsx'

const TIE_WORDS: Readonly<Record<CashRounding['ties'], string>> = {
  up: 'A half goes up',
  down: 'A half goes down',
  cut: 'Always down, never up',
}

/** Whether cash is rounded to coins that exist. */
export function CashCard({ form, errors, change }: PaymentsPartProps) {
  const { currency, country } = useLocation()
  const hasUsual = usualCashRounding(currency, country) !== null
  const choices: readonly { value: PaymentsForm['cash']; label: string; testId: string }[] = [
    ...(hasUsual ? [{ value: 'usual' as const, label: 'As usual here', testId: 'cash-usual' }] : []),
    { value: 'none', label: hasUsual ? 'To no coin' : 'To no coin, as usual here', testId: 'cash-none' },
    { value: 'own', label: 'To another coin', testId: 'cash-own' },
  ]
  return (
    <section className={officeStyles.card} aria-labelledby="payments-cash">
      <h2 id="payments-cash" className={officeStyles.cardTitle}>
        Cash is rounded
      </h2>
      <SegmentedControl
        label="Cash is rounded"
        options={choices}
        value={form.cash}
        onChange={(cash) => change({ cash })}
      />
      {form.cash === 'own' && (
        <div className={officeStyles.fields}>
          <NumberField
            label="To multiples of"
            suffix={currency}
            hint="The smallest coin that is still in use"
            value={form.increment}
            onChange={(increment) => change({ increment })}
            error={errors.increment ?? null}
            data-testid="cash-increment"
          />
          <SelectField
            label="What lies between two coins"
            value={form.ties}
            onChange={(ties) => change({ ties: ties as CashRounding['ties'] })}
            options={TIES.map((tie) => ({ value: tie, label: TIE_WORDS[tie] }))}
            data-testid="cash-ties"
          />
        </div>
      )}
      <Samples form={form} />
    </section>
  )
}

function Samples({ form }: { readonly form: PaymentsForm }) {
  const { locale } = useApp()
  const { currency, country } = useLocation()
  const rounding = readCash(form, { currency, country, locale }, new ProblemList())
  if (!rounding)
    return (
      <p className={officeStyles.quiet}>
        Only what is paid in cash is ever rounded, once, and it stands on the receipt as a line of its own.
      </p>
    )
  const money = (amount: Parameters<typeof formatMoney>[0]) => formatMoney(amount, currency, locale)
  const words = roundingSamples(rounding, currency).map(
    ([exact, paid]) => `${money(exact)} becomes ${money(paid)}`,
  )
  return (
    <p className={officeStyles.quiet} data-testid="cash-samples">
      Paid in cash, {words.join(', ')}. By every other means it stays exact.
    </p>
  )
}
