/** By which means a return is paid back: those that paid for what comes back. Pure. */
import type { CartLine } from '../../../core/domain/cart.ts'
import type { AccountId, SaleId, TenderId } from '../../../core/domain/ids.ts'
import { add, type Minor, sum, toMinor, ZERO } from '../../../core/domain/money.ts'
import type { Tender, TenderKind } from '../../../core/domain/tender.ts'
import type { SaleRecord, TenderRecord } from '../../../core/journal/state.ts'
import type { UnpaidTransfer } from '../../replica/standings.ts'

/** A means that the customer has paid by, and how much can go back by it. */
export interface RefundHint {
  /** Vouchers are paid back as store credit: the paper is used up. */
  readonly kind: TenderKind
  /** What they paid by it less what has gone back by it: above nought. */
  readonly upToMinor: Minor
  /** What of that it has paid for the very lines that come back now, where the bill was split by lines. */
  readonly ownMinor?: Minor
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
  /** What each line comes to with its tax: below nought for what comes back. */
  readonly dues?: readonly Minor[]
  readonly tenders?: readonly Tender[] | undefined
}

/** Of each sale whose bill was split by lines: the lines that each of its tenders has paid for, in their order. */
export type PaidFor = ReadonlyMap<SaleId, readonly (readonly number[] | undefined)[]>

/** What is known besides the sales' records. */
export interface RefundFacts {
  /** The transfers whose money has not come: they stand first. */
  readonly unpaid?: ReadonlyMap<TenderId, UnpaidTransfer> | undefined
  readonly paidFor?: PaidFor | undefined
}

/**
 * The tenders of the sales of which the cart brings something back, of those that these were exchanged for, and of
 * what has gone back of them: the same means together. None for a return without a receipt. `sales` is every sale
 * that this device knows.
 */
export function refundHints(
  cart: BackCart,
  sales: ReadonlyMap<string, SaleRecord>,
  facts: RefundFacts = {},
): readonly RefundHint[] {
  const { unpaid = NOTHING_UNPAID } = facts
  const { lines, tenders = [] } = cart
  const sources = withSources(new Set(lines.flatMap(({ returned }) => returned?.sale ?? [])), sales)
  if (sources.size === 0) return []
  const involved = [...sales.values()].filter((sale) => isInvolved(sale, sources))
  const byMeans = new Map<string, RefundHint>()
  for (const sale of involved)
    for (const tender of meansIn(sale)) {
      const missing = tender.id === undefined ? undefined : unpaid.get(tender.id)
      const means = meansOf(tender, unpaid)
      const hint = plus(byMeans.get(means), tender, sale.receipt)
      byMeans.set(means, missing && tender.id ? { ...hint, unpaid: { ...missing, tender: tender.id } } : hint)
    }
  const own = ownByMeans(cart, sales, facts)
  for (const part of tenders) {
    const means = meansOfPart(part, byMeans, own)
    byMeans.set(means, plus(byMeans.get(means), part, ''))
    own.set(means, (own.get(means) ?? 0) + part.amountMinor)
  }
  return spread([...byMeans].map(([means, hint]) => withOwn(hint, own.get(means) ?? 0)))
    .filter(({ upToMinor }) => upToMinor > 0)
    .sort((a, b) => rankOf(a) - rankOf(b))
}

const NOTHING_UNPAID: ReadonlyMap<TenderId, UnpaidTransfer> = new Map()

/** What never came is the first that does not go back. */
const rankOf = ({ kind, unpaid }: RefundHint): number => (unpaid ? -1 : ORDER.indexOf(kind))

/**
 * What of an amount to be given back (above nought) goes by each hint: what it has paid for the lines that come back,
 * then the others in their order. The rest has no hint.
 */
export function shareHints(hints: readonly RefundHint[], amountMinor: Minor): readonly RefundHint[] {
  let left: number = amountMinor
  const take = (most: number) => {
    const taken = Math.max(0, Math.min(left, most))
    left -= taken
    return taken
  }
  const owns = hints.map(({ ownMinor = 0, upToMinor }) => take(Math.min(ownMinor, upToMinor)))
  return hints.flatMap((hint, index) => {
    const own = owns[index] ?? 0
    const upToMinor = toMinor(own + take(hint.upToMinor - own))
    return upToMinor > 0 ? [{ ...hint, upToMinor }] : []
  })
}

/**
 * What of an amount to be given back may go this way without anybody's word. In cash: what cash has paid, and what
 * nobody knows to have been paid by any means. In any other way: all but what nobody has paid. All above nought.
 */
