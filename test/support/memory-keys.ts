/** Keys as IndexedDB orders them: numbers before texts before lists. */

export type Key = number | string | readonly Key[]

const rank = (key: Key): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2)

/** Below, equal or above zero. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  return compareLists(a as readonly Key[], b as readonly Key[])
}

function compareLists(a: readonly Key[], b: readonly Key[]): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const difference = compareKeys(a[index] as Key, b[index] as Key)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** An index as Dexie writes it: `seq`, `&id` (unique), `[device+seq]` (of several fields). */
export interface KeyPath {
  readonly name: string
  readonly unique: boolean
  readonly of: (row: object) => Key | undefined
}

export function parseKeyPath(text: string): KeyPath {
  const unique = text.startsWith('&')
  const name = unique ? text.slice(1) : text
  const fields = name.startsWith('[') ? name.slice(1, -1).split('+') : null
  const of = (row: object): Key | undefined => {
    const values = row as Record<string, Key | undefined>
    if (!fields) return values[name]
    const parts = fields.map((field) => values[field])
    return parts.includes(undefined) ? undefined : (parts as Key[])
  }
  return { name, unique, of }
}

/** Where `key` stands, or would stand, in an ordered list. */
export function placeOf(keys: readonly Key[], key: Key): number {
  let low = 0
  let high = keys.length
  const last = keys.at(-1)
  if (last === undefined || compareKeys(last, key) < 0) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareKeys(keys[middle] as Key, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
