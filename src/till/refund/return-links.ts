/** Which sale took back goods of which: from a refund to its sale, and from the sale to its refunds. Pure. */
import type { SaleId } from '../../../core/domain/ids.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'

export type ReturnIndex = ReadonlyMap<SaleId, readonly SaleRecord[]>

/** The sales that took goods back, by the sale that they came from; voided ones left out. */
export function returnIndex(sales: Iterable<SaleRecord>): ReturnIndex {
  const bySale = new Map<SaleId, SaleRecord[]>()
  for (const sale of sales) {
    if (!sale.returns || sale.voided) continue
    for (const id of sourcesOf(sale)) bySale.set(id, [...(bySale.get(id) ?? []), sale])
  }
  return bySale
}

/** The sales of which a sale took something back, each once; without those that nobody knows. */
export const sourcesOf = ({ returns = [] }: Pick<SaleRecord, 'returns'>): readonly SaleId[] => [
  ...new Set(returns.flatMap(({ sale }) => (sale === null ? [] : [sale]))),
]

/** "Return of A-000412", "Returned on A-000431"; null where neither is so. */
export function linkWords(
  sale: SaleRecord,
  sales: ReadonlyMap<string, SaleRecord>,
  index: ReturnIndex,
): string | null {
  const of = sourcesOf(sale).map((id) => sales.get(id)?.receipt ?? 'a sale that is not here yet')
  const isBlind = (sale.returns ?? []).some((one) => one.sale === null)
  const from = [...of, ...(isBlind ? ['no receipt'] : [])]
  const on = (index.get(sale.id) ?? []).map(({ receipt }) => receipt)
  const words = [
    ...(from.length > 0 ? [`Return of ${from.join(', ')}`] : []),
    ...(on.length > 0 ? [`Returned on ${on.join(', ')}`] : []),
  ]
  return words.length > 0 ? words.join(' · ') : null
}
