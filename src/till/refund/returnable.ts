/** What of a sale may still come back, and why nothing of it may. Pure. */
import type { Cart } from '../../../core/domain/cart.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
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
  readonly never: 'voucher' | 'account' | null
}

/** The lines that went out, in the sale's order; `returned` counts thousandths by `sale/line`. */
export function returnableLines(
  sale: Sale,
  returned: ReadonlyMap<string, number>,
): readonly ReturnableLine[] {
  return sale.lines.flatMap((item, line) => {
    if (item.quantity <= 0) return []
    const back = Math.max(0, returned.get(`${sale.id}/${line}`) ?? 0) as Thousandths
    return [{ line, item, back, left: leftToReturn(item, back), never: neverOf(item) }]
  })
}

/** A voucher's paper is still worth its money, and an account has been credited: neither is goods. */
function neverOf(item: LineItem): ReturnableLine['never'] {
  if (!isReturnable(item)) return 'account'
  return item.voucher?.purpose === 'multi' ? 'voucher' : null
}

/** Why nothing of a sale can be taken into this cart. */
export type ReturnObstacle =
  | 'voided'
  | 'is-refund'
  | 'nothing-left'
  | 'parts-taken'
  | 'in-cart'
  | 'other-currency'
  | 'other-tax-mode'

/** The first obstacle, or null where something can come back. */
export function returnObstacle(
  { sale, record }: { readonly sale: Sale; readonly record: Pick<SaleRecord, 'voided'> },
  returned: ReadonlyMap<string, number>,
  { cart, location }: { readonly cart: Cart; readonly location: Location },
): ReturnObstacle | null {
  const lines = returnableLines(sale, returned)
  if (record.voided) return 'voided'
  if (lines.length === 0) return 'is-refund'
  if (!lines.some(({ left, never }) => left > 0 && never === null)) return 'nothing-left'
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
