/** What is amiss with vouchers, returns, coupons, accounts and payments, as plain from the state itself. */
import type { SaleId, TenderId } from '../domain/ids.ts'
import { type Minor, type Thousandths, toMinor } from '../domain/money.ts'
import { wrappingSum } from './add-to.ts'
import { type Decision, type DecisionKind, decisionKey } from './decision.ts'
import type { PaymentRecord, SaleRecord, State, VoucherRecord } from './state.ts'

/** Decisions that nobody has settled: what a settled one was about is not looked up any more. */
export function moneyDecisions(state: State): readonly Decision[] {
  return [
    ...[...state.vouchers.values()].flatMap((voucher) => aboutVoucher(state, voucher)),
    ...overReturned(state),
    ...overusedCoupons(state),
    ...accountsOverLimit(state),
    ...failedTransfers(state),
    ...[...state.payments].flatMap(([tender, payment]) => aboutPayment(state, tender, payment)),
  ]
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
  if (settlements.has(key)) return []
  const { sale, amountMinor, quantity = null, detail = '' } = about()
  const { device = '' as Decision['device'], seq = 0, entry = null, receipt = '' } = sale ?? {}
  return [{ key, kind, device, seq, entry, receipt, amountMinor, variant: null, quantity, detail }]
}

function aboutVoucher(state: State, voucher: VoucherRecord): readonly Decision[] {
  const { code, issues, uses, balanceMinor } = voucher
  const [issue, ...others] = issues
  const lastUse = () => lastOf(state, uses)
  const overdrawn = { sale: undefined, amountMinor: toMinor(-balanceMinor), detail: code }
  if (!issue)
    return raise(state, ['voucher-unknown', code, balanceMinor], () => ({ ...overdrawn, sale: lastUse() }))
  return [
    ...(others.length === 0
      ? []
      : raise(state, ['voucher-issued-twice', code, issues.length], () => {
          const amountMinor = others.reduce((all, one) => wrappingSum(all, one.amountMinor), 0) as Minor
          return { sale: lastOf(state, issues), amountMinor, detail: code }
        })),
    ...(balanceMinor >= 0
      ? []
      : raise(state, ['voucher-overdrawn', code, balanceMinor], () => ({ ...overdrawn, sale: lastUse() }))),
    ...expiredUses(state, voucher),
  ]
}

/** By the label of the deed: a voucher without a date, or issued twice with another one, does not expire here. */
function expiredUses(state: State, { code, issues, uses }: VoucherRecord): readonly Decision[] {
  const ends = issues.map(({ expiresAt }) => expiresAt ?? Infinity)
  const end = Math.max(...ends)
  const late = uses.filter(({ at, amountMinor }) => amountMinor > 0 && at > end)
  return late.flatMap(({ sale, amountMinor }) =>
    raise(state, ['voucher-expired', code, sale], () => ({
      sale: state.sales.get(sale),
      amountMinor,
      detail: code,
    })),
  )
}

/** The last of some sales by device and place: the same on every replica. */
function lastOf(state: State, moves: readonly { readonly sale: SaleId }[]): SaleRecord | undefined {
  return moves
    .flatMap(({ sale }) => state.sales.get(sale) ?? [])
    .sort(byPlace)
    .at(-1)
}

/** The order in which sales are told: by device, then by their place in its journal. */
export const byPlace = (a: SaleRecord, b: SaleRecord): number =>
  a.device === b.device ? a.seq - b.seq : a.device < b.device ? -1 : 1

/** More came back of a line than was sold, in pieces or in money, or anything of a sale that is void or not known. */
function overReturned(state: State): readonly Decision[] {
  return [...state.returned].flatMap(([place, quantity]) => {
    const cut = place.lastIndexOf('/')
    const sold = state.sales.get(place.slice(0, cut) as SaleId)
    const line = Number(place.slice(cut + 1))
    const isVoid = !sold || sold.voided !== null
    const most = isVoid ? 0 : (sold.quantities[line] ?? 0)
    const mostMinor = isVoid ? 0 : (sold.amounts[line] ?? 0)
    const minor = state.returnedMinor.get(place) ?? 0
    if (quantity <= most && minor <= mostMinor) return []
    return raise(state, ['over-returned', place, quantity, minor], () => ({
      sale: lastOf(state, broughtBack(state, place.slice(0, cut) as SaleId)),
      amountMinor: toMinor(Math.max(0, minor - mostMinor)),
      quantity: Math.max(0, quantity - most) as Thousandths,
      detail: !sold ? 'unknown' : sold.voided ? `void ${sold.receipt}` : `sold ${sold.receipt}`,
    }))
  })
}

/** The sales that bring goods of a sale back and are not void. */
const broughtBack = ({ refunds, sales }: State, of: SaleId) =>
  (refunds.get(of) ?? []).filter((sale) => sales.get(sale)?.voided === null).map((sale) => ({ sale }))

function overusedCoupons(state: State): readonly Decision[] {
  return [...state.couponUses].flatMap(([coupon, count]) => {
    const { uses = null, code = coupon } = state.settings.coupon.get(coupon) ?? {}
    if (uses === null || count <= uses) return []
    return raise(state, ['coupon-overused', coupon, count], () => ({
      amountMinor: null,
      quantity: ((count - uses) * 1000) as Thousandths,
      detail: code,
    }))
  })
}

function accountsOverLimit(state: State): readonly Decision[] {
  return [...state.accounts].flatMap(([account, { chargedMinor, paidMinor }]) => {
    const { limitMinor = 0, name = '' } = state.settings.account.get(account) ?? {}
    const over = wrappingSum(wrappingSum(chargedMinor, -paidMinor), -limitMinor) as Minor
    if (over <= 0) return []
    const about = { amountMinor: over, detail: name }
    return raise(state, ['account-over-limit', account, over, chargedMinor], () => about)
  })
}

/** The money of a transfer never came: the goods are gone, and the sale stands unpaid. */
function failedTransfers(state: State): readonly Decision[] {
  return [...state.tenderSettlements].flatMap(([tender, { outcome, sale: of, note }]) => {
    const sale = outcome === 'failed' ? state.sales.get(of) : undefined
    const part = sale?.voided === null ? sale.tenders.find(({ id }) => id === tender) : undefined
    if (!sale || part?.kind !== 'transfer') return []
    const { amountMinor } = part
    return raise(state, ['transfer-failed', tender], () => ({ sale, amountMinor, detail: note }))
  })
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
    return []
  return raise(state, ['payment-refunded', tender, amountMinor], () => ({ sale, amountMinor, detail }))
}

/** Between the provider's word and the sale there is a moment: the till that asked has written nothing in it. */
function isLeftBehind({ questions, outcomes, heads }: State, tender: TenderId, { lamport }: PaymentRecord) {
  const question = questions.get(tender)
  if (!question || outcomes.has(tender)) return true
  return (heads.get(question.device)?.lamport ?? 0) > lamport
}

function givenBackOnline(state: State, of: SaleId): number {
  const parts = broughtBack(state, of).flatMap(({ sale }) => state.sales.get(sale)?.tenders ?? [])
  return parts.reduce((all, { kind, amountMinor }) => (kind === 'online' ? all - amountMinor : all), 0)
}
