/** The location and its tax rates as the screen holds them: as typed. Plain data. */
import { ppmToPercent, readPercent } from '../../../core/catalogue/read-number.ts'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Ppm } from '../../../core/domain/money.ts'
import type { TaxPolicy, TaxRate } from '../../../core/domain/tax.ts'
import type { Patch, RecordFields } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import { differences, type FieldProblems, ProblemList } from '../typed.ts'
import { type EmbeddedForm, embeddedFormOf, readEmbedded } from './embedded-form.ts'

export interface RateForm {
  readonly id: TaxRateId
  readonly name: string
  readonly percent: string
  /** The rate in its place when goods are taken away; empty: the same. */
  readonly takeAway: TaxRateId | ''
}

export interface LocationForm {
  readonly name: string
  readonly address: string
  readonly receiptFooter: string
  /** BCP 47, or empty: the till's own. */
  readonly receiptLanguage: string
  readonly lockMinutes: number
  readonly taxMode: Location['taxMode']
  readonly defaultTaxRate: TaxRateId
  readonly taxRounding: TaxPolicy['rounding']
  readonly taxHalves: TaxPolicy['halves']
  readonly rates: readonly RateForm[]
  readonly embeddedCodes: readonly EmbeddedForm[]
}

/**
 * By field: `name`, `address`, `receiptFooter`, `rates`, a rate's `id/name` and `id/percent`, or a barcode's
 * `key/prefix`, `key/itemDigits` and `key/valueDigits`.
 */
export type LocationErrors = FieldProblems

/** The settings that the screen shows. */
export interface LocationSettings {
  readonly location: Location
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRate>
  /** The rate that takes each rate's place when goods are taken away. */
  readonly takeAwayRates: ReadonlyMap<TaxRateId, TaxRate>
}

/** The location as it is now, to be edited; `decimal` is the person's own sign. */
export function locationFormOf(
  { location, taxRates, takeAwayRates }: LocationSettings,
  decimal: string,
): LocationForm {
  const { name, address, receiptFooter, receiptLanguage, lockMinutes, taxMode, defaultTaxRate } = location
  return {
    ...{ name, address, receiptFooter, receiptLanguage, lockMinutes, taxMode, defaultTaxRate },
    taxRounding: location.taxPolicy.rounding,
    taxHalves: location.taxPolicy.halves,
    rates: [...taxRates.values()].map((rate) => ({
      id: rate.id,
      name: rate.name,
      percent: ppmToPercent(rate.ppm).replace('.', decimal),
      takeAway: takeAwayRates.get(rate.id)?.id ?? '',
    })),
    embeddedCodes: location.embeddedCodes.map(embeddedFormOf),
  }
}

/** What saving writes, with only what differs; or which field is wrong and how to mend it. */
export function planLocation(
  form: LocationForm,
  settings: LocationSettings,
): Result<readonly Patch[], LocationErrors> {
  const { location, taxRates } = settings
  const problems = new ProblemList()
  const wanted = form.rates.map((rate) => readRate(rate, form, problems))
  const { rounding: taxRounding, halves: taxHalves } = location.taxPolicy
  const fields = differences(locationFields(form, problems), { ...location, taxRounding, taxHalves })
  if (wanted.length === 0) problems.add('rates', 'Keep at least one rate; a rate of 0 % means no tax.')
  const head: readonly Patch[] =
    Object.keys(fields).length === 0 ? [] : [{ record: 'location', id: location.id, fields }]
  const rates = wanted.flatMap((rate) => ratePatch(rate, settings))
  return problems.conclude([...rates, ...head, ...removals(wanted, taxRates)])
}

function locationFields(form: LocationForm, problems: ProblemList): RecordFields['location'] {
  const { taxMode, rates, lockMinutes, taxRounding, taxHalves, receiptLanguage } = form
  const name = form.name.trim()
  const address = form.address.trim()
  const receiptFooter = form.receiptFooter.trim()
  if (name === '' || name.length > 120)
    problems.add('name', 'Give the location a name of up to 120 characters.')
  if (address.length > 500) problems.add('address', 'Shorten the address to 500 characters.')
  if (receiptFooter.length > 500) problems.add('receiptFooter', 'Shorten the words to 500 characters.')
  const known = rates.some(({ id }) => id === form.defaultTaxRate)
  const defaultTaxRate = known ? form.defaultTaxRate : (rates[0]?.id ?? form.defaultTaxRate)
  const embeddedCodes = [...readEmbedded(form.embeddedCodes, problems)]
  return {
    ...{ name, address, receiptFooter, lockMinutes, taxMode, defaultTaxRate },
    ...{ taxRounding, taxHalves, receiptLanguage, embeddedCodes },
  }
}

interface WantedRate extends TaxRate {
  readonly takeAway: TaxRateId | null
}

function readRate(
  { id, name, percent, takeAway }: RateForm,
  { rates }: LocationForm,
  problems: ProblemList,
): WantedRate {
  const trimmed = name.trim()
  const ppm = readPercent(`${percent}%`, percent.includes(',') ? ',' : '.')
  if (trimmed === '' || trimmed.length > 60)
    problems.add(`${id}/name`, 'Name the rate as the receipt shall show it.')
  if (ppm === null) problems.add(`${id}/percent`, 'Write a percentage from 0 to 100, like 19 or 8.875.')
  const isKept = takeAway !== '' && takeAway !== id && rates.some((rate) => rate.id === takeAway)
  return { id, name: trimmed, ppm: ppm ?? (0 as Ppm), takeAway: isKept ? takeAway : null }
}

function ratePatch(
  { id, name, ppm, takeAway }: WantedRate,
  { taxRates, takeAwayRates }: LocationSettings,
): readonly Patch[] {
  const now = { ...taxRates.get(id), takeAway: takeAwayRates.get(id)?.id ?? null }
  const fields = differences({ name, ppm, takeAway }, now)
  return Object.keys(fields).length === 0 ? [] : [{ record: 'tax-rate', id, fields }]
}

/** Products of a rate that goes fall back to the location's usual rate. */
function removals(wanted: readonly TaxRate[], rates: ReadonlyMap<TaxRateId, TaxRate>): readonly Patch[] {
  const kept = new Set(wanted.map(({ id }) => id))
  return [...rates.keys()]
    .filter((id) => !kept.has(id))
    .map((id) => ({ record: 'tax-rate', id, fields: { removed: true } }))
}
