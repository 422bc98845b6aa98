/** How money is taken here: cash, tips, transfers by code, payments on the customer's phone, vouchers. */
import { useApp, useLocation } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/field.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import type { FieldProblems } from '../typed.ts'
import { useEditor } from '../use-editor.ts'
import { CashCard } from './cash-card.tsx'
import { PayeesCard } from './payees-card.tsx'
import { type PaymentsForm, paymentsFormOf, planPayments } from './payments-form.ts'
import { StripeCard } from './stripe-card.tsx'
import { TipsCard } from './tips-card.tsx'

export function PaymentsScreen() {
  const location = useLocation()
  const { locale } = useApp()
  const { form, change, errors, problem, saving, submit } = useEditor<PaymentsForm>({
    opened: paymentsFormOf(location, locale),
    plan: (wanted) => planPayments(wanted, location, locale),
    onSaved: () => say('Payments saved: the tills know it now'),
  })
  return (
    <>
      <ScreenHead title="Payments" />
      <div className={formStyles.screen}>
        <form className={formStyles.form} noValidate onSubmit={submit}>
          <CashCard {...{ form, errors, change }} />
          <TipsCard {...{ form, errors, change }} />
          <VouchersCard {...{ form, errors, change }} />
          {problem !== null && (
            <p className={formStyles.problem} role="alert">
              {problem}
            </p>
          )}
          <div>
            <Button look="go" type="submit" disabled={saving} data-testid="payments-save">
              Save
            </Button>
          </div>
        </form>
        <PayeesCard />
        <StripeCard />
      </div>
    </>
  )
}

export interface PaymentsPartProps {
  readonly form: PaymentsForm
  readonly errors: FieldProblems
  readonly change: (part: Partial<PaymentsForm>) => void
}

function VouchersCard({ form, errors, change }: PaymentsPartProps) {
  const { currency } = useLocation()
  return (
    <section className={officeStyles.card} aria-labelledby="payments-vouchers">
      <h2 id="payments-vouchers" className={officeStyles.cardTitle}>
        Vouchers while a till is cut off
      </h2>
      <div className={officeStyles.fields}>
        <NumberField
          label="A till takes of one voucher up to"
          suffix={currency}
          hint="While it cannot ask the others. The same voucher used at two such tills costs you at most this much for each. 0: none without a network"
          value={form.voucherOffline}
          onChange={(voucherOffline) => change({ voucherOffline })}
          error={errors.voucherOffline ?? null}
          data-testid="voucher-offline"
        />
      </div>
    </section>
  )
}
