/** Barcodes of our own counter that carry a price or a weight (GS1: prefixes 02 and 20 to 29). */
import { isValid } from 'gtin'
import { err, ok, type Result } from '../result.ts'
import type { LabelPrice } from './cart.ts'
import { extend, type Minor, ONE_PIECE, scaleRounded, type Thousandths, toMinor } from './money.ts'

/**
 * How such a code is cut: prefix, item number, value, check digit. Where that makes twelve digits instead of thirteen,
 * a price check digit stands in front of the value (GS1 General Specifications, 7.9).
 */
export interface EmbeddedCode {
  readonly prefix: string
  readonly itemDigits: number
  readonly valueDigits: number
  /** A price in minor units, or a weight in thousandths of the unit. */
  readonly value: 'price' | 'weight'
}

/** What a code says, and the codes by which a catalogue may know the goods: the item number, or the code without value. */
export type EmbeddedReading = { readonly item: string; readonly keys: readonly string[] } & (
  | { readonly kind: 'price'; readonly priceMinor: Minor }
  | { readonly kind: 'weight'; readonly quantity: Thousandths }
)

/** Read badly (a check digit is off), or a scale that had nothing on it. */
export type EmbeddedFlaw = 'bad-check-digit' | 'bad-price-digit' | 'nothing-in-it'

/** Reads a scanned code (rule M47); null when it is none of these. The longest prefix that fits says how it is cut. */
export function readEmbeddedCode(
  code: string,
  schemes: readonly EmbeddedCode[],
): Result<EmbeddedReading, EmbeddedFlaw> | null {
  const digits = code.trim().padStart(EAN_LENGTH, '0')
  if (!/^\d{13}$/.test(digits) || code.trim().length < EAN_LENGTH - 1) return null
  const scheme = schemeOf(digits, schemes)
  if (!scheme) return null
  if (!isValid(digits)) return err('bad-check-digit')
  const itemAt = scheme.prefix.length
  const valueAt = EAN_LENGTH - 1 - scheme.valueDigits
  const item = digits.slice(itemAt, itemAt + scheme.itemDigits)
  const value = digits.slice(valueAt, -1)
  const verifier = digits.slice(itemAt + scheme.itemDigits, valueAt)
  if (verifier !== '' && verifier !== priceCheckDigit(value)) return err('bad-price-digit')
  if (Number(value) === 0) return err('nothing-in-it')
  const known = { item, keys: keysOf(scheme, digits, item) }
  return ok(
    scheme.value === 'price'
      ? { ...known, kind: 'price', priceMinor: toMinor(Number(value)) }
      : { ...known, kind: 'weight', quantity: Number(value) as Thousandths },
  )
}

const EAN_LENGTH = 13

function schemeOf(digits: string, schemes: readonly EmbeddedCode[]): EmbeddedCode | undefined {
  const fitting = schemes.filter((scheme) => digits.startsWith(scheme.prefix) && isWhole(scheme))
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0]
}

/** Whether the parts fill the code, with a price check digit where there is one for so many digits. */
export function isWhole({ prefix, itemDigits, valueDigits }: EmbeddedCode): boolean {
  const length = prefix.length + itemDigits + valueDigits + 1
  return length === EAN_LENGTH || (length === EAN_LENGTH - 1 && valueDigits in POSITION_WEIGHTS)
}

function keysOf({ prefix, valueDigits }: EmbeddedCode, digits: string, item: string): readonly string[] {
  const empty = digits.slice(0, -1 - valueDigits) + '0'.repeat(valueDigits)
  const check = '0123456789'.split('').find((digit) => isValid(empty + digit)) ?? ''
  return [...new Set([item, item.replace(/^0+(?=.)/, ''), prefix + item, empty + check])]
}

/** What a digit counts at its place: so the figures of GS1's tables, each at the index of its digit. */
const TWO_MINUS = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7]
const THREE = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7]
const FIVE_PLUS = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9]
const FIVE_MINUS = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1]

const POSITION_WEIGHTS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  4: [TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS],
  5: [FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS],
}

/** The digit that guards a value of four or five digits; no digit for any other length. */
export function priceCheckDigit(value: string): string {
  const weights = POSITION_WEIGHTS[value.length]
  if (!weights) return ''
  const sum = weights.reduce((total, weight, at) => total + (weight[Number(value[at])] ?? 0), 0)
  if (value.length === 4) return String((sum * 3) % 10)
  return String(FIVE_MINUS.indexOf((10 - (sum % 10)) % 10))
}

/** A quantity, the price of one, and what the label says that they come to. */
export interface MeasuredPrice {
  readonly quantity: Thousandths
  readonly unitMinor: Minor
  readonly label?: LabelPrice
}

/**
 * How much of measured goods a label's price stands for at the catalogue's price: the quantity that comes to it, or
 * else, when none does, the next more, with what the label says. That is what is paid, to the minor unit.
 */
export function measuredPrice(unitMinor: Minor, priceMinor: Minor): MeasuredPrice {
  if (unitMinor <= 0) return { quantity: ONE_PIECE, unitMinor: priceMinor }
  const nearest = scaleRounded(priceMinor, ONE_PIECE, unitMinor) as Thousandths
  for (const quantity of [nearest, nearest - 1, nearest + 1] as Thousandths[])
    if (quantity > 0 && extend(unitMinor, quantity) === priceMinor) return { quantity, unitMinor }
  const isEnough = nearest > 0 && extend(unitMinor, nearest) > priceMinor
  const quantity = (isEnough ? nearest : nearest + 1) as Thousandths
  return { quantity, unitMinor, label: { quantity, unitMinor, amountMinor: priceMinor } }
}
