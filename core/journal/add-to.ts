/** Adds to one of many sums. A figure of nought is as good as none: two replicas must not differ by it. */
export function addTo<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  const total = (sums.get(key) ?? 0) + amount
  if (total === 0) sums.delete(key)
  else sums.set(key, total)
}
