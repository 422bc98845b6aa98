/** Discounts by hand on the open cart: given, taken back, with a way back from both. No React. */
import type { GivenDiscount } from '../../../core/domain/discount.ts'
import { refusesChange, type TillModel } from '../till-model.ts'
import { offerUndo } from './cart-deeds.ts'

/** On which line, by its key; null: on the whole cart. */
export type DiscountPlace = string | null

/** What is given there now. */
export function discountAt({ carts }: TillModel, place: DiscountPlace): GivenDiscount | undefined {
  const { cart } = carts.getState()
  return place === null ? cart.discount : cart.lines.find(({ key }) => key === place)?.discount
}

/** Gives a discount there, or takes back the one that is there. */
export function setDiscount(
  till: TillModel,
  place: DiscountPlace,
  discount: GivenDiscount | undefined,
): void {
  if (refusesChange(till)) return
  const before = discountAt(till, place)
  write(till, place, discount)
  offerUndo(till, wordsOf(till, place, discount), () => write(till, place, before))
}

function write({ carts }: TillModel, place: DiscountPlace, discount: GivenDiscount | undefined): void {
  if (place === null) carts.dispatch({ type: 'set', fields: { discount } })
  else carts.dispatch({ type: 'change', key: place, fields: { discount } })
}

function wordsOf({ carts }: TillModel, place: DiscountPlace, discount: GivenDiscount | undefined): string {
  if (!discount) return 'Discount taken back'
  const { cart, priced } = carts.getState()
  const index = cart.lines.findIndex(({ key }) => key === place)
  const { reason } = discount
  const taken = priced.lines[index]?.discounts?.some((one) => one.source === 'line' && one.label === reason)
  // Of the two the location's rule takes the one that is better for the customer.
  return place !== null && !taken ? 'A promotion takes off more, so that one stands' : 'Discount given'
}