export function freeToGive(hints: readonly RefundHint[], by: 'cash' | 'else', amountMinor: Minor): Minor {
  const sumOf = (some: readonly RefundHint[]) => sum(some.map(({ upToMinor }) => upToMinor))
  if (by === 'else')
    return toMinor(amountMinor - sumOf(shareHints(hints, amountMinor).filter(({ unpaid }) => unpaid)))
  const cash = sumOf(hints.filter(({ kind }) => kind === 'cash'))
  return toMinor(Math.min(amountMinor, cash + Math.max(0, amountMinor - sumOf(hints))))
}

/**
 * A refund to a card whose digits nobody has keyed in has gone back to one of the cards, first for other lines than
 * those that come back now; what came back for nothing, of what nobody had paid.
 */
function spread(hints: readonly RefundHint[]): readonly RefundHint[] {
  const over = new Map<TenderKind, number>()
  for (const { kind, upToMinor } of hints)
    if (upToMinor < 0) over.set(kind, (over.get(kind) ?? 0) - upToMinor)
  const lessen = (hint: RefundHint, mostMinor: number): RefundHint => {
    const kind = hint.unpaid ? 'on-the-house' : hint.kind
    const taken = Math.max(0, Math.min(mostMinor, over.get(kind) ?? 0))
    over.set(kind, (over.get(kind) ?? 0) - taken)
    return taken === 0 ? hint : { ...hint, upToMinor: toMinor(hint.upToMinor - taken) }
  }
  const forOthers = hints.map((hint) => lessen(hint, hint.upToMinor - (hint.ownMinor ?? 0)))
  return forOthers.map((hint) => lessen(hint, hint.upToMinor))
}

/**
 * What each means has paid for the lines that come back: the tenders that name them, then those that name none, such
 * as the one that paid the rest of a bill that was split by lines.
 */
function ownByMeans(
  { lines, dues = [] }: BackCart,
  sales: ReadonlyMap<string, SaleRecord>,
  { paidFor, unpaid = NOTHING_UNPAID }: RefundFacts,
): Map<string, number> {
  const own = new Map<string, number>()
  const spent = new Map<TenderRecord, number>()
  for (const [index, { returned }] of lines.entries()) {
    if (!returned?.sale) continue
    const { tenders = [] } = sales.get(returned.sale) ?? {}
    let left = -(dues[index] ?? 0)
    for (const payer of payersOf(returned.line, tenders, paidFor?.get(returned.sale))) {
      const paid = Math.max(0, Math.min(left, payer.amountMinor - (spent.get(payer) ?? 0)))
      const means = meansOf(payer, unpaid)
      own.set(means, (own.get(means) ?? 0) + paid)
      spent.set(payer, (spent.get(payer) ?? 0) + paid)
      left -= paid
    }
  }
  return own
}

function payersOf(
  line: number,
  tenders: readonly TenderRecord[],
  named: readonly (readonly number[] | undefined)[] = [],
): readonly TenderRecord[] {
  // A bill of which no part was for lines says of none who paid for it.
  if (named.every((lines) => lines === undefined)) return []
  const those = tenders.filter((_, at) => named[at]?.includes(line))
  return [...those, ...tenders.filter((_, at) => named[at] === undefined)]
}

const withOwn = (hint: RefundHint, own: number): RefundHint =>
  own > 0 && hint.upToMinor > 0 ? { ...hint, ownMinor: toMinor(Math.min(own, hint.upToMinor)) } : hint

/** A part without digits goes, of the cards that paid, to the one whose goods come back. */
function meansOfPart(
  part: Tender,
  byMeans: ReadonlyMap<string, RefundHint>,
  own: ReadonlyMap<string, number>,
): string {
  const exact = meansOf(part, NOTHING_UNPAID)
  if (byMeans.has(exact)) return exact
  const ofKind = [...byMeans].filter(
    ([means, { kind }]) => kind === kindOf(part) && (own.get(means) ?? 0) > 0,
  )
  return ofKind[0]?.[0] ?? exact
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
type Paid = Pick<TenderRecord, 'kind' | 'amountMinor' | 'id' | 'last4' | 'account'>

const kindOf = ({ kind }: Paid): TenderKind => (kind === 'voucher' ? 'store-credit' : kind)

/** A transfer that nobody has seen is no means of its kind, but one of its own. */
const meansOf = (tender: Paid, unpaid: ReadonlyMap<TenderId, UnpaidTransfer>): string =>
  tender.id !== undefined && unpaid.has(tender.id)
    ? `unpaid ${tender.id}`
    : [kindOf(tender), tender.last4 ?? '', tender.account ?? ''].join('/')

/** What goes back is no receipt that the customer paid on. */
function plus(known: RefundHint | undefined, tender: Paid, receipt: string): RefundHint {
  const { last4, account, amountMinor } = tender
  const before = known ?? { kind: kindOf(tender), upToMinor: ZERO, last4, account, receipts: [] }
  const receipts = amountMinor > 0 ? [...new Set([...before.receipts, receipt])] : before.receipts
  return { ...before, upToMinor: add(before.upToMinor, amountMinor), receipts }
}
