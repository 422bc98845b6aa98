import { assert } from '../assert.ts'
import { type Minor, sum, toMinor } from './money.ts'

/**
 * Shares an amount out by weights, to the last minor unit: the method of the largest remainder (Hamilton, Hare and
 * Niemeyer). Each part is its exact share rounded down or up, the parts sum to the whole, equal remainders go to the
 * earlier part. A negative amount mirrors the positive one. Weights are integers from nought; when all are nought,
 * only an amount of nought can be shared out (throws otherwise).
 */
export function allocate(total: Minor, weights: readonly number[]): readonly Minor[] {
  const whole = weights.reduce((all, weight) => all + weight, 0)
  if (whole === 0) {
    assert(total === 0, 'an amount cannot be shared out among weights of nought')
    return weights.map(() => toMinor(0))
  }
  const shares = weights.map((weight, index) => share(Math.abs(total), weight, whole, index))
  const left = Math.abs(total) - sum(shares.map(({ floor }) => toMinor(floor)))
  const lucky = new Set(
    [...shares]
      .sort(byRemainder)
      .slice(0, left)
      .map(({ index }) => index),
  )
  return shares.map(({ floor, index }) => toMinor(Math.sign(total) * (floor + (lucky.has(index) ? 1 : 0))))
}

/** The whole minor units of one of `count` pieces, rounded down: so many times it never exceeds the amount. */
export const wholeShare = (amount: Minor, count: number): Minor =>
  toMinor((amount - (amount % count)) / count)

interface Share {
  readonly floor: number
  readonly remainder: bigint
  readonly index: number
}

function share(total: number, weight: number, whole: number, index: number): Share {
  const product = BigInt(total) * BigInt(weight)
  const remainder = product % BigInt(whole)
  return { floor: Number((product - remainder) / BigInt(whole)), remainder, index }
}

const byRemainder = (a: Share, b: Share): number =>
  a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1
