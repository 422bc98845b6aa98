/** The tax of a receipt, line by line: what an exemption takes out and what a return gives back (rules M19 and M22). */
import { allocate } from './allocate.ts'
import { type Minor, subtract, sum, toMinor, ZERO } from './money.ts'
import {
  rateKey,
  type TaxBucket,
  type TaxedAmount,
  type TaxMode,
  type TaxPolicy,
  taxBuckets,
  taxOf,
} from './tax.ts'

/**
 * Shares each rate's tax out over its lines, by what they come to, so that the lines' taxes sum to the receipt's.
 * Where lines of one rate have both signs, those below nought have their own tax rounded by itself and the others
 * share the rest.
 */
export function taxShares(
  mode: TaxMode,
  amounts: readonly TaxedAmount[],
  policy: TaxPolicy,
): readonly Minor[] {
  const shares = amounts.map(() => ZERO)
  const keys = amounts.map(({ rate }) => rateKey(rate))
  for (const bucket of taxBuckets(mode, amounts, policy)) {
    const key = rateKey(bucket)
    const own = amounts.flatMap((one, index) => (keys[index] === key ? [{ ...one, index }] : []))
    const parts = sharesOf(mode, bucket, own, policy)
    for (const [at, { index }] of own.entries()) shares[index] = parts[at] ?? ZERO
  }
  return shares
}

function sharesOf(
  mode: TaxMode,
  { taxMinor }: TaxBucket,
  own: readonly TaxedAmount[],
  { halves, rounding }: TaxPolicy,
): readonly Minor[] {
  if (rounding !== 'per-line' && own.every(({ amountMinor }) => amountMinor >= 0))
    return allocate(
      taxMinor,
      own.map(({ amountMinor }) => amountMinor),
    )
  const alone = own.map(({ rate, amountMinor }) => taxOf(mode, rate.ppm, amountMinor, halves))
  if (rounding === 'per-line') return alone
  const isMixed = own.some(({ amountMinor }) => amountMinor > 0)
  const fixed = own.map(({ amountMinor }, at) => (isMixed && amountMinor < 0 ? (alone[at] ?? ZERO) : ZERO))
  const weights = own.map(({ amountMinor }) => (isMixed && amountMinor < 0 ? 0 : Math.abs(amountMinor)))
  const shared = allocate(subtract(taxMinor, sum(fixed)), weights)
  return own.map((_, at) => toMinor((fixed[at] ?? 0) + (shared[at] ?? 0)))
}
