/** What a sale would do that this device knows cannot be right. Pure: run inside the transaction that records it. */
import { roundCash } from '../../core/domain/cash-rounding.ts'
import { lineOfOtherMode } from '../../core/domain/frozen-price.ts'
import type { AccountId, CouponId, DeviceId, SaleId, VoucherCode } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import { type Minor, sum, type Thousandths, toMinor } from '../../core/domain/money.ts'
import type { PricedCart } from '../../core/domain/price-cart.ts'
import { redeemedBeyondGoods } from '../../core/domain/redemption.ts'
import { completeSale } from '../../core/domain/sale.ts'
import type { Tender } from '../../core/domain/tender.ts'
import { parseEntry } from '../../core/journal/entry.ts'
import { applySale, applyShiftClosed, applyVoid } from '../../core/journal/fold-sale.ts'
import { voidIssuer } from '../../core/journal/money-decisions.ts'
import { returnSlack } from '../../core/journal/return-slack.ts'
import { saleRecordOf } from '../../core/journal/sale-record.ts'
import { emptyState, type SaleRecord, type State } from '../../core/journal/state.ts'
import { voucherExpiry } from '../../core/journal/voucher-expiry.ts'
import type { JournalRow } from './journal-database.ts'

/** The parts do not come to what is due: more than the total only where cash is rounded up. */
export interface TendersAmiss {
  readonly kind: 'tenders-amiss'
  readonly dueMinor: Minor
  readonly paidMinor: Minor
}

/** A figure or the whole of it is beyond what an entry holds: everybody else would have to put it aside. */
export interface TooLarge {
  readonly kind: 'too-large'
}

/** Why a sale is refused as known here: nothing is written then. */
export type MoneyRefusal =
  | TendersAmiss
  | TooLarge
  | { readonly kind: 'voucher-short'; readonly voucher: VoucherCode; readonly balanceMinor: Minor }
  /** Nobody has issued it, and the endpoint answers. Cut off, it may be new: it is then taken up to the limit. */
  | { readonly kind: 'voucher-unknown'; readonly voucher: VoucherCode }
  /** Nobody but a sale that is void has issued it: its money went back with that sale, so nobody’s word lets it pass. */
  | { readonly kind: 'voucher-void'; readonly voucher: VoucherCode; readonly receipt: string }
  | { readonly kind: 'voucher-expired'; readonly voucher: VoucherCode; readonly expiresAt: number }
  /** Cut off, this device takes only so much of one voucher; `usedMinor` it has taken since it was heard last. */
  | {
      readonly kind: 'voucher-offline-limit'
      readonly voucher: VoucherCode
      readonly limitMinor: Minor
      readonly usedMinor: Minor
    }
  /** A line's amount was fixed when prices were written the other way, with or without tax. */
  | { readonly kind: 'other-tax-mode'; readonly name: string }
  /** One for certain goods takes more off than the goods of its rate come to. */
  | { readonly kind: 'voucher-beyond-goods'; readonly voucher: VoucherCode }
  /** The code that was to be issued is another voucher's: mint another one. */
  | { readonly kind: 'voucher-taken'; readonly voucher: VoucherCode }
  | {
      readonly kind: 'over-returned'
      readonly sale: SaleId
      readonly line: number
      readonly leftQuantity: Thousandths
      readonly leftMinor: Minor
    }
  /** Goods come back of a sale that has been voided. */
  | { readonly kind: 'sale-void'; readonly sale: SaleId; readonly receipt: string }
  | { readonly kind: 'coupon-used-up'; readonly coupon: CouponId; readonly uses: number }
  | {
      readonly kind: 'account-over-limit'
      readonly account: AccountId
      readonly owedMinor: Minor
      readonly limitMinor: Minor
    }
  /** What is paid into an account is charged to the same one. */
  | { readonly kind: 'account-pays-itself'; readonly account: AccountId }

/** What somebody with the permission lets pass. */
export type Allowance = 'account-over-limit' | 'voucher-unknown' | 'voucher-expired'

