/** A cart's lines with all that is taken off before coupons: by hand, by promotions, off the whole cart (rule M8). */
import type { Cart } from './cart.ts'
import {
  cut,
  type DraftLine,
  draftOf,
  frozenGiven,
  isDiscountable,
  leftOf,
  spread,
} from './discount-draft.ts'
import type { PriceRules } from './price-cart.ts'
import { takeLineDiscounts } from './promotion-prices.ts'

export function discountedLines({ lines, discount }: Cart, rules: PriceRules): readonly DraftLine[] {
  const drafts = lines.map(draftOf)
  takeLineDiscounts(drafts, rules)
  if (discount) {
    const goods = drafts.filter(isDiscountable)
    spread(goods, cut(leftOf(goods), discount), frozenGiven('basket', discount))
  }
  return drafts
}
