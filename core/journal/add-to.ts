/** Sums over figures that a hostile device may have written. */

const HALF = 2 ** 52

/**
 * The sum of two figures. What is beyond any that could be meant wraps around, so that no order matters, nothing is
 * lost by taking out again what was added, and no forged entry ends the fold (rule J13).
 */
export const wrappingSum = (a: number, b: number): number => {
  const total = a + b
  return total >= HALF ? total - 2 * HALF : total < -HALF ? total + 2 * HALF : total
}

/** Adds to one of many sums. A figure of nought is as good as none: two replicas must not differ by it. */
export function addTo<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  const total = wrappingSum(sums.get(key) ?? 0, amount)
  if (total === 0) sums.delete(key)
  else sums.set(key, total)
}