/** A sale as it would be recorded. */
export interface SaleWish {
  readonly record: SaleRecord
  readonly allowed: readonly Allowance[]
  readonly inTouch: boolean
}

/** Where it would be recorded. */
export interface SalePlace {
  readonly device: DeviceId
  readonly acknowledgedSeq: number
  readonly location: Pick<Location, 'voucherOfflineMinor'>
}

/** The parts must come to the total, or to what coins can pay of it when the last part is cash. */
export function tendersAmiss(
  totalMinor: Minor,
  tenders: readonly Tender[],
  { cashRounding }: Pick<Location, 'cashRounding'>,
): TendersAmiss | null {
  const last = tenders.at(-1)
  const before = sum(tenders.slice(0, -1).map(({ amountMinor }) => amountMinor))
  const leftMinor = toMinor(totalMinor - before)
  const dueMinor = last?.kind === 'cash' ? roundCash(leftMinor, cashRounding) : leftMinor
  const lastMinor = last?.amountMinor ?? toMinor(0)
  const isPaid = lastMinor === dueMinor || lastMinor === leftMinor
  const ids = new Set(tenders.map(({ id }) => id))
  const areParts = ids.size === tenders.length && tenders.every((tender) => isPart(tender, totalMinor))
  return isPaid && areParts
    ? null
    : { kind: 'tenders-amiss', dueMinor: toMinor(before + dueMinor), paidMinor: toMinor(before + lastMinor) }
}

/** A part pays in the direction of the whole; of cash, what was handed over less the change. */
function isPart(tender: Tender, totalMinor: Minor): boolean {
  const { amountMinor } = tender
  if (totalMinor < 0 ? amountMinor > 0 : amountMinor < 0) return false
  return tender.kind !== 'cash' || amountMinor === tender.tenderedMinor - tender.changeMinor
}

/** What is wrong with a cart as it is priced, whatever is known of the rest of the world. */
export function pricedRefusal(priced: PricedCart): MoneyRefusal | null {
  const odd = lineOfOtherMode(priced)
  if (odd) return { kind: 'other-tax-mode', name: odd.name }
  const voucher = redeemedBeyondGoods(priced.lines)
  return voucher === null ? null : { kind: 'voucher-beyond-goods', voucher }
}

/** The record that a sale would leave, to be compared with what is known. */
export function recordOfWish(
  priced: PricedCart,
  tenders: readonly Tender[],
  { currency }: Pick<Location, 'currency'>,
  device: DeviceId,
): SaleRecord {
  const sale = completeSale(priced, { receipt: '', currency, tenders })
  const place = { entry: sale.id as string as SaleRecord['entry'], device, seq: Infinity }
  return saleRecordOf(sale, { ...place, at: 0 as SaleRecord['at'], staff: null, shift: null })
}

/** Whether anything of it can run short elsewhere: an ordinary sale asks nothing. */
export const isDelicate = ({ vouchers, returns, coupons, tenders }: SaleRecord): boolean =>
  [vouchers, returns, coupons].some((list) => list !== undefined) ||
  tenders.some(({ account }) => account !== undefined)

/** What is known of all that a sale touches, copied at one moment, and how far the own journal was folded then. */
export interface Known {
  readonly state: State
  readonly ownSeq: number
}

export function knownOf(state: State, wish: SaleRecord, device: DeviceId): Known {
  const { vouchers = [], returns = [] } = wish
  const records = vouchers.flatMap(({ code }) => state.vouchers.get(code) ?? [])
  const sales = new Set<SaleId>([
    wish.id,
    ...records.flatMap(({ issues, uses }) => [...issues, ...uses].map(({ sale }) => sale)),
    ...returns.flatMap(({ sale }) => (sale === null ? [] : [sale])),
    ...vouchers.flatMap(({ code }) => voidIssuer(state, code)?.id ?? []),
  ])
  for (const { sale } of returns)
    if (sale !== null) for (const returner of state.refunds.get(sale) ?? []) sales.add(returner)
  const lines = returns.map(({ sale, line }) => `${sale}/${line}`)
  const { coupon, account } = state.settings
  const part: State = {
    ...emptyState(),
    settings: { ...emptyState().settings, coupon: new Map(coupon), account: new Map(account) },
    sales: subset(state.sales, sales),
    voids: subset(state.voids, sales),
    vouchers: new Map(records.map((record) => [record.code, record])),
    returned: subset(state.returned, lines),
    returnedMinor: subset(state.returnedMinor, lines),
    returnedTaxMinor: subset(state.returnedTaxMinor, lines),
    refunds: subset(state.refunds, sales),
    couponUses: new Map(state.couponUses),
    accounts: new Map(state.accounts),
  }
  return { state: part, ownSeq: state.heads.get(device)?.seq ?? 0 }
}

