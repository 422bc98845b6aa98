/** What is amiss with vouchers, returns, coupons, accounts and payments, as plain from the state itself. */
import type { AccountId, CouponId, SaleId, TenderId, VoucherCode } from '../domain/ids.ts'
import { type Minor, type Thousandths, toMinor } from '../domain/money.ts'
import { wrappingSum } from './add-to.ts'
import { type Decision, type DecisionKind, decisionKey } from './decision.ts'
import { isPaidOnline } from './index-sale.ts'
import { returnSlack } from './return-slack.ts'
import type {
  AccountRecord,
  PaymentRecord,
  SaleRecord,
  State,
  TenderSettlement,
  VoucherRecord,
  VoucherUse,
} from './state.ts'
import { voucherExpiry } from './voucher-expiry.ts'

/**
 * Decisions that nobody has settled: what a settled one was about is not looked up any more. Asked after every sale,
 * over years of vouchers and returns: what is in order costs a look and nothing else.
 */
export function moneyDecisions(state: State): readonly Decision[] {
  return [
    ...aboutEach(state.vouchers, ([, voucher]) => aboutVoucher(state, voucher)),
    ...aboutEach(state.returned, ([place, quantity]) => aboutReturned(state, place, quantity)),
    ...aboutEach(state.couponUses, ([coupon, count]) => aboutCoupon(state, coupon, count)),
    ...aboutEach(state.accounts, ([account, record]) => aboutAccount(state, account, record)),
    ...aboutEach(state.tenderSettlements, ([tender, told]) => aboutTransfer(state, tender, told)),
    ...aboutEach(state.payments, ([tender, payment]) => aboutPayment(state, tender, payment)),
    ...aboutEach(state.paidOnline, (sale) => aboutPaidOnline(state, sale)),
  ]
}

const NOTHING: readonly Decision[] = []

function aboutEach<Item>(
  items: Iterable<Item>,
  about: (item: Item) => readonly Decision[],
): readonly Decision[] {
  const all: Decision[] = []
  for (const item of items) {
    const found = about(item)
    if (found.length > 0) all.push(...found)
  }
  return all
}

/** What one decision says besides its kind and key; the sale is where it happened, if that is known here. */
interface About {
  readonly sale?: SaleRecord | undefined
  readonly amountMinor: Minor | null
  readonly quantity?: Thousandths
  readonly detail?: string
}

function raise(
  { settlements }: State,
  [kind, ...parts]: readonly [DecisionKind, ...(string | number)[]],
  about: () => About,
): readonly Decision[] {
  const key = decisionKey(kind, ...parts)
  if (settlements.has(key)) return NOTHING
  const { sale, amountMinor, quantity = null, detail = '' } = about()
  const { device = '' as Decision['device'], seq = 0, entry = null, receipt = '' } = sale ?? {}
  return [{ key, kind, device, seq, entry, receipt, amountMinor, variant: null, quantity, detail }]
}

function aboutVoucher(state: State, voucher: VoucherRecord): readonly Decision[] {
  const { code, issues, uses, balanceMinor } = voucher
  const end = voucherExpiry(voucher) ?? Infinity
  const isLate = (use: VoucherUse) => use.amountMinor > 0 && use.at > end
  if (issues.length === 1 && balanceMinor >= 0 && !uses.some(isLate)) return NOTHING
  const missing = () => ({ sale: lastOf(state, uses), amountMinor: toMinor(-balanceMinor), detail: code })
  if (issues.length === 0)
    return raise(state, ['voucher-unknown', code, usedOf(voucher)], () => {
      const receipt = voidIssuer(state, code)?.receipt
      return receipt === undefined ? missing() : { ...missing(), detail: `${code} void ${receipt}` }
    })
  return [
    ...(issues.length === 1
      ? NOTHING
      : raise(state, ['voucher-issued-twice', code, issues.length], () => ({
          sale: lastOf(state, issues),
          amountMinor: issues.slice(1).reduce((all, one) => wrappingSum(all, one.amountMinor), 0) as Minor,
          detail: code,
        }))),
    ...(balanceMinor < 0 ? raise(state, ['voucher-overdrawn', code, usedOf(voucher)], missing) : NOTHING),
    ...uses.filter(isLate).flatMap(({ sale, amountMinor }) => {
      const about = { sale: state.sales.get(sale), amountMinor, detail: code }
      return raise(state, ['voucher-expired', code, sale], () => about)
    }),
  ]
}

