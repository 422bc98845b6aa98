/** Remembers which columns a person settled, for the next file with the same header. */
import { type ColumnMapping, headerSignature, MAPPED_FIELDS } from '../../../core/catalogue/column-mapping.ts'

const KEY = 'barrow-import-mappings'
const MAX_KEPT = 20

type Kept = readonly (readonly [signature: string, mapping: ColumnMapping])[]

type MappingStorage = Pick<Storage, 'getItem' | 'setItem'>

/** The mapping settled for this header before; null when there is none. */
export function recallMapping(storage: MappingStorage, columns: readonly string[]): ColumnMapping | null {
  const signature = headerSignature(columns)
  const known = readKept(storage).find(([kept]) => kept === signature)
  return known ? known[1] : null
}

/** Keeps the mapping of this header, the newest first. */
export function rememberMapping(
  storage: MappingStorage,
  columns: readonly string[],
  mapping: ColumnMapping,
): void {
  const signature = headerSignature(columns)
  const others = readKept(storage).filter(([kept]) => kept !== signature)
  storage.setItem(KEY, JSON.stringify([[signature, mapping], ...others].slice(0, MAX_KEPT)))
}

/** Whatever lies there is only believed as far as it is a mapping. */
function readKept(storage: MappingStorage): Kept {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
    return Array.isArray(parsed) ? parsed.flatMap(readOne) : []
  } catch {
    return []
  }
}

function readOne(pair: unknown): Kept {
  if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'object' || !pair[1])
    return []
  const fields = pair[1] as Readonly<Record<string, unknown>>
  const entries = MAPPED_FIELDS.flatMap((field) => {
    const column = fields[field]
    return typeof column === 'string' ? [[field, column] as const] : []
  })
  return [[pair[0], Object.fromEntries(entries)]]
}
