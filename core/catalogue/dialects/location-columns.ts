/** Square and Loyverse write one set of columns for each location. */
import { cleanLine, foldKey } from '../clean-text.ts'
import type { DialectInput } from '../draft-row.ts'

/**
 * Which location's columns to read: the one named like ours, else the first, with a note when there are
 * several. null: the file has no columns per location.
 */
export function chooseLocation(
  { columns, findings, locationName }: DialectInput,
  nameOf: (column: string) => string | undefined,
): string | null {
  const names = new Set(
    columns.names.map((column) => nameOf(cleanLine(column))).filter((name) => name !== undefined),
  )
  const [first] = names
  if (first === undefined) return null
  const own = [...names].find((name) => locationName !== undefined && foldKey(name) === foldKey(locationName))
  if (own !== undefined || names.size === 1) return own ?? first
  const message = `The file has columns for ${names.size} locations; those of “${first}” are read.`
  findings.note(0, null, 'several-locations', message)
  return first
}
