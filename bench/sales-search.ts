/** Finding a sale among those of a long season: what each key in the search field costs besides drawing. */
import type { StaffId } from '../core/domain/ids.ts'
import type { SaleRecord } from '../core/journal/state.ts'
import { findSales, type QueryContext, readQuery } from '../src/till/sales/sale-query.ts'
import { newestFirst } from '../src/till/sales/sales-list.ts'
import { type BenchRow, timesRow } from './row.ts'

const SALES = 50_000
const ROUNDS = 30
const QUERIES = ['412', '14:30 23.50', '4242', 'mika'] as const

const CONTEXT: QueryContext = {
  ...{ currency: 'EUR', locale: 'en-GB', zone: 'Europe/Berlin' },
  staff: [{ id: 'mika' as StaffId, name: 'Mika Kern' }],
}

const sale = (_: unknown, n: number): SaleRecord =>
  ({
    ...{ id: `sale-${n}`, receipt: `A-${String(n + 1).padStart(6, '0')}`, seq: n, device: `d${n % 3}` },
    ...{ currency: 'EUR', at: 1_770_000_000_000 + n * 60_000, staff: null, tenders: [] },
    totalMinor: 100 + (n % 9000),
  }) as unknown as SaleRecord

/** Times of one search, and of putting the list in order, in ms. */
export async function benchSalesSearch(): Promise<readonly BenchRow[]> {
  const byId = new Map(Array.from({ length: SALES }, sale).map((one) => [one.id, one]))
  const list = newestFirst(byId)
  const searches = QUERIES.flatMap((query) =>
    Array.from({ length: ROUNDS }, () => timeOf(() => findSales(list, readQuery(query, CONTEXT), CONTEXT))),
  )
  const raw = Array.from({ length: ROUNDS }, () =>
    timeOf(() => list.filter(({ receipt }) => receipt.includes('412'))),
  )
  const orders = Array.from({ length: ROUNDS }, () => timeOf(() => newestFirst(byId)))
  return [timesRow('sales-search-50k', searches, raw), timesRow('sales-order-50k', orders, raw)]
}

function timeOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
