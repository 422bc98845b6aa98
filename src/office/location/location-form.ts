/** The location and its tax rates as the screen holds them: as typed. Plain data. */
import { ppmToPercent, readPercent } from '../../../core/catalogue/read-number.ts'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Ppm } from '../../../core/domain/money.ts'
import type { TaxRate } from '../../../core/domain/tax.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'

export interface RateForm {
  readonly id: TaxRateId
  readonly name: string
  readonly percent: string
}

export interface LocationForm {
  readonly name: string
  readonly address: string
  readonly receiptFooter: string
  readonly lockMinutes: number
  readonly taxMode: Location['taxMode']
  readonly defaultTaxRate: TaxRateId
  readonly rates: readonly RateForm[]
}

/** By field: `name`, `address`, `receiptFooter`, `rates`, or a rate's `id/name` and `id/percent`. */
export type LocationErrors = Readonly<Record<string, string>>

/** The location as it is now, to be edited; `decimal` is the person's own sign. */
export function locationFormOf(
  location: Location,
  rates: ReadonlyMap<TaxRateId, TaxRate>,
  decimal: string,
): LocationForm {
  const { name, address, receiptFooter, lockMinutes, taxMode, defaultTaxRate } = location
  return {
    ...{ name, address, receiptFooter, lockMinutes, taxMode, defaultTaxRate },
    rates: [...rates.values()].map((rate) => ({
      id: rate.id,
      name: rate.name,
      percent: ppmToPercent(rate.ppm).replace('.', decimal),
    })),
  }
}

/** What saving writes, with only what differs; or which field is wrong and how to mend it. */
export function planLocation(
  form: LocationForm,
  location: Location,
  rates: ReadonlyMap<TaxRateId, TaxRate>,
): Result<readonly Patch[], LocationErrors> {
  const errors: Record<string, string> = {}
  const fields = locationFields(form, errors)
  const wanted = form.rates.map((rate) => readRate(rate, errors))
  if (wanted.length === 0) errors.rates = 'Keep at least one rate; a rate of 0 % means no tax.'
  if (Object.keys(errors).length > 0) return { ok: false, error: errors }
  const changed = Object.entries(fields).filter(
    ([field, value]) => location[field as keyof Location] !== value,
  )
  const head: readonly Patch[] =
    changed.length === 0 ? [] : [{ record: 'location', id: location.id, fields: Object.fromEntries(changed) }]
  return {
    ok: true,
    value: [...wanted.flatMap((rate) => ratePatch(rate, rates)), ...head, ...removals(wanted, rates)],
  }
}

function locationFields(form: LocationForm, errors: Record<string, string>) {
  const { taxMode, rates, lockMinutes } = form
  const name = form.name.trim()
  const address = form.address.trim()
  const receiptFooter = form.receiptFooter.trim()
  if (name === '' || name.length > 120) errors.name = 'Give the location a name of up to 120 characters.'
  if (address.length > 500) errors.address = 'Shorten the address to 500 characters.'
  if (receiptFooter.length > 500) errors.receiptFooter = 'Shorten the words to 500 characters.'
  const known = rates.some(({ id }) => id === form.defaultTaxRate)
  const defaultTaxRate = known ? form.defaultTaxRate : (rates[0]?.id ?? form.defaultTaxRate)
  return { name, address, receiptFooter, lockMinutes, taxMode, defaultTaxRate }
}

function readRate({ id, name, percent }: RateForm, errors: Record<string, string>): TaxRate {
  const trimmed = name.trim()
  const ppm = readPercent(`${percent}%`, percent.includes(',') ? ',' : '.')
  if (trimmed === '' || trimmed.length > 60)
    errors[`${id}/name`] = 'Name the rate as the receipt shall show it.'
  if (ppm === null) errors[`${id}/percent`] = 'Write a percentage from 0 to 100, like 19 or 8.875.'
  return { id, name: trimmed, ppm: ppm ?? (0 as Ppm) }
}

function ratePatch({ id, name, ppm }: TaxRate, rates: ReadonlyMap<TaxRateId, TaxRate>): readonly Patch[] {
  const now = rates.get(id)
  const fields = {
    ...(now?.name === name ? {} : { name }),
    ...(now?.ppm === ppm ? {} : { ppm }),
  }
  return Object.keys(fields).length === 0 ? [] : [{ record: 'tax-rate', id, fields }]
}

/** Products of a rate that goes fall back to the location's usual rate. */
function removals(wanted: readonly TaxRate[], rates: ReadonlyMap<TaxRateId, TaxRate>): readonly Patch[] {
  const kept = new Set(wanted.map(({ id }) => id))
  return [...rates.keys()]
    .filter((id) => !kept.has(id))
    .map((id) => ({ record: 'tax-rate', id, fields: { removed: true } }))
}
