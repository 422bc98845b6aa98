/** What sales do to vouchers, house accounts, coupons and to the sales whose goods they bring back. */
import type { AccountId } from '../domain/ids.ts'
import { type Minor, ZERO } from '../domain/money.ts'
import { isFurther } from '../domain/payment.ts'
import { addTo, wrappingSum } from './add-to.ts'
import type { Envelope } from './entry.ts'
import type { Bodies } from './kinds.ts'
import { isLater, stampFrom } from './stamp.ts'
import type {
  PaymentRecord,
  SaleRecord,
  State,
  TenderSettlement,
  VoucherIssue,
  VoucherMove,
  VoucherUse,
} from './state.ts'

/** Counts what a sale moves besides stock, or takes it out again: sums, so that no order matters. */
export function countMoney(state: State, sale: SaleRecord, sign: 1 | -1): void {
  for (const { sale: of, line, quantity, amountMinor, taxMinor } of sale.returns ?? []) {
    if (of === null) continue
    addTo(state.returned, `${of}/${line}`, sign * quantity)
    addTo(state.returnedMinor, `${of}/${line}`, sign * amountMinor)
    addTo(state.returnedTaxMinor, `${of}/${line}`, sign * taxMinor)
  }
  for (const move of sale.vouchers ?? []) moveVoucher(state, { sale, move, sign })
  for (const coupon of sale.coupons ?? []) addTo(state.couponUses, coupon, sign)
  for (const { account, amountMinor } of sale.tenders)
    if (account !== undefined) moveAccount(state, account, sign * amountMinor, 0)
  for (const { account, amountMinor } of sale.paidIn ?? []) moveAccount(state, account, 0, sign * amountMinor)
}

function moveAccount(state: State, account: AccountId, charged: number, paid: number): void {
  const known = state.accounts.get(account)
  const chargedMinor = wrappingSum(known?.chargedMinor ?? 0, charged) as Minor
  const paidMinor = wrappingSum(known?.paidMinor ?? 0, paid) as Minor
  if (chargedMinor === 0 && paidMinor === 0) state.accounts.delete(account)
  else state.accounts.set(account, { chargedMinor, paidMinor })
}

interface Moved {
  readonly sale: SaleRecord
  readonly move: VoucherMove
  readonly sign: 1 | -1
}

/** The record of a voucher holds every sale that issued it and every one that used it. */
function moveVoucher(state: State, { sale: { id: sale, at }, move, sign }: Moved): void {
  const { code, amountMinor, issued } = move
  const known = state.vouchers.get(code)
  const issues = listAfter<VoucherIssue>(known?.issues, issued && { sale, amountMinor, ...issued }, sign)
  const use = { sale, amountMinor: (amountMinor === 0 ? 0 : -amountMinor) as Minor, at }
  const uses = listAfter<VoucherUse>(known?.uses, issued ? undefined : use, sign)
  if (issues.length === 0 && uses.length === 0) {
    state.vouchers.delete(code)
    return
  }
  const balanceMinor = wrappingSum(known?.balanceMinor ?? ZERO, sign * amountMinor) as Minor
  state.vouchers.set(code, { code, balanceMinor, issues, uses })
}

/** The list with one more, or without one that is in it, in an order that does not depend on who came first. */
function listAfter<Move extends VoucherIssue | VoucherUse>(
  known: readonly Move[] = [],
  one: Move | undefined,
  sign: 1 | -1,
): readonly Move[] {
  if (!one) return known
  const place = placeOf(known, one)
  if (sign === 1) return known.toSpliced(place, 0, one)
  const other = known[place]
  return other && compare(other, one) === 0 ? known.toSpliced(place, 1) : known
}

/** Where it stands, or would stand, in the sorted list. */
function placeOf<Move extends VoucherIssue | VoucherUse>(list: readonly Move[], one: Move): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (compare(list[middle] as Move, one) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** By the sales' ids; what one sale does twice with a voucher, by what it does. */
function compare(a: VoucherIssue | VoucherUse, b: VoucherIssue | VoucherUse): number {
  if (a.sale !== b.sale) return a.sale < b.sale ? -1 : 1
  const [one, other] = [textOf(a), textOf(b)]
  return one === other ? 0 : one < other ? -1 : 1
}

const textOf = (move: VoucherIssue | VoucherUse): string =>
  'at' in move ? `${move.amountMinor}` : `${move.amountMinor} ${move.purpose} ${move.expiresAt}`

/** Of several answers about one transfer the earliest by stamp counts; but money that came has come, whoever doubted it before. */
export function applyTenderSettled(state: State, entry: Envelope, body: Bodies['tender-settled']): void {
  const { tender, ...told } = body
  const settlement = { ...stampFrom(entry), ...told, at: entry.at, staff: entry.staff }
  const known = state.tenderSettlements.get(tender)
  if (!known || overrules(settlement, known)) state.tenderSettlements.set(tender, settlement)
  state.awaiting.delete(tender)
}

function overrules(settlement: TenderSettlement, known: TenderSettlement): boolean {
  if (settlement.outcome !== known.outcome) return settlement.outcome === 'received'
  return isLater(known, settlement)
}

export function applyPayment(state: State, { lamport }: Envelope, body: Bodies['payment-reported']): void {
  const { tender, sale, status, amountMinor, reference } = body
  const told: PaymentRecord = { sale, status, amountMinor, reference, lamport }
  const known = state.payments.get(tender)
  // The same news by the endpoints of two epochs: the earlier one.
  const isSame = known && !isFurther(told, known) && !isFurther(known, told)
  if (isSame ? lamport < known.lamport : isFurther(told, known)) state.payments.set(tender, told)
}
