import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import { useApp } from '../../app/app-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberField, SelectField, TextField } from '../../ui/field.tsx'
import styles from './location.module.css'
import type { RateForm } from './location-form.ts'
import type { LocationPartProps } from './location-screen.tsx'

/** The rates, and which one a product has that names none. Sales keep the rate that they were made with. */
export function TaxRates({ form, errors, onChange }: LocationPartProps) {
  const { replica } = useApp()
  const change = (id: TaxRateId, part: Partial<RateForm>) =>
    onChange({ ...form, rates: form.rates.map((rate) => (rate.id === id ? { ...rate, ...part } : rate)) })
  const add = () => {
    const id = replica.deps.newId() as TaxRateId
    onChange({
      ...form,
      rates: [...form.rates, { id, name: form.rates[0]?.name ?? 'Tax', percent: '', takeAway: '' }],
    })
  }
  return (
    <>
      <ul className={styles.rates}>
        {form.rates.map((rate) => (
          <li key={rate.id} className={styles.rate} data-testid="tax-rate">
            <TextField
              label="Rate"
              value={rate.name}
              onChange={(name) => change(rate.id, { name })}
              error={errors[`${rate.id}/name`] ?? null}
            />
            <NumberField
              label="Percent"
              suffix="%"
              value={rate.percent}
              onChange={(percent) => change(rate.id, { percent })}
              error={errors[`${rate.id}/percent`] ?? null}
            />
            <SelectField
              label="Taken away"
              value={rate.takeAway}
              onChange={(takeAway) => change(rate.id, { takeAway: takeAway as RateForm['takeAway'] })}
              options={takeAwayChoices(rate, form.rates)}
              data-testid="tax-take-away"
            />
            <IconButton
              icon={X}
              label={`Remove ${rate.name} ${rate.percent} %`}
              onClick={() => onChange({ ...form, rates: form.rates.filter(({ id }) => id !== rate.id) })}
            />
          </li>
        ))}
      </ul>
      {errors.rates !== undefined && (
        <p className={styles.problem} role="alert">
          {errors.rates}
        </p>
      )}
      <div>
        <Button icon={Plus} onClick={add} data-testid="tax-rate-add">
          Add a rate
        </Button>
      </div>
      <SelectField
        label="The usual rate"
        hint="For products that name none"
        value={form.defaultTaxRate}
        onChange={(id) => onChange({ ...form, defaultTaxRate: id as TaxRateId })}
        options={form.rates.map(({ id, name, percent }) => ({ value: id, label: `${name} ${percent} %` }))}
      />
    </>
  )
}

/** The rate itself, or another one of the form. */
const takeAwayChoices = ({ id }: RateForm, rates: readonly RateForm[]) => [
  { value: '', label: 'The same' },
  ...rates
    .filter((other) => other.id !== id)
    .map((other) => ({ value: other.id as string, label: `${other.name} ${other.percent} %` })),
]
