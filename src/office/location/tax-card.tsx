import type { TaxPolicy } from '../../../core/domain/tax.ts'
import { SelectField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import officeStyles from '../office.module.css'
import type { LocationPartProps } from './location-screen.tsx'
import { TaxRates } from './tax-rates.tsx'

const ROUNDING_WORDS: Readonly<Record<TaxPolicy['rounding'], readonly [label: string, hint: string]>> = {
  'per-rate': [
    'Once for each rate of a receipt',
    'Usual in the European Union (EN 16931), and the only way in Japan',
  ],
  'per-line': [
    'For each line of a receipt',
    'As some accountants and many web shops compute it. Not allowed in Japan',
  ],
  'per-receipt': [
    'Once for the whole receipt',
    'Where one figure of tax is asked for, over all rates together',
  ],
}

const HALVES_WORDS: Readonly<Record<TaxPolicy['halves'], readonly [label: string, hint: string]>> = {
  up: ['Up', 'Usual nearly everywhere: half a cent becomes a whole one'],
  even: ['To the even neighbour', 'Bankers’ rounding: half cents go up as often as down'],
}

const optionsOf = <Value extends string>(words: Readonly<Record<Value, readonly [string, string]>>) =>
  (Object.entries(words) as [Value, readonly [string, string]][]).map(([value, [label]]) => ({
    value,
    label,
  }))

/** How this place is taxed. */
export function TaxCard({ form, errors, onChange }: LocationPartProps) {
  const { taxRounding, taxHalves } = form
  return (
    <section className={officeStyles.card} aria-labelledby="location-tax">
      <h2 id="location-tax" className={officeStyles.cardTitle}>
        Tax
      </h2>
      <SegmentedControl
        label="Prices in the catalogue"
        value={form.taxMode}
        onChange={(taxMode) => onChange({ ...form, taxMode })}
        options={[
          { value: 'inclusive', label: 'Prices include tax' },
          { value: 'exclusive', label: 'Tax comes on top' },
        ]}
      />
      <TaxRates {...{ form, errors, onChange }} />
      <div className={officeStyles.fields}>
        <SelectField
          label="Tax is rounded"
          value={taxRounding}
          onChange={(value) => onChange({ ...form, taxRounding: value as TaxPolicy['rounding'] })}
          options={optionsOf(ROUNDING_WORDS)}
          hint={ROUNDING_WORDS[taxRounding][1]}
          data-testid="tax-rounding"
        />
        <SelectField
          label="Halves go"
          value={taxHalves}
          onChange={(value) => onChange({ ...form, taxHalves: value as TaxPolicy['halves'] })}
          options={optionsOf(HALVES_WORDS)}
          hint={HALVES_WORDS[taxHalves][1]}
          data-testid="tax-halves"
        />
      </div>
      <p className={officeStyles.quiet}>
        Sales that were made stay as they are: each keeps the rates and the rounding of its moment.
      </p>
    </section>
  )
}
