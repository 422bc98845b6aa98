import { assert } from '../assert.ts'
import type { Brand } from '../brand.ts'

/** Integer count of a currency's minor units (cents, yen, fils). The only form in which money is kept. */
export type Minor = Brand<number, 'Minor'>

/** Integer thousandths of a piece (or of a kilogram): 1000 is one. */
export type Thousandths = Brand<number, 'Thousandths'>

/** Integer parts per million: 190000 is 19 %. */
export type Ppm = Brand<number, 'Ppm'>

/** The largest amount that any field accepts, in minor units: far above any stall, far below 2^53. */
export const MAX_MINOR = 1_000_000_000_000

export const ZERO = 0 as Minor
export const ONE_PIECE = 1000 as Thousandths

/** Whether a price times a quantity is an amount that any field could hold: a forged line may say otherwise. */
export const isPayable = (unitMinor: number, quantity: number): boolean =>
  Math.abs(unitMinor * quantity) <= MAX_MINOR * 1000

/** Takes an integer as minor units; throws on a fraction, because a float in money is a defect. */
export function toMinor(value: number): Minor {
  assert(Number.isSafeInteger(value), `minor units must be a safe integer, got ${value}`)
  return (value === 0 ? 0 : value) as Minor
}

export const add = (a: Minor, b: Minor): Minor => toMinor(a + b)
export const subtract = (a: Minor, b: Minor): Minor => toMinor(a - b)

/** The sum of amounts of one currency. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0
  for (const amount of amounts) total += amount
  return toMinor(total)
}

/** Where a half goes: away from zero (the default), or to the even neighbour (bankers' rounding). */
export type Halves = 'up' | 'even'

/**
 * `value × numerator / denominator`, rounded once, by default half away from zero, so that a refund mirrors its sale.
 * Exact at any size: products above 2^53 are computed in BigInt.
 */
export function scaleRounded(
  value: number,
  numerator: number,
  denominator: number,
  halves: Halves = 'up',
): number {
  const product = value * numerator
  if (!Number.isSafeInteger(product)) return scaleRoundedBig(value, numerator, denominator, halves)
  const magnitude = Math.abs(product)
  const remainder = magnitude % denominator
  const floor = (magnitude - remainder) / denominator
  const isUp =
    remainder * 2 > denominator || (remainder * 2 === denominator && (halves === 'up' || floor % 2 === 1))
  const rounded = isUp ? floor + 1 : floor
  return product < 0 && rounded !== 0 ? -rounded : rounded
}

function scaleRoundedBig(value: number, numerator: number, denominator: number, halves: Halves): number {
  const product = BigInt(value) * BigInt(numerator)
  const magnitude = product < 0n ? -product : product
  const divisor = BigInt(denominator)
  const floor = magnitude / divisor
  const twice = (magnitude % divisor) * 2n
  const isUp = twice > divisor || (twice === divisor && (halves === 'up' || floor % 2n === 1n))
  const rounded = Number(isUp ? floor + 1n : floor)
  return product < 0n && rounded !== 0 ? -rounded : rounded
}

/** The price of a quantity: unit price × thousandths, rounded once. */
export function extend(unitMinor: Minor, quantity: Thousandths): Minor {
  return toMinor(scaleRounded(unitMinor, quantity, 1000))
}
