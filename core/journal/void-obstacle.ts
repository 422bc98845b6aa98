/** Why a sale is not cancelled: what it brought about has gone on, and its money would go out twice. Pure. */
import type { SaleId, VoucherCode } from '../domain/ids.ts'
import { groupVoucherCode } from '../domain/voucher-code.ts'
import { wrappingSum } from './add-to.ts'
import type { State, VoucherRecord } from './state.ts'

/** Holds wherever a sale is voided, on the till and in the office. Receipts are empty where they are not known. */
export type VoidObstacle =
  /** Goods of it came back, last on `by`: what is left can still be returned (rule S38). */
  | { readonly kind: 'came-back'; readonly receipt: string; readonly by: string }
  /** What it put on a voucher has been spent, last on `by` (rule S41). */
  | {
      readonly kind: 'voucher-spent'
      readonly receipt: string
      readonly voucher: VoucherCode
      readonly by: string
    }

/** Holds at a till: the office voids to settle a decision whenever that comes (rule S6). */
export interface ShiftEnded {
  readonly kind: 'shift-ended'
  readonly receipt: string
}

type Ledger = Pick<State, 'sales' | 'returned' | 'refunds' | 'vouchers'>

/** What speaks against voiding a sale as far as is known; null for one that is void, and is so whatever came since. */
export function voidObstacle(state: Ledger, sale: SaleId): VoidObstacle | null {
  if (state.sales.get(sale)?.voided) return null
  return returnOf(state, sale) ?? spentVoucher(state, sale)
}

/** Whether the shift of a sale has ended, by its till or by the office. */
export function shiftEnded(
  { sales, closes }: Pick<State, 'sales' | 'closes'>,
  id: SaleId,
): ShiftEnded | null {
  const sale = sales.get(id)
  if (!sale || sale.shift === null || !closes.has(sale.shift)) return null
  return { kind: 'shift-ended', receipt: sale.receipt }
}

/** Whether a place in `returned` is a line of that sale. */
export const isLineOf = (place: string, sale: SaleId): boolean =>
  place.slice(0, place.lastIndexOf('/')) === sale

/** Returns that were voided have brought nothing. */
function returnOf(state: Ledger, sale: SaleId): VoidObstacle | null {
  const isBack = [...state.returned].some(([place, quantity]) => quantity > 0 && isLineOf(place, sale))
  if (!isBack) return null
  const by = receiptOfLast(state, state.refunds.get(sale) ?? [])
  return { kind: 'came-back', receipt: receiptOf(state, sale), by }
}

function spentVoucher(state: Ledger, sale: SaleId): VoidObstacle | null {
  for (const voucher of state.vouchers.values()) {
    if (!isNeeded(voucher, sale)) continue
    const by = receiptOfLast(
      state,
      usesOfOthers(voucher, sale).map((use) => use.sale),
    )
    return { kind: 'voucher-spent', receipt: receiptOf(state, sale), voucher: voucher.code, by }
  }
  return null
}

/** Whether others have spent what that sale put on a voucher: without it nobody had issued it, or less than was taken. */
function isNeeded(voucher: VoucherRecord, sale: SaleId): boolean {
  const { issues, uses, balanceMinor } = voucher
  const issued = issues.filter((one) => one.sale === sale)
  const used = uses.filter((one) => one.sale === sale)
  const addedMinor = [
    ...issued.map(({ amountMinor }) => amountMinor),
    ...used.map(({ amountMinor }) => -amountMinor),
  ].reduce(wrappingSum, 0)
  if (addedMinor <= 0 || usesOfOthers(voucher, sale).length === 0) return false
  return balanceMinor < addedMinor || (issued.length > 0 && issued.length === issues.length)
}

const usesOfOthers = ({ uses }: VoucherRecord, sale: SaleId) =>
  uses.filter((use) => use.sale !== sale && use.amountMinor > 0)

const receiptOf = ({ sales }: Ledger, sale: SaleId): string => sales.get(sale)?.receipt ?? ''

/** By the label of the deed, of those that stand. */
function receiptOfLast({ sales }: Ledger, ids: readonly SaleId[]): string {
  const standing = ids.flatMap((id) => sales.get(id) ?? []).filter(({ voided }) => voided === null)
  return standing.sort((a, b) => a.at - b.at).at(-1)?.receipt ?? ''
}

/** Why a sale cannot be voided, and what to do instead. */
export function voidObstacleWords(obstacle: VoidObstacle | ShiftEnded): string {
  const receipt = obstacle.receipt || 'this sale'
  switch (obstacle.kind) {
    case 'came-back':
      return `Goods of ${receipt} came back${on(obstacle.by)}, and their money with them. Void that refund first, or return the rest.`
    case 'voucher-spent':
      return `Voucher ${groupVoucherCode(obstacle.voucher)} was issued by ${receipt} and has been spent${on(obstacle.by)}: its money would go out twice. Void where it was spent first, or leave both as they stand.`
    case 'shift-ended':
      return `The shift of ${receipt} has ended, so it cannot be voided any more. Goods can still come back by “Return”.`
  }
}

const on = (receipt: string): string => (receipt === '' ? '' : ` on ${receipt}`)
