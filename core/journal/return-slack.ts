/** By how much what came back of a line may be above what it came to, because each till rounded its own share. */
import type { SaleId } from '../domain/ids.ts'
import type { State } from './state.ts'

/**
 * Minor units that come of rounding alone: tills that did not know of each other each gave back a share that was
 * rounded by less than one (rule M22), so of so many returns all but one. `more`: those that are still to be
 * recorded.
 */
export function returnSlack(
  { refunds, sales }: Pick<State, 'refunds' | 'sales'>,
  of: SaleId,
  more: readonly SaleId[] = [],
): number {
  const standing = (refunds.get(of) ?? []).filter((sale) => sales.get(sale)?.voided === null)
  return Math.max(0, new Set([...standing, ...more]).size - 1)
}
