/** What people type in the office: read into money, shares and counts, or into the words that mend it; and back. Pure. */
import { ppmToPercent } from '../../core/catalogue/read-number.ts'
import type { Writing } from '../../core/domain/check-words.ts'
import { exponentOf } from '../../core/domain/currency.ts'
import type { Minor, Ppm } from '../../core/domain/money.ts'
import { MAX_MINOR } from '../../core/domain/money.ts'
import { minorToDecimal } from '../../core/domain/money-text.ts'
import { parseMoney, separatorsOf } from '../../core/domain/parse-money.ts'
import { type PercentProblem, parsePercent } from '../../core/domain/parse-percent.ts'
import { err, ok, type Result } from '../../core/result.ts'

/** What is wrong, by field, and how to mend it. */
export type FieldProblems = Readonly<Record<string, string>>

/** Gathers what is wrong while a form is read. */
export class ProblemList {
  readonly all: Record<string, string> = {}

  /** What was read, or null and a problem at its field. */
  take<Value>(field: string, read: Result<Value, string>): Value | null {
    if (read.ok) return read.value
    this.add(field, read.error)
    return null
  }

  /** The first word about a field stays. */
  add(field: string, mend: string): void {
    this.all[field] ??= mend
  }

  /** The value, unless something is wrong. */
  conclude<Value>(value: Value): Result<Value, FieldProblems> {
    return Object.keys(this.all).length === 0 ? ok(value) : err(this.all)
  }
}

/** Decimals in the person's own way of writing, and so read back by `parseMoney`. */
export const localDecimal = (text: string, locale: string): string =>
  text.replace('.', separatorsOf(locale).decimal)

/** An amount as a field holds it; nothing for null. */
export const amountText = (amount: Minor | null, { currency, locale }: Writing): string =>
  amount === null ? '' : localDecimal(minorToDecimal(amount, currency), locale)

/** A share as a field holds it, without its sign: 88,750 → "8.875". */
export const shareText = (ppm: Ppm | null, locale: string): string =>
  ppm === null ? '' : localDecimal(ppmToPercent(ppm), locale)

/** An amount of nought or more; an empty field is not one. */
export function readAmount(text: string, { currency, locale }: Writing): Result<Minor, string> {
  const parsed = parseMoney(text, currency, locale)
  if (parsed.ok && parsed.value < 0) return err('Write an amount of nought or more.')
  if (parsed.ok && parsed.value <= MAX_MINOR) return parsed
  if (parsed.ok || parsed.error === 'too-large') return err('That is more than any till can hold.')
  return err(`Write an amount in ${currency}, like ${exampleAmount({ currency, locale })}.`)
}

/** An amount above nought. */
export function readPrice(text: string, writing: Writing): Result<Minor, string> {
  const read = readAmount(text, writing)
  return read.ok && read.value === 0 ? err('Write an amount above nought.') : read
}

/** "12.50", "1200" in a currency without decimals. */
export function exampleAmount({ currency, locale }: Writing): string {
  const digits = exponentOf(currency)
  return digits === 0 ? '1200' : `12${separatorsOf(locale).decimal}${'5'.padEnd(digits, '0')}`
}

const SHARE_MENDS: Readonly<Record<PercentProblem, string>> = {
  empty: 'Write a percentage, like 10 or 12.5.',
  'not-a-number': 'Write a percentage, like 10 or 12.5.',
  'too-many-decimals': 'Write a percentage with four decimals at most.',
  'below-nought': 'A percentage is nought or more.',
  'above-hundred': 'A percentage is 100 at most.',
}

/** A share from nought to a hundred per cent. */
export function readShare(text: string): Result<Ppm, string> {
  const parsed = parsePercent(text)
  return parsed.ok ? parsed : err(SHARE_MENDS[parsed.error])
}

/** A share above nought. */
export function readSomeShare(text: string): Result<Ppm, string> {
  const read = readShare(text)
  return read.ok && read.value === 0 ? err('Write a percentage above nought.') : read
}

/** A whole number within bounds. */
export function readCount(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): Result<number, string> {
  const count = /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN
  return count >= min && count <= max
    ? ok(count)
    : err(`Write a whole number from ${min} to ${max.toLocaleString('en')}.`)
}

/** Text without blanks around it, of at least one and at most so many characters. */
export function readName(text: string, max: number): Result<string, string> {
  const name = text.trim()
  return name !== '' && name.length <= max ? ok(name) : err(`Write a name of up to ${max} characters.`)
}

/** The fields of a record whose value is another one now. */
export function differences<Fields extends object>(wanted: Fields, now: object): Fields {
  const known = now as Readonly<Record<string, unknown>>
  const changed = Object.entries(wanted).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(known[field]),
  )
  return Object.fromEntries(changed) as Fields
}
