/** What a day comes to, and which of its figures are shown. Pure. */
import { type Minor, ZERO } from '../../../core/domain/money.ts'
import {
  MONEY_KINDS,
  type Report,
  report,
  type Settlements,
  subtractFigures,
} from '../../../core/domain/report.ts'
import type { TaxBucket } from '../../../core/domain/tax.ts'
import type { TenderKind } from '../../../core/domain/tender.ts'
import type { SaleRecord, State } from '../../../core/journal/state.ts'
import { KIND_WORDS } from '../pay/tender-words.ts'
import { salesSince } from './sales-list.ts'

/** How transfers ended, as of now: the state's own map goes on changing. */
export const settlementsOf = ({ tenderSettlements }: Pick<State, 'tenderSettlements'>): Settlements =>
  new Map(tenderSettlements)

/** The sales since a moment, from a list that is newest first. */
export const dayReport = (sales: readonly SaleRecord[], settlements: Settlements, sinceMs: number): Report =>
  report(salesSince(sales, sinceMs), settlements)

/** One row of a day's figures; `name` is for machines. */
export interface DayFigure {
  readonly term: string
  readonly name: string
  readonly minor: Minor
}

type Entry = readonly [term: string, name: string, minor: number]

/** Figures of nought are left out. */
const figures = (entries: readonly Entry[]): readonly DayFigure[] =>
  entries.flatMap(([term, name, minor]) => (minor === 0 ? [] : [{ term, name, minor: minor as Minor }]))

/**
 * From what was sold, over what is no turnover and what no money came for, to the takings: the rows sum to them (rule
 * M81).
 */
export function wayToTakings(day: Report): readonly DayFigure[] {
  const without = (kind: TenderKind) => -(day.byTender.get(kind) ?? ZERO)
  const creditMinor = without('store-credit')
  return [
    { term: 'Sold', name: 'sold', minor: day.goodsMinor },
    ...figures([
      ['Tips', 'tips', day.tipMinor],
      ['Deposits', 'deposits', day.depositMinor],
      ['Vouchers sold', 'vouchers', day.voucherMinor],
      ['Paid into accounts', 'account', day.accountMinor],
      ['Cash rounding', 'rounding', day.roundingMinor],
      ['Paid with vouchers', 'voucher', without('voucher')],
      [creditMinor > 0 ? 'Given as store credit' : 'Paid with store credit', 'store-credit', creditMinor],
      ['On house accounts', 'house-account', without('house-account')],
      ['On the house', 'on-the-house', without('on-the-house')],
      ['Transfers not come', 'failed', -day.failedMinor],
    ]),
  ]
}

/** The takings by means; they sum to them. What did not come by transfer is no takings. */
export const takingsByMeans = ({ byTender, failedMinor }: Report): readonly DayFigure[] =>
  MONEY_KINDS.flatMap((kind) => {
    const tendered = byTender.get(kind)
    if (tendered === undefined) return []
    const minor = kind === 'transfer' ? subtractFigures(tendered, failedMinor) : tendered
    return [{ term: KIND_WORDS[kind], name: kind, minor }]
  })

/** What a day also had, and what is in its figures already. */
export const besides = (day: Report): readonly DayFigure[] =>
  figures([
    ['Discounts', 'discounts', -day.discountMinor],
    ['Returns', 'returns', day.returnedMinor],
    ['Transfers awaited', 'awaiting', day.awaitingMinor],
  ])

/** Tax rate by rate, the highest first. */
export const taxOfDay = ({ taxByRate }: Report): readonly TaxBucket[] =>
  [...taxByRate.values()].sort((a, b) => b.ppm - a.ppm)
