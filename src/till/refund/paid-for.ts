/** Who paid for which line of the sales of which something comes back. No React. */
import type { SaleId } from '../../../core/domain/ids.ts'
import type { App } from '../../app/app-context.tsx'
import { findSale } from '../receipt/find-sale.ts'
import type { BackCart, PaidFor } from './refund-hints.ts'

/** The sales that several tenders have paid: only there the lines can tell one means from another. */
export function splitSales(
  { lines }: Pick<BackCart, 'lines'>,
  { replica }: Pick<App, 'replica'>,
): readonly SaleId[] {
  const { sales } = replica.store.getState()
  const ids = new Set(lines.flatMap(({ returned }) => returned?.sale ?? []))
  return [...ids].filter((id) => (sales.get(id)?.tenders.length ?? 0) > 1)
}

/** Where neither this device nor the endpoint has a sale's lines, nothing is known of who paid for them. */
export async function readPaidFor(
  ids: readonly SaleId[],
  app: Pick<App, 'replica' | 'endpoint'>,
): Promise<PaidFor> {
  const found = await Promise.all(ids.map((id) => findSale(app, id)))
  return new Map(
    found.flatMap((recorded) => {
      if (!recorded) return []
      const { id, tenders } = recorded.sale
      return [[id, tenders.map(({ lines }) => lines)] as const]
    }),
  )
}