/** Of the sales that issued it and are void, the last. */
export function voidIssuer(state: Pick<State, 'sales' | 'voids'>, code: VoucherCode): SaleRecord | undefined {
  const issuers = [...state.voids.keys()].filter((sale) =>
    state.sales.get(sale)?.vouchers?.some((move) => move.code === code && move.issued),
  )
  return lastOf(
    state,
    issuers.map((sale) => ({ sale })),
  )
}

/** The last of some sales by device and place: the same on every replica. */
function lastOf(
  state: Pick<State, 'sales'>,
  moves: readonly { readonly sale: SaleId }[],
): SaleRecord | undefined {
  return moves
    .flatMap(({ sale }) => state.sales.get(sale) ?? [])
    .sort(byPlace)
    .at(-1)
}

/** The order in which sales are told: by device, then by their place in its journal. */
export const byPlace = (a: SaleRecord, b: SaleRecord): number =>
  a.device === b.device ? a.seq - b.seq : a.device < b.device ? -1 : 1

/** More came back of a line than was sold, in pieces, money or tax, or anything of a sale that is void or unknown. */
function aboutReturned(state: State, place: string, quantity: number): readonly Decision[] {
  const cut = place.lastIndexOf('/')
  const of = place.slice(0, cut) as SaleId
  const line = Number(place.slice(cut + 1))
  const sold = state.sales.get(of)
  const isVoid = !sold || sold.voided !== null
  const most = isVoid ? 0 : (sold.quantities[line] ?? 0)
  const mostMinor = isVoid ? 0 : (sold.amounts[line] ?? 0)
  const mostTaxMinor = isVoid ? 0 : (sold.lineTaxes?.[line] ?? 0)
  const minor = state.returnedMinor.get(place) ?? 0
  const over = { minor: minor - mostMinor, taxMinor: (state.returnedTaxMinor.get(place) ?? 0) - mostTaxMinor }
  if (quantity <= most && isWithin(over, isVoid ? 0 : returnSlack(state, of))) return NOTHING
  return raise(state, ['over-returned', place, quantity, minor], () => ({
    sale: lastOf(state, broughtBack(state, of)),
    amountMinor: toMinor(Math.max(0, over.minor, over.taxMinor)),
    quantity: Math.max(0, quantity - most) as Thousandths,
    detail: !sold ? 'unknown' : sold.voided ? `void ${sold.receipt}` : `sold ${sold.receipt}`,
  }))
}

/** A share of the amount and the tax of that share were both rounded. */
const isWithin = (over: { readonly minor: number; readonly taxMinor: number }, slackMinor: number): boolean =>
  over.minor <= slackMinor && over.taxMinor <= 2 * slackMinor

/** The sales that bring goods of a sale back and are not void. */
const broughtBack = ({ refunds, sales }: State, of: SaleId) =>
  (refunds.get(of) ?? []).filter((sale) => sales.get(sale)?.voided === null).map((sale) => ({ sale }))

function aboutCoupon(state: State, coupon: CouponId, count: number): readonly Decision[] {
  const { uses = null, code = coupon } = state.settings.coupon.get(coupon) ?? {}
  if (uses === null || count <= uses) return NOTHING
  const quantity = ((count - uses) * 1000) as Thousandths
  return raise(state, ['coupon-overused', coupon, count], () => ({
    amountMinor: null,
    quantity,
    detail: code,
  }))
}

function aboutAccount(state: State, account: AccountId, record: AccountRecord): readonly Decision[] {
  const { chargedMinor, paidMinor } = record
  const { limitMinor = 0, name: detail = '' } = state.settings.account.get(account) ?? {}
  const amountMinor = wrappingSum(wrappingSum(chargedMinor, -paidMinor), -limitMinor) as Minor
  if (amountMinor <= 0) return NOTHING
  return raise(state, ['account-over-limit', account, chargedMinor], () => ({ amountMinor, detail }))
}

