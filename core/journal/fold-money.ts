/** What sales do to vouchers, house accounts, coupons and to the sales whose goods they bring back. */
import type { AccountId } from '../domain/ids.ts'
import { add, type Minor, toMinor, ZERO } from '../domain/money.ts'
import { isFurther } from '../domain/payment.ts'
import { addTo } from './add-to.ts'
import type { Envelope } from './entry.ts'
import type { Bodies } from './kinds.ts'
import { isLater, stampFrom } from './stamp.ts'
import type { SaleRecord, State, VoucherIssue, VoucherMove } from './state.ts'

/** Counts what a sale moves besides stock, or takes it out again: sums, so that no order matters. */
export function countMoney(state: State, sale: SaleRecord, sign: 1 | -1): void {
  for (const { sale: of, line, quantity } of sale.returns ?? [])
    if (of !== null) addTo(state.returned, `${of}/${line}`, sign * quantity)
  for (const move of sale.vouchers ?? []) moveVoucher(state, move, sign)
  for (const coupon of sale.coupons ?? []) addTo(state.couponUses, coupon, sign)
  for (const { account, amountMinor } of sale.tenders)
    if (account !== undefined) moveAccount(state, account, toMinor(sign * amountMinor), ZERO)
  for (const { account, amountMinor } of sale.paidIn ?? [])
    moveAccount(state, account, ZERO, toMinor(sign * amountMinor))
}

function moveAccount(state: State, account: AccountId, charged: Minor, paid: Minor): void {
  const known = state.accounts.get(account) ?? { chargedMinor: ZERO, paidMinor: ZERO }
  const chargedMinor = add(known.chargedMinor, charged)
  const paidMinor = add(known.paidMinor, paid)
  if (chargedMinor === 0 && paidMinor === 0) state.accounts.delete(account)
  else state.accounts.set(account, { chargedMinor, paidMinor })
}

/** The record of a voucher holds all its moves as sums, and everybody who claims to have issued it. */
function moveVoucher(state: State, { code, amountMinor, issued }: VoucherMove, sign: 1 | -1): void {
  const known = state.vouchers.get(code) ?? { issues: [], uses: 0, balanceMinor: ZERO, issuedMinor: ZERO }
  const issues = issued ? issuesAfter(known.issues, issued, sign) : known.issues
  const uses = known.uses + (issued ? 0 : sign)
  if (issues.length === 0 && uses === 0) {
    state.vouchers.delete(code)
    return
  }
  const moved = toMinor(sign * amountMinor)
  const balanceMinor = add(known.balanceMinor, moved)
  const issuedMinor = add(known.issuedMinor, issued ? moved : ZERO)
  state.vouchers.set(code, { code, issues, uses, balanceMinor, issuedMinor })
}

function issuesAfter(
  known: readonly VoucherIssue[],
  one: VoucherIssue,
  sign: 1 | -1,
): readonly VoucherIssue[] {
  if (sign === 1) return [...known, one].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
  const place = known.findIndex((other) => textOf(other) === textOf(one))
  return known.toSpliced(place, 1)
}

const textOf = ({ purpose, expiresAt }: VoucherIssue) => `${purpose} ${expiresAt}`

/** Of several answers about one transfer the earliest by stamp counts. */
export function applyTenderSettled(state: State, entry: Envelope, body: Bodies['tender-settled']): void {
  const { tender, outcome, note } = body
  const settlement = { ...stampFrom(entry), outcome, note, at: entry.at, staff: entry.staff }
  const known = state.tenderSettlements.get(tender)
  if (!known || isLater(known, settlement)) state.tenderSettlements.set(tender, settlement)
}

/** A payment goes forward only, in whatever order it is told. */
export function applyPayment(state: State, body: Bodies['payment-reported']): void {
  const { tender, sale, status, reference } = body
  const told = { sale, status, amountMinor: toMinor(body.amountMinor), reference }
  if (isFurther(told, state.payments.get(tender))) state.payments.set(tender, told)
}
