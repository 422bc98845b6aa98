/** What the set-up screens hold while somebody fills them, and what is wrong with it. Plain functions. */
import { isCurrencyCode } from '../../core/domain/currency.ts'
import type { Ppm } from '../../core/domain/money.ts'
import { pinProblem } from '../../core/domain/pin.ts'
import type { TaxMode } from '../../core/domain/tax.ts'
import { taxDefaultsFor } from '../../core/domain/tax-defaults.ts'
import type { NewLocation } from '../replica/set-up.ts'

export interface RateDraft {
  readonly key: string
  readonly name: string
  /** As typed: "19", "8.875", "5,5". */
  readonly percent: string
}

export interface SetupDraft {
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly zone: string
  readonly taxMode: TaxMode
  readonly rates: readonly RateDraft[]
  readonly ownerName: string
  readonly ownerPin: string
}

/** What each part of the form is given. */
export interface DraftProps {
  readonly draft: SetupDraft
  readonly edit: (change: Partial<SetupDraft>) => void
}

export type DraftField = 'name' | 'currency' | 'ownerName' | 'ownerPin' | `rate-${string}`
export type DraftProblems = Partial<Record<DraftField, string>>

/** Proposes a draft from the browser's language and time zone. */
export function proposeDraft(language: string, zone: string): SetupDraft {
  const country = countryOf(language, zone)
  return { name: '', ownerName: '', ownerPin: '', zone, ...proposeTaxes(country) }
}

/** What a country's choice sets: currency, mode and rates, all of them editable. */
export function proposeTaxes(
  country: string,
): Pick<SetupDraft, 'country' | 'currency' | 'taxMode' | 'rates'> {
  const { currency, mode, rates } = taxDefaultsFor(country)
  const drafts = rates.map(({ name, ppm }, index) => ({
    key: `${country}-${index}`,
    name,
    percent: String(ppm / 10_000),
  }))
  return { country, currency, taxMode: mode, rates: drafts }
}

const COUNTRY_OF_ZONE: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'DE',
  'Europe/Vienna': 'AT',
  'Europe/Zurich': 'CH',
  'Europe/Paris': 'FR',
  'Europe/Madrid': 'ES',
  'Europe/Rome': 'IT',
  'Europe/Amsterdam': 'NL',
  'Europe/Brussels': 'BE',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Stockholm': 'SE',
  'Europe/Oslo': 'NO',
  'Europe/Copenhagen': 'DK',
  'Europe/Helsinki': 'FI',
  'Europe/Warsaw': 'PL',
  'Europe/Prague': 'CZ',
  'Europe/Budapest': 'HU',
  'Europe/Lisbon': 'PT',
  'Asia/Tokyo': 'JP',
  'Australia/Sydney': 'AU',
  'America/New_York': 'US',
  'America/Los_Angeles': 'US',
  'America/Chicago': 'US',
  'America/Toronto': 'CA',
  'Asia/Kuwait': 'KW',
}

function countryOf(language: string, zone: string): string {
  return COUNTRY_OF_ZONE[zone] ?? language.match(/-([A-Z]{2})\b/)?.[1] ?? 'DE'
}

/** What the first screen still lacks, field by field, with the mend. */
export function locationProblems(draft: SetupDraft): DraftProblems {
  const problems: DraftProblems = {}
  if (draft.name.trim() === '')
    problems.name = 'Give the pop-up a name: it stands at the head of every receipt.'
  if (!isCurrencyCode(draft.currency)) problems.currency = 'Choose a currency: three letters, such as EUR.'
  for (const rate of draft.rates) {
    const words = rateProblem(rate)
    if (words) problems[`rate-${rate.key}`] = words
  }
  return problems
}

function rateProblem({ percent }: RateDraft): string | null {
  const ppm = percentToPpm(percent)
  if (ppm === null) return `“${percent}” is no percentage: write it as 19 or 8.875.`
  return ppm > 1_000_000 ? 'A tax rate is 100 % at most.' : null
}

/** "8.875" or "8,875" → 88750; null when it is no number with at most four decimals. */
export function percentToPpm(text: string): Ppm | null {
  const match = text.trim().match(/^(\d{1,3})(?:[.,](\d{1,4}))?$/)
  if (!match) return null
  return Number(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`) as Ppm
}

/** What the second screen still lacks. */
export function ownerProblems({ ownerName, ownerPin }: SetupDraft): DraftProblems {
  const problems: DraftProblems = {}
  if (ownerName.trim() === '')
    problems.ownerName = 'Give your name or a nickname: it stands beside each sale.'
  const flaw = pinProblem(ownerPin)
  if (flaw !== null) problems.ownerPin = flaw
  return problems
}

/** The finished draft. Call it when both screens have no problem left. */
export function toNewLocation(draft: SetupDraft): NewLocation {
  const { currency, country, zone, taxMode, ownerPin } = draft
  const rates = draft.rates.map(({ name, percent }) => ({
    name: name.trim() || 'Tax',
    ppm: percentToPpm(percent) ?? (0 as Ppm),
  }))
  return {
    name: draft.name.trim(),
    currency,
    country,
    zone,
    taxMode,
    rates,
    ownerName: draft.ownerName.trim(),
    ownerPin,
  }
}
