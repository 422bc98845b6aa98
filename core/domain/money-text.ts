/** The one place where money becomes text and text becomes money. */
import { err, ok, type Result } from '../result.ts'
import { exponentOf } from './currency.ts'
import { MAX_MINOR, type Minor, toMinor } from './money.ts'

export type MoneyProblem = 'empty' | 'not-a-number' | 'too-many-decimals' | 'too-large' | 'ambiguous'

const formatters = new Map<string, Intl.NumberFormat>()

function formatterOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale}|${currency}`
  const known = formatters.get(key)
  if (known) return known
  const digits = exponentOf(currency)
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formatters.set(key, made)
  return made
}

/** The amount as plain decimal text with a point, exact: 123456 EUR → "1234.56". For exports and fields. */
export function minorToDecimal(amount: Minor, currency: string): string {
  const digits = exponentOf(currency)
  const sign = amount < 0 ? '-' : ''
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0')
  if (digits === 0) return sign + padded
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/** The amount as a person of that locale writes it, with the currency's sign: 8900 EUR, en → "€89.00". */
export function formatMoney(amount: Minor, currency: string, locale: string): string {
  return formatterOf(currency, locale).format(minorToDecimal(amount, currency) as Intl.StringNumericLiteral)
}

/**
 * Reads what a person typed or pasted, in the locale's way of writing or with a plain point:
 * "1.234,50 €" (de), "1,234.50" (en), "12", "-3.5". Never guesses past a doubt: "1.234" in a
 * two-decimal currency under a locale that groups by point is 1234, under one that does not is refused.
 */
export function parseMoney(text: string, currency: string, locale: string): Result<Minor, MoneyProblem> {
  const { group, decimal } = separatorsOf(locale)
  const bare = stripDecoration(text)
  if (bare.text === '') return err('empty')
  const split = splitDecimal(bare.text, group, decimal, exponentOf(currency))
  if (!split) return err('not-a-number')
  return toExactMinor(bare.negative, split.whole, split.fraction, exponentOf(currency))
}

function stripDecoration(text: string): { text: string; negative: boolean } {
  const plain = toLatinDigits(text)
    .replace(/[\s\u00a0\u202f\u200e\u200f\u061c]/g, '')
    .replace(/^\p{L}*\p{Sc}?\.?\p{L}{0,3}|\p{Sc}|\p{L}{1,3}\.?$/gu, '')
  const negative = /^[-−(]|[-−]$/.test(plain)
  const unsigned = plain.replace(/^[-−+(]|[-−)]$/g, '').replace(/^\p{L}*\p{Sc}/u, '')
  return { text: unsigned, negative }
}

/** Arabic-Indic, Persian and Devanagari digits are digits too. */
function toLatinDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
}

/** The locale's own separators, digits shown in Latin. */
export function separatorsOf(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1234567.8)
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  return { group: (of('group') ?? ',').replace(/[\u00a0\u202f]/g, ' '), decimal: of('decimal') ?? '.' }
}

function splitDecimal(text: string, group: string, decimal: string, digits: number) {
  const grouped = new RegExp(`^\\d{1,3}(?:\\${group}\\d{2,3})*\\${group}\\d{3}(?:\\${decimal}(\\d*))?$`)
  if (group !== ' ' && grouped.test(text)) return cut(text.replaceAll(group, ''), decimal)
  if (/^\d*$/.test(text)) return { whole: text, fraction: '' }
  if (new RegExp(`^\\d*\\${decimal}\\d*$`).test(text)) return cut(text, decimal)
  // A point (or comma) that is not the locale's own is still a decimal point when the digits after it fit.
  if (/^\d*[.,]\d+$/.test(text) && fractionLength(text) <= digits) return cut(text.replace(',', '.'), '.')
  // Grouped the other way round, with both separators present, is unmistakable: "1,234.50" under de.
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return cut(text.replaceAll(',', ''), '.')
  if (/^\d{1,3}(?:[.'’]\d{3})+,\d+$/.test(text)) return cut(text.replace(/[.'’]/g, ''), ',')
  return null
}

const fractionLength = (text: string) => text.length - 1 - Math.max(text.indexOf('.'), text.indexOf(','))

function cut(text: string, decimal: string): { whole: string; fraction: string } {
  const [whole = '', fraction = ''] = text.split(decimal)
  return { whole, fraction }
}

function toExactMinor(
  negative: boolean,
  whole: string,
  fraction: string,
  digits: number,
): Result<Minor, MoneyProblem> {
  if (whole === '' && fraction === '') return err('not-a-number')
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  if (/[1-9]/.test(fraction.slice(digits))) return err('too-many-decimals')
  const magnitude = Number(`${whole}${kept}`)
  if (magnitude > MAX_MINOR) return err('too-large')
  return ok(toMinor(negative ? -magnitude : magnitude))
}
