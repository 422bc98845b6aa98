import type { TaxRateId } from './ids.ts'
import {
  add,
  type Halves,
  type Minor,
  type Ppm,
  scaleRounded,
  subtract,
  sum,
  toMinor,
  ZERO,
} from './money.ts'

/** Whether shelf prices contain tax (Europe, Japan) or it comes on top (US, Canada). One per location. */
export type TaxMode = 'inclusive' | 'exclusive'

/** A rate as frozen into a sale. */
export interface TaxRate {
  readonly id: TaxRateId
  readonly name: string
  readonly ppm: Ppm
}

/** What one rate contributes to a receipt: `netMinor + taxMinor = grossMinor`. */
export interface TaxBucket extends TaxRate {
  readonly netMinor: Minor
  readonly taxMinor: Minor
  readonly grossMinor: Minor
}

/**
 * When tax is rounded: once per rate of a receipt (EN 16931, and the only way in Japan), for each line, or once for
 * the receipt as a whole; and where a half goes.
 */
export interface TaxPolicy {
  readonly rounding: 'per-rate' | 'per-line' | 'per-receipt'
  readonly halves: Halves
}

export const DEFAULT_TAX_POLICY: TaxPolicy = { rounding: 'per-rate', halves: 'up' }

/** Goods that come back may carry a rate as it was before it was changed: that is another one (rule M4). */
export const rateKey = ({ id, ppm }: TaxRate): string => `${id} ${ppm}`

export interface TaxedAmount {
  readonly rate: TaxRate
  readonly amountMinor: Minor
}

/**
 * Tax per rate (rule M4). Inclusive: tax = gross × r / (1 + r), so the gross never moves. Exclusive: tax = net × r.
 * Buckets come in the order in which the rates first appear.
 */
export function taxBuckets(
  mode: TaxMode,
  amounts: readonly TaxedAmount[],
  { rounding, halves }: TaxPolicy = DEFAULT_TAX_POLICY,
): readonly TaxBucket[] {
  const totals = amountsByRate(amounts)
  if (rounding === 'per-receipt') return roundedTogether(mode, totals, halves)
  if (rounding === 'per-rate')
    return totals.map(({ rate, amountMinor }) =>
      bucketOf(mode, rate, amountMinor, taxOf(mode, rate.ppm, amountMinor, halves)),
    )
  const taxes = new Map<string, Minor>()
  for (const { rate, amountMinor } of amounts) {
    const tax = taxOf(mode, rate.ppm, amountMinor, halves)
    taxes.set(rateKey(rate), add(taxes.get(rateKey(rate)) ?? ZERO, tax))
  }
  return totals.map(({ rate, amountMinor }) =>
    bucketOf(mode, rate, amountMinor, taxes.get(rateKey(rate)) ?? ZERO),
  )
}

/** The tax in an amount (inclusive) or on it (exclusive), rounded. */
export function taxOf(mode: TaxMode, ppm: Ppm, amountMinor: Minor, halves: Halves = 'up'): Minor {
  return toMinor(scaleRounded(amountMinor, ppm, denominatorOf(mode, ppm), halves))
}

const denominatorOf = (mode: TaxMode, ppm: Ppm): number =>
  mode === 'inclusive' ? 1_000_000 + ppm : 1_000_000

function amountsByRate(amounts: readonly TaxedAmount[]): readonly TaxedAmount[] {
  const byRate = new Map<string, TaxedAmount>()
  for (const { rate, amountMinor } of amounts) {
    const key = rateKey(rate)
    const known = byRate.get(key)
    byRate.set(key, { rate, amountMinor: known ? add(known.amountMinor, amountMinor) : amountMinor })
  }
  return [...byRate.values()]
}

function bucketOf(mode: TaxMode, { id, name, ppm }: TaxRate, total: Minor, taxMinor: Minor): TaxBucket {
  return mode === 'inclusive'
    ? { id, name, ppm, netMinor: subtract(total, taxMinor), taxMinor, grossMinor: total }
    : { id, name, ppm, netMinor: total, taxMinor, grossMinor: add(total, taxMinor) }
}

/**
 * One rounding for the whole receipt: the exact taxes of all rates are added as a fraction, rounded once, and the
 * sum is shared among the rates, whole units first, the rest to the largest remainders.
 */
function roundedTogether(
  mode: TaxMode,
  totals: readonly TaxedAmount[],
  halves: Halves,
): readonly TaxBucket[] {
  const exact = totals.map(({ rate, amountMinor }) => {
    const denominator = BigInt(denominatorOf(mode, rate.ppm))
    const numerator = BigInt(amountMinor) * BigInt(rate.ppm)
    const floor = floorDivide(numerator, denominator)
    return { floor, remainder: numerator - floor * denominator, denominator }
  })
  const common = exact.reduce((product, { denominator }) => product * denominator, 1n)
  const scaled = exact.map(({ remainder, denominator }) => remainder * (common / denominator))
  const floors = exact.reduce((all, { floor }) => all + floor, 0n)
  const rest = scaled.reduce((all, one) => all + one, 0n)
  let left = Number(roundDivide(floors * common + rest, common, halves) - floors)
  const taxes = exact.map(({ floor }) => Number(floor))
  const order = scaled
    .map((one, index) => ({ one, index }))
    .sort((a, b) => (a.one === b.one ? a.index - b.index : a.one > b.one ? -1 : 1))
  for (const { index } of order) {
    if (left <= 0) break
    taxes[index] = (taxes[index] ?? 0) + 1
    left -= 1
  }
  return totals.map(({ rate, amountMinor }, index) =>
    bucketOf(mode, rate, amountMinor, toMinor(taxes[index] ?? 0)),
  )
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator < 0n ? quotient - 1n : quotient
}

function roundDivide(numerator: bigint, denominator: bigint, halves: Halves): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator
  const floor = magnitude / denominator
  const twice = (magnitude % denominator) * 2n
  const isUp = twice > denominator || (twice === denominator && (halves === 'up' || floor % 2n === 1n))
  const rounded = isUp ? floor + 1n : floor
  return numerator < 0n ? -rounded : rounded
}

/** The tax of all rates together. */
export function taxTotal(buckets: readonly TaxBucket[]): Minor {
  return sum(buckets.map((bucket) => bucket.taxMinor))
}