/** The entries of a map under some of its keys. */
export function subset<Key, Value>(map: ReadonlyMap<Key, Value>, keys: Iterable<Key>): Map<Key, Value> {
  const found = new Map<Key, Value>()
  for (const key of keys) {
    const value = map.get(key)
    if (value !== undefined) found.set(key, value)
  }
  return found
}

/** What is known and what the own journal holds behind it: other tabs' sales, and those of a moment ago. */
export function withTail({ state }: Known, tail: readonly JournalRow[]): State {
  const copies = Object.entries(state).map(([name, part]) => [
    name,
    part instanceof Map ? new Map(part) : part,
  ])
  const later = Object.fromEntries(copies) as State
  for (const { bytes } of tail) {
    const parsed = parseEntry(bytes)
    if (!parsed.ok || !parsed.value.known) continue
    const { entry } = parsed.value
    if (entry.kind === 'sale') applySale(later, entry, entry.body)
    else if (entry.kind === 'void') applyVoid(later, entry, entry.body)
    else if (entry.kind === 'shift-closed') applyShiftClosed(later, entry, entry.body)
  }
  return later
}

/** Why a sale is refused; null when nothing speaks against it, also when it is the same one, pressed again. */
export function refusalOf(
  state: State,
  wish: SaleWish,
  place: SalePlace & { readonly at: number },
): MoneyRefusal | null {
  if (state.sales.has(wish.record.id)) return null
  return (
    couponRefusal(state, wish) ??
    returnRefusal(state, wish) ??
    voucherRefusal(state, wish, place) ??
    accountRefusal(state, wish)
  )
}

function couponRefusal({ couponUses, settings }: State, { record }: SaleWish): MoneyRefusal | null {
  for (const coupon of record.coupons ?? []) {
    const uses = settings.coupon.get(coupon)?.uses ?? null
    if (uses !== null && (couponUses.get(coupon) ?? 0) >= uses)
      return { kind: 'coupon-used-up', coupon, uses }
  }
  return null
}

/** Of a sale that this device does not know it cannot say what is left: the fold does, when both have met. */
function returnRefusal(state: State, { record }: SaleWish): MoneyRefusal | null {
  const own = new Map<string, { quantity: number; amountMinor: number }>()
  for (const { sale, line, quantity, amountMinor } of record.returns ?? []) {
    const sold = sale === null ? undefined : state.sales.get(sale)
    if (!sold || sale === null) continue
    if (sold.voided) return { kind: 'sale-void', sale, receipt: sold.receipt }
    const place = `${sale}/${line}`
    const before = own.get(place) ?? { quantity: 0, amountMinor: 0 }
    own.set(place, { quantity: before.quantity + quantity, amountMinor: before.amountMinor + amountMinor })
    const leftQuantity = (sold.quantities[line] ?? 0) - (state.returned.get(place) ?? 0)
    const leftMinor = (sold.amounts[line] ?? 0) - (state.returnedMinor.get(place) ?? 0)
    const slackMinor = returnSlack(state, sale, [record.id])
    if (
      before.quantity + quantity > leftQuantity ||
      before.amountMinor + amountMinor > leftMinor + slackMinor
    ) {
      const left = { leftQuantity: leftQuantity as Thousandths, leftMinor: toMinor(leftMinor) }
      return { kind: 'over-returned', sale, line, ...left }
    }
  }
  return null
}

