/** By which means a sale was paid, and whether money for it is still out. Pure. */
import type { Settlements } from '../../../core/domain/report.ts'
import type { TenderKind } from '../../../core/domain/tender.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'

/** `nothing`: there was nothing to pay. */
export type SaleMeans = TenderKind | 'several' | 'nothing'

export function meansOf({ tenders }: Pick<SaleRecord, 'tenders'>): SaleMeans {
  const [first, ...others] = new Set(tenders.map(({ kind }) => kind))
  return others.length > 0 ? 'several' : (first ?? 'nothing')
}

/**
 * Of its transfers: `failed` when one has not come, `awaited` when nobody has seen one yet. A void sale awaits
 * nothing.
 */
export function transferMark(
  { tenders, voided }: Pick<SaleRecord, 'tenders' | 'voided'>,
  settlements: Settlements,
): 'awaited' | 'failed' | null {
  if (voided) return null
  const outcomes = tenders
    .filter(({ kind }) => kind === 'transfer')
    .map(({ id }) => id && settlements.get(id)?.outcome)
  if (outcomes.includes('failed')) return 'failed'
  return outcomes.includes(undefined) ? 'awaited' : null
}
