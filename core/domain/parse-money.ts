/** The one place where text becomes money. */
import { err, ok, type Result } from '../result.ts'
import { exponentOf } from './currency.ts'
import { MAX_MINOR, type Minor, toMinor } from './money.ts'
import { remember } from './remember.ts'

export type MoneyProblem = 'empty' | 'not-a-number' | 'too-many-decimals' | 'too-large'

/**
 * Reads what a person typed or pasted, in the locale's way of writing or with a plain point:
 * "1.234,50 €" (de), "1,234.50" (en), "12", "-3.5". Never guesses past a doubt: "1.234" in a
 * two-decimal currency under a locale that groups by point is 1234, under one that does not is refused.
 */
export function parseMoney(text: string, currency: string, locale: string): Result<Minor, MoneyProblem> {
  const { group, decimal } = separatorsOf(locale)
  const amount = stripDecoration(text, currency, locale)
  if (amount.text === '') return err('empty')
  const split = splitDecimal(amount.text, group, decimal, exponentOf(currency))
  if (!split) return err('not-a-number')
  return toExactMinor(amount.negative, split.whole, split.fraction, exponentOf(currency))
}

/** Takes off the currency's own sign or code, on one side, and the minus in any of its forms. */
function stripDecoration(
  text: string,
  currency: string,
  locale: string,
): { text: string; negative: boolean } {
  const plain = toLatinDigits(bare(text))
  const outer = cutSign(plain)
  const lower = outer.text.toLowerCase()
  const sign = signsOf(currency, locale).find((one) => lower.startsWith(one) || lower.endsWith(one))
  if (sign === undefined) return outer
  const rest = lower.startsWith(sign) ? outer.text.slice(sign.length) : outer.text.slice(0, -sign.length)
  const inner = outer.negative ? { text: rest, negative: false } : cutSign(rest)
  return { text: inner.text, negative: outer.negative || inner.negative }
}

/** Without white space and the invisible marks of right-to-left text. */
const bare = (text: string) => text.replace(/[\s\u00a0\u202f\u200e\u200f\u061c]/g, '')

function cutSign(text: string): { text: string; negative: boolean } {
  if (/^\(.*\)$/.test(text)) return { text: text.slice(1, -1), negative: true }
  if (/^[-−]/.test(text)) return { text: text.slice(1), negative: true }
  if (/[-−]$/.test(text)) return { text: text.slice(0, -1), negative: true }
  return { text: text.replace(/^\+/, ''), negative: false }
}

/** How the currency is written in the locale and in English, longest first: "CO$", "COP", "$". */
const signsOf = remember((currency, locale): readonly string[] => {
  const displays = ['symbol', 'narrowSymbol'] as const
  const written = [locale, 'en'].flatMap((one) =>
    displays.map((currencyDisplay) => {
      const parts = new Intl.NumberFormat(one, {
        style: 'currency',
        currency,
        currencyDisplay,
      }).formatToParts(0)
      return bare(parts.find((part) => part.type === 'currency')?.value ?? '')
    }),
  )
  const signs = new Set(
    [currency, ...written].filter((sign) => sign !== '').map((sign) => sign.toLowerCase()),
  )
  return [...signs].sort((a, b) => b.length - a.length)
})

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
export const separatorsOf = (locale: string): { group: string; decimal: string } => separators(locale, '')

const separators = remember((locale) => {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1234567.8)
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  return { group: (of('group') ?? ',').replace(/[\u00a0\u202f]/g, ' '), decimal: of('decimal') ?? '.' }
})

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