type VoucherPlace = SalePlace & { readonly at: number }

function voucherRefusal(state: State, wish: SaleWish, place: VoucherPlace): MoneyRefusal | null {
  const codes = new Set((wish.record.vouchers ?? []).map(({ code }) => code))
  for (const code of codes) {
    const refusal = refusalOfVoucher(state, { ...wish, code }, place)
    if (refusal) return refusal
  }
  return null
}

function refusalOfVoucher(
  state: State,
  wish: SaleWish & { readonly code: VoucherCode },
  place: VoucherPlace,
): MoneyRefusal | null {
  const { record, allowed, code: voucher } = wish
  const moves = (record.vouchers ?? []).filter(({ code }) => code === voucher)
  const known = state.vouchers.get(voucher)
  const takenMinor = toMinor(
    -sum(moves.filter(({ issued }) => !issued).map(({ amountMinor }) => amountMinor)),
  )
  const issue = moves.find(({ issued }) => issued)
  if (issue) {
    const { amountMinor: balanceMinor } = issue
    if (known) return { kind: 'voucher-taken', voucher }
    return takenMinor > balanceMinor ? { kind: 'voucher-short', voucher, balanceMinor } : null
  }
  if (takenMinor <= 0) return null
  if (!known || known.issues.length === 0) {
    const issuer = voidIssuer(state, voucher)
    if (issuer) return { kind: 'voucher-void', voucher, receipt: issuer.receipt }
    if (wish.inTouch && !allowed.includes('voucher-unknown')) return { kind: 'voucher-unknown', voucher }
  } else {
    const { balanceMinor } = known
    const expiresAt = voucherExpiry(known)
    const isExpired = expiresAt !== null && place.at > expiresAt
    if (isExpired && !allowed.includes('voucher-expired'))
      return { kind: 'voucher-expired', voucher, expiresAt }
    if (balanceMinor < takenMinor) return { kind: 'voucher-short', voucher, balanceMinor }
  }
  return wish.inTouch ? null : offlineRefusal(state, { voucher, takenMinor }, place)
}

/** Two tills that are cut off may both take the whole of a voucher: so each takes only so much. */
function offlineRefusal(
  { vouchers, sales }: State,
  { voucher, takenMinor }: { readonly voucher: VoucherCode; readonly takenMinor: Minor },
  { device, acknowledgedSeq, location }: SalePlace,
): MoneyRefusal | null {
  const limitMinor = location.voucherOfflineMinor
  const unheard = (vouchers.get(voucher)?.uses ?? []).filter(({ sale: id }) => {
    const sale = sales.get(id)
    return sale?.device === device && sale.seq > acknowledgedSeq
  })
  const usedMinor = sum(unheard.map(({ amountMinor }) => amountMinor))
  if (usedMinor + takenMinor <= limitMinor) return null
  return { kind: 'voucher-offline-limit', voucher, limitMinor, usedMinor }
}

function accountRefusal(state: State, { record, allowed }: SaleWish): MoneyRefusal | null {
  const paidIn = new Set(record.paidIn?.map(({ account }) => account))
  const itself = record.tenders.find(({ account }) => account !== undefined && paidIn.has(account))
  if (itself?.account) return { kind: 'account-pays-itself', account: itself.account }
  if (allowed.includes('account-over-limit')) return null
  const charges = new Map<AccountId, number>()
  for (const { account, amountMinor } of record.tenders)
    if (account !== undefined) charges.set(account, (charges.get(account) ?? 0) + amountMinor)
  for (const [account, charge] of charges) {
    const { chargedMinor = 0, paidMinor = 0 } = state.accounts.get(account) ?? {}
    const limitMinor = toMinor(state.settings.account.get(account)?.limitMinor ?? 0)
    const owedMinor = toMinor(chargedMinor - paidMinor)
    if (charge > 0 && owedMinor + charge > limitMinor)
      return { kind: 'account-over-limit', account, owedMinor, limitMinor }
  }
  return null
}
