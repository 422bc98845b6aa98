import type { TaxRateId } from './ids.ts'
import { add, type Minor, type Ppm, scaleRounded, subtract, sum, toMinor } from './money.ts'

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

export interface TaxedAmount {
  readonly rate: TaxRate
  readonly amountMinor: Minor
}

/**
 * Tax per rate, rounded once per rate and receipt (rule M4). Inclusive: tax = gross × r / (1 + r), so the
 * gross never moves. Exclusive: tax = net × r. Buckets come in the order in which the rates first appear.
 */
export function taxBuckets(mode: TaxMode, amounts: readonly TaxedAmount[]): readonly TaxBucket[] {
  const byRate = new Map<TaxRateId, { rate: TaxRate; total: Minor }>()
  for (const { rate, amountMinor } of amounts) {
    const known = byRate.get(rate.id)
    byRate.set(rate.id, { rate, total: known ? add(known.total, amountMinor) : amountMinor })
  }
  return [...byRate.values()].map(({ rate, total }) => bucketOf(mode, rate, total))
}

function bucketOf(mode: TaxMode, rate: TaxRate, total: Minor): TaxBucket {
  const { id, name, ppm } = rate
  if (mode === 'inclusive') {
    const taxMinor = toMinor(scaleRounded(total, ppm, 1_000_000 + ppm))
    return { id, name, ppm, netMinor: subtract(total, taxMinor), taxMinor, grossMinor: total }
  }
  const taxMinor = toMinor(scaleRounded(total, ppm, 1_000_000))
  return { id, name, ppm, netMinor: total, taxMinor, grossMinor: add(total, taxMinor) }
}

/** The tax of all rates together. */
export function taxTotal(buckets: readonly TaxBucket[]): Minor {
  return sum(buckets.map((bucket) => bucket.taxMinor))
}
