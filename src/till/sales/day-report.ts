/** What a day comes to, and which of its figures are shown. Pure. */
import type { Minor } from '../../../core/domain/money.ts'
import { type Report, report, type Settlements } from '../../../core/domain/report.ts'
import type { SaleRecord, State } from '../../../core/journal/state.ts'
import { salesSince } from './sales-list.ts'

/** How transfers ended, as of now: the state's own map goes on changing. */
export const settlementsOf = ({ tenderSettlements }: Pick<State, 'tenderSettlements'>): Settlements =>
  new Map(tenderSettlements)

/** The sales since a moment, from a list that is newest first. */
export const dayReport = (sales: readonly SaleRecord[], settlements: Settlements, sinceMs: number): Report =>
  report(salesSince(sales, sinceMs), settlements)

/** What a day also had; a figure of nought is left out. */
export function besides(day: Report): readonly (readonly [term: string, name: string, minor: Minor])[] {
  const figures = [
    ['Sold', 'sold', day.totalMinor === day.takingsMinor ? 0 : day.totalMinor],
    ['Discounts', 'discounts', -day.discountMinor],
    ['Returns', 'returns', day.returnedMinor],
    ['Tips', 'tips', day.tipMinor],
    ['Deposits', 'deposits', day.depositMinor],
    ['Vouchers sold', 'vouchers', day.voucherMinor],
    ['Paid on account', 'account', day.accountMinor],
    ['Cash rounding', 'rounding', day.roundingMinor],
    ['Transfers awaited', 'awaiting', day.awaitingMinor],
    ['Transfers not come', 'failed', day.failedMinor],
  ] as const
  return figures.flatMap(([term, name, minor]) => (minor === 0 ? [] : [[term, name, minor as Minor]]))
}