/** All that was ever taken from it: only another use raises anew what was settled, not that things got better. */
const usedOf = ({ uses }: VoucherRecord): number =>
  uses.reduce((all, { amountMinor }) => (amountMinor > 0 ? wrappingSum(all, amountMinor) : all), 0)

/** The money of a transfer never came: the goods are gone, and the sale stands unpaid. */
function aboutTransfer(state: State, tender: TenderId, told: TenderSettlement): readonly Decision[] {
  if (told.outcome === 'received') return NOTHING
  const sale = state.sales.get(told.sale)
  const part = sale?.voided === null ? sale.tenders.find(({ id }) => id === tender) : undefined
  if (part?.kind !== 'transfer') return NOTHING
  const about = { sale, amountMinor: part.amountMinor, detail: told.note }
  return raise(state, ['transfer-failed', tender], () => about)
}

/**
 * A provider has the money and no sale tells of it, though its till has gone on since it knew; or has given back what
 * no refund here tells of.
 */
function aboutPayment(state: State, tender: TenderId, payment: PaymentRecord): readonly Decision[] {
  const { status, amountMinor, reference: detail, sale: of } = payment
  const sale = state.sales.get(of)
  const isClaimed = sale?.tenders.some(({ id }) => id === tender) === true
  if (status === 'paid' && !isClaimed && isLeftBehind(state, tender, payment))
    return raise(state, ['payment-unclaimed', tender], () => ({ sale, amountMinor, detail }))
  if (status !== 'refunded' || !isClaimed || sale.voided || givenBackOnline(state, of) >= amountMinor)
    return NOTHING
  return raise(state, ['payment-refunded', tender, amountMinor], () => ({ sale, amountMinor, detail }))
}

/**
 * Between the provider's word and the sale there is a moment: the till that asked has written nothing in it. A part
 * that it has taken waits in its cart for the others, until its sale is there without it or a shift of the till ends.
 */
function isLeftBehind(state: State, tender: TenderId, { lamport, sale }: PaymentRecord): boolean {
  const question = state.questions.get(tender)
  const outcome = state.outcomes.get(tender)
  if (!question || outcome === 'declined' || outcome === 'reversed') return true
  const { device } = question
  if (outcome === undefined) return (state.heads.get(device)?.lamport ?? 0) > lamport
  return (
    state.sales.has(sale) ||
    [...state.closes.values()].some((end) => end.of === device && end.lamport > lamport)
  )
}

/**
 * A sale says that a provider has its money, and the endpoint, to which alone providers speak, tells of another amount
 * or of none. The till may have heard it before the endpoint's journal has come here: so none is only said once the
 * till has gone on, and it goes away when that journal comes.
 */
function aboutPaidOnline(state: State, of: SaleId): readonly Decision[] {
  const sale = state.sales.get(of)
  if (!sale) return NOTHING
  return sale.tenders.filter(isPaidOnline).flatMap(({ id, amountMinor, reference: detail = '' }) => {
    if (id === undefined) return NOTHING
    const payment = state.payments.get(id)
    const isTold = payment?.sale === of && (payment.status === 'paid' || payment.status === 'refunded')
    if (!isTold)
      return hasGoneOn(state, sale)
        ? raise(state, ['payment-missing', of, id], () => ({ sale, amountMinor, detail }))
        : NOTHING
    // Of what was given back the provider tells the part, not what was paid before.
    const lessMinor = wrappingSum(amountMinor, -payment.amountMinor) as Minor
    if (payment.status === 'refunded' || lessMinor === 0) return NOTHING
    const about = { sale, amountMinor: lessMinor, detail }
    return raise(state, ['payment-differs', of, id, payment.amountMinor], () => about)
  })
}

/** Behind a sale stands the answer to its question, written with it; what comes then was written later. */
const hasGoneOn = ({ heads }: State, { device, seq }: SaleRecord): boolean =>
  (heads.get(device)?.seq ?? 0) > seq + 1

function givenBackOnline(state: State, of: SaleId): number {
  const parts = broughtBack(state, of).flatMap(({ sale }) => state.sales.get(sale)?.tenders ?? [])
  return parts.reduce((all, { kind, amountMinor }) => (kind === 'online' ? all - amountMinor : all), 0)
}
