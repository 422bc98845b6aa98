/** Numbers of foreign files: prices, quantities and percentages in the file's own way of writing. */
import { MAX_MINOR, type Minor, type Ppm, type Thousandths } from '../domain/money.ts'
import { parseMoney } from '../domain/parse-money.ts'
import { err, ok, type Result } from '../result.ts'
import { judgeSign } from './currency-sign.ts'

/** The mark between whole and fraction, one for the whole file. */
export type DecimalMark = '.' | ','

/**
 * Which mark a file's prices use: "12,50" and "1.234,5" speak for the comma, "12.50" for the point.
 * Silent files follow their separator, because a sheet with `;` comes from where the decimal is a comma.
 */
export function decimalMarkOf(prices: Iterable<string>, delimiter: string): DecimalMark {
  let commas = 0
  let points = 0
  for (const price of prices) {
    if (/,\d{1,2}\D*$/.test(price)) commas += 1
    else if (/\.\d{1,2}\D*$/.test(price)) points += 1
  }
  if (commas === points) return delimiter === ';' ? ',' : '.'
  return commas > points ? ',' : '.'
}

export type PriceProblem = 'unreadable' | 'negative' | 'too-large' | 'other-currency'

/**
 * A price in minor units. null: none given, or "variable", so the till asks at the sale.
 * A sign of another currency than the location's is a problem, never converted and never ignored.
 */
export function readPrice(
  text: string,
  currency: string,
  decimalMark: DecimalMark,
): Result<Minor | null, PriceProblem> {
  const trimmed = text.trim()
  if (trimmed === '' || /^variable$/i.test(trimmed)) return ok(null)
  if (/[\p{L}\p{Sc}]/u.test(trimmed)) {
    const verdict = judgeSign(trimmed, currency)
    if (verdict === 'unknown') return err('unreadable')
    if (verdict === 'other') return err('other-currency')
  }
  // The sign is judged: what is left for the one reader of money is the number.
  const bare = trimmed.replace(/[\p{L}\p{Sc}]+\.?|['’]/gu, '')
  const parsed = parseMoney(bare, currency, decimalMark === ',' ? 'de' : 'en')
  if (!parsed.ok) return err(parsed.error === 'too-large' ? 'too-large' : 'unreadable')
  if (parsed.value < 0) return err('negative')
  return parsed.value > MAX_MINOR ? err('too-large') : ok(parsed.value)
}

/** A quantity in thousandths: "12", "2.5", "-3", "1 200"; null when it is no number or finer than that. */
export function readQuantity(text: string, decimalMark: DecimalMark): Thousandths | null {
  const parts = readDecimal(text, decimalMark)
  if (!parts || /[1-9]/.test(parts.fraction.slice(3))) return null
  const magnitude = Number(`${parts.whole}${parts.fraction.slice(0, 3).padEnd(3, '0')}`)
  if (magnitude > 1e12) return null
  return (parts.negative && magnitude !== 0 ? -magnitude : magnitude) as Thousandths
}

/** A rate in parts per million: "19", "19%", "8,875 %", and "0.19" without a sign; null when it is none. */
export function readPercent(text: string, decimalMark: DecimalMark): Ppm | null {
  const parts = readDecimal(text.replace('%', ''), decimalMark)
  if (!parts || parts.negative || parts.whole.length > 3) return null
  const isShare = !text.includes('%') && /^0?$/.test(parts.whole) && /[1-9]/.test(parts.fraction)
  const digits = isShare ? 6 : 4
  if (/[1-9]/.test(parts.fraction.slice(digits))) return null
  const ppm = Number(`${parts.whole}${parts.fraction.slice(0, digits).padEnd(digits, '0')}`)
  return ppm <= 1_000_000 ? (ppm as Ppm) : null
}

/** Thousandths as plain decimal text with a point: 2500 → "2.5". */
export function quantityToDecimal(quantity: Thousandths): string {
  const magnitude = String(Math.abs(quantity)).padStart(4, '0')
  const fraction = magnitude.slice(-3).replace(/0+$/, '')
  const sign = quantity < 0 ? '-' : ''
  return `${sign}${magnitude.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`
}

/** Parts per million as plain percent text: 88750 → "8.875". */
export function ppmToPercent(ppm: number): string {
  const magnitude = String(ppm).padStart(5, '0')
  const fraction = magnitude.slice(-4).replace(/0+$/, '')
  return `${magnitude.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`
}

interface DecimalParts {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

function readDecimal(text: string, decimalMark: DecimalMark): DecimalParts | null {
  const bare = text.replace(/[\s'’\u00a0\u202f]/g, '').replace('−', '-')
  const group = decimalMark === '.' ? ',' : '.'
  const grouped =
    decimalMark === '.' ? /^[-+]?\d{1,3}(?:,\d{3})+(?:\.|$)/ : /^[-+]?\d{1,3}(?:\.\d{3})+(?:,|$)/
  const ungrouped = grouped.test(bare) ? bare.replaceAll(group, '') : bare
  const match = /^([-+]?)(\d{0,15})(?:[.,](\d*))?$/.exec(ungrouped)
  const [, sign = '', whole = '', fraction = ''] = match ?? []
  if (!match || (whole === '' && fraction === '')) return null
  return { negative: sign === '-', whole, fraction }
}
