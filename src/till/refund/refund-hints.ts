/** By which means a return is paid back: those that paid for what comes back. Pure. */
import type { CartLine } from '../../../core/domain/cart.ts'
import type { AccountId, SaleId, TenderId } from '../../../core/domain/ids.ts'
import { add, type Minor, toMinor, ZERO } from '../../../core/domain/money.ts'
import type { Tender, TenderKind } from '../../../core/domain/tender.ts'
import type { SaleRecord, TenderRecord } from '../../../core/journal/state.ts'
import type { UnpaidTransfer } from '../../replica/standings.ts'

/** A means that the customer has paid by, and how much can go back by it. */
export interface RefundHint {
  /** Vouchers are paid back as store credit: the paper is used up. */
  readonly kind: TenderKind
  /** What they paid by it less what has gone back by it: above nought. */
  readonly upToMinor: Minor
  readonly last4?: string | undefined
  readonly account?: AccountId | undefined
  /** On which receipts it was paid. */
  readonly receipts: readonly string[]
  /** Nobody has seen the money of this transfer: it is awaited, or somebody has said that it does not come. */
  readonly unpaid?: UnpaidTransfer & { readonly tender: TenderId }
}

/** In this order they are offered: what went somewhere else than into the drawer goes back there first. */
const ORDER: readonly TenderKind[] = [
  'card',
  'online',
  'house-account',
  'store-credit',
  'on-the-house',
  'transfer',
  'cash',
]

/** What comes back, and what of its money has been given back already. */
export interface BackCart {
  readonly lines: readonly Pick<CartLine, 'returned'>[]
  readonly tenders?: readonly Tender[] | undefined
}

/**
 * The tenders of the sales of which the cart brings something back, of those that these were exchanged for, and of
 * what has gone back of them: the same means together. None for a return without a receipt. `sales` is every sale
 * that this device knows, `unpaid` the transfers whose money has not come: they stand first.
 */
export function refundHints(
  { lines, tenders = [] }: BackCart,
  sales: ReadonlyMap<string, SaleRecord>,
  unpaid: ReadonlyMap<TenderId, UnpaidTransfer> = NOTHING_UNPAID,
): readonly RefundHint[] {
  const sources = withSources(new Set(lines.flatMap(({ returned }) => returned?.sale ?? [])), sales)
  if (sources.size === 0) return []
  const involved = [...sales.values()].filter((sale) => isInvolved(sale, sources))
  const byMeans = new Map<string, RefundHint>()
  for (const sale of involved)
    for (const tender of meansIn(sale)) {
      const missing = tender.id === undefined ? undefined : unpaid.get(tender.id)
      const means = missing ? `unpaid ${tender.id}` : meansOf(tender)
      const hint = plus(byMeans.get(means), tender, sale.receipt)
      byMeans.set(means, missing && tender.id ? { ...hint, unpaid: { ...missing, tender: tender.id } } : hint)
    }
  for (const part of tenders) byMeans.set(meansOf(part), plus(byMeans.get(meansOf(part)), part, ''))
  return spread([...byMeans.values()])
    .filter(({ upToMinor }) => upToMinor > 0)
    .sort((a, b) => rankOf(a) - rankOf(b))
}

const NOTHING_UNPAID: ReadonlyMap<TenderId, UnpaidTransfer> = new Map()

/** What never came is the first that does not go back. */
const rankOf = ({ kind, unpaid }: RefundHint): number => (unpaid ? -1 : ORDER.indexOf(kind))

/** What of an amount to be given back (above nought) goes by each hint, in their order; the rest has no hint. */
export function shareHints(hints: readonly RefundHint[], amountMinor: Minor): readonly RefundHint[] {
  let left: number = amountMinor
  return hints.flatMap((hint) => {
    const upToMinor = toMinor(Math.min(left, hint.upToMinor))
    left -= upToMinor
    return upToMinor > 0 ? [{ ...hint, upToMinor }] : []
  })
}

/**
 * What of an amount to be given back may go this way without anybody's word. In cash: what cash has paid, and what
 * nobody knows to have been paid by any means. In any other way: all but what nobody has paid. All above nought.
 */
export function freeToGive(hints: readonly RefundHint[], by: 'cash' | 'else', amountMinor: Minor): Minor {
  const sumOf = (some: readonly RefundHint[]) => some.reduce((sum, { upToMinor }) => sum + upToMinor, 0)
  if (by === 'else') return toMinor(Math.max(0, amountMinor - sumOf(hints.filter(({ unpaid }) => unpaid))))
  const cash = sumOf(hints.filter(({ kind }) => kind === 'cash'))
  return toMinor(Math.min(amountMinor, cash + Math.max(0, amountMinor - sumOf(hints))))
}

/**
 * A refund to a card whose digits nobody has keyed in has gone back to one of the cards; what came back for nothing,
 * of what nobody had paid.
 */
function spread(hints: readonly RefundHint[]): readonly RefundHint[] {
  const over = new Map<TenderKind, number>()
  for (const { kind, upToMinor } of hints)
    if (upToMinor < 0) over.set(kind, (over.get(kind) ?? 0) - upToMinor)
  return hints.map((hint) => {
    const kind = hint.unpaid ? 'on-the-house' : hint.kind
    const taken = Math.max(0, Math.min(hint.upToMinor, over.get(kind) ?? 0))
    over.set(kind, (over.get(kind) ?? 0) - taken)
    return taken === 0 ? hint : { ...hint, upToMinor: toMinor(hint.upToMinor - taken) }
  })
}

/** Goods of an exchange were paid for, in part, by the tenders of the sale whose goods came back in it. */
function withSources(ids: ReadonlySet<SaleId>, sales: ReadonlyMap<string, SaleRecord>): ReadonlySet<SaleId> {
  const all = new Set(ids)
  // A set that grows is walked to its new end; every sale is in it once.
  for (const id of all) for (const { sale } of sales.get(id)?.returns ?? []) if (sale !== null) all.add(sale)
  return all
}

const isInvolved = ({ id, voided, returns = [] }: SaleRecord, sources: ReadonlySet<SaleId>): boolean =>
  voided === null && (sources.has(id) || returns.some(({ sale }) => sale !== null && sources.has(sale)))

/** What a line took off for a voucher was paid by that voucher: it is no cash of the customer's. */
function meansIn({ tenders, money }: SaleRecord): readonly TenderRecord[] {
  const { redeemedMinor } = money ?? {}
  return redeemedMinor ? [...tenders, { kind: 'voucher', amountMinor: redeemedMinor }] : tenders
}

/** A tender of a sale, or a part of one that is not recorded yet. */
type Paid = Pick<TenderRecord, 'kind' | 'amountMinor' | 'last4' | 'account'>

const kindOf = ({ kind }: Paid): TenderKind => (kind === 'voucher' ? 'store-credit' : kind)

const meansOf = (tender: Paid): string => [kindOf(tender), tender.last4 ?? '', tender.account ?? ''].join('/')

/** What goes back is no receipt that the customer paid on. */
function plus(known: RefundHint | undefined, tender: Paid, receipt: string): RefundHint {
  const { last4, account, amountMinor } = tender
  const before = known ?? { kind: kindOf(tender), upToMinor: ZERO, last4, account, receipts: [] }
  const receipts = amountMinor > 0 ? [...new Set([...before.receipts, receipt])] : before.receipts
  return { ...before, upToMinor: add(before.upToMinor, amountMinor), receipts }
}
