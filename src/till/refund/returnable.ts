/** What of a sale may still come back, and why nothing of it may. Pure. */
import type { Cart } from '../../../core/domain/cart.ts'
import type { VoucherCode } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import { isReturnable, leftToReturn } from '../../../core/domain/refund.ts'
import type { LineItem, Sale } from '../../../core/domain/sale.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'

/** A line of a sale that went to the customer. */
export interface ReturnableLine {
  /** Its place in the sale. */
  readonly line: number
  readonly item: LineItem
  readonly back: Thousandths
  /** Nought when all of it is back. */
  readonly left: Thousandths
  /** Why none of it comes back, whatever is left; null for what may. */
  readonly never: NeverBack | null
  /** What is on the voucher that this line sold, for certain goods; absent where it is not known. */
  readonly onItMinor?: Minor
}

/**
 * `voucher`: it may pay for anything, so its paper is still worth its money. `spent`: one for certain goods of which
 * some has been used. `account`: it has been credited.
 */
export type NeverBack = 'voucher' | 'spent' | 'account'

/** What is on vouchers for certain goods now. */
export type OnVouchers = ReadonlyMap<VoucherCode, Minor>

/** The lines that went out, in the sale's order; `returned` counts thousandths by `sale/line`. */
export function returnableLines(
  sale: Sale,
  returned: ReadonlyMap<string, number>,
  onVouchers: OnVouchers,
): readonly ReturnableLine[] {
  return sale.lines.flatMap((item, line) => {
    if (item.quantity <= 0) return []
    const back = Math.max(0, returned.get(`${sale.id}/${line}`) ?? 0) as Thousandths
    const left = leftToReturn(item, back)
    const onItMinor = item.voucher?.purpose === 'single' ? onVouchers.get(item.voucher.code) : undefined
    const never = neverOf(item, left, onItMinor)
    return [{ line, item, back, left, never, ...(onItMinor === undefined ? {} : { onItMinor }) }]
  })
}

/** Neither vouchers nor what was paid into an account are goods. */
function neverOf(item: LineItem, left: Thousandths, onItMinor: Minor | undefined): NeverBack | null {
  if (!isReturnable(item)) return 'account'
  if (item.voucher?.purpose === 'multi') return 'voucher'
  return left > 0 && onItMinor !== undefined && onItMinor < item.amountMinor ? 'spent' : null
}

/** Why nothing of a sale can be taken into this cart. */
export type ReturnObstacle =
  | 'voided'
  | 'is-refund'
  | 'nothing-left'
  | NeverBack
  | 'parts-taken'
  | 'in-cart'
  | 'other-currency'
  | 'other-tax-mode'

/** The first obstacle, or null where something can come back; `lines`: those of the sale. */
export function returnObstacle(
  { sale, record }: { readonly sale: Sale; readonly record: Pick<SaleRecord, 'voided'> },
  lines: readonly ReturnableLine[],
  { cart, location }: { readonly cart: Cart; readonly location: Location },
): ReturnObstacle | null {
  if (record.voided) return 'voided'
  if (lines.length === 0) return 'is-refund'
  const open = lines.filter(({ left, never }) => left > 0 || never === 'account')
  if (!open.some(({ never }) => never === null)) return open[0]?.never ?? 'nothing-left'
  if (cart.lines.some((line) => line.returned?.sale === sale.id)) return 'in-cart'
  if ((cart.tenders ?? []).length > 0) return 'parts-taken'
  if (sale.currency !== location.currency) return 'other-currency'
  return sale.taxMode === location.taxMode ? null : 'other-tax-mode'
}

/** What happened and what to do, for the person at the till. `receipt` is the sale's number. */
export function obstacleWords(obstacle: ReturnObstacle, receipt: string): string {
  switch (obstacle) {
    case 'voided':
      return `Sale ${receipt} was cancelled: its money went back and its goods are in stock again. Nothing of it can be returned.`
    case 'is-refund':
      return `${receipt} is itself a refund. If it was a mistake, void it while its shift is open.`
    case 'nothing-left':
      return `Everything of sale ${receipt} has come back already.`
    case 'voucher':
      return `What is left of sale ${receipt} is a voucher: it keeps its money, so it is not taken back. It pays here for anything. If the sale was a mistake, void it while its shift is open.`
    case 'spent':
      return `What is left of sale ${receipt} is a voucher of which some has been used, so it is not taken back. What is on it still pays for its goods.`
    case 'account':
      return `What is left of sale ${receipt} was paid into an account, so it is not taken back. If it was a mistake, void the sale while its shift is open.`
    case 'parts-taken':
      return 'A part of this cart has been paid. Finish it or give the part back; then take the goods back.'
    case 'in-cart':
      return `Goods of sale ${receipt} are in the cart already. Remove those lines to choose anew.`
    case 'other-currency':
      return `Sale ${receipt} was paid in another currency than this place takes now. Take the goods back without the receipt.`
    case 'other-tax-mode':
      return `Sale ${receipt} was made when prices were written the other way, with or without tax. Take the goods back without the receipt.`
  }
}
