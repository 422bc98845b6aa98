/** Coupons: whether one applies to a cart, and what it takes off (rules M17 and M18). */
import type { Cart } from './cart.ts'
import { cut, type DraftLine, isDiscountable, leftOf, spread } from './discount-draft.ts'
import { type Minor, ZERO } from './money.ts'
import type { PriceRules } from './price-cart.ts'
import type { Coupon } from './promotion.ts'
import { isBefore, isInScope, isOver, isRunning } from './promotion-window.ts'

/** Why a coupon takes nothing off. */
export type CouponFlaw =
  | { readonly kind: 'switched-off' | 'not-yet' | 'over' | 'not-now' | 'used-up' | 'nothing-in-scope' }
  | { readonly kind: 'below-minimum'; readonly minimumMinor: Minor; readonly goodsMinor: Minor }

/** Takes the cart's coupons off, in the order of their ids; whether one applies does not hang on the others. */
export function takeCoupons(drafts: readonly DraftLine[], { coupons = [] }: Cart, rules: PriceRules): void {
  if (coupons.length === 0) return
  const valid = rules.coupons
    .filter((coupon) => coupons.includes(coupon.id) && flawIn(drafts, coupon, rules) === null)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const coupon of valid) {
    const { id: ref, name: label, ppm } = coupon
    const goods = inScope(drafts, coupon, rules)
    const share = ppm === null ? {} : { ppm }
    spread(goods, cut(leftOf(goods), coupon), { source: 'coupon', ref, label, ...share })
  }
}

/** Why a coupon takes nothing off these lines, which have all discounts but coupons. */
export function flawIn(drafts: readonly DraftLine[], coupon: Coupon, rules: PriceRules): CouponFlaw | null {
  const { window, minimumMinor } = coupon
  if (!coupon.active) return { kind: 'switched-off' }
  if (isBefore(window, rules.now)) return { kind: 'not-yet' }
  if (isOver(window, rules.now)) return { kind: 'over' }
  if (!isRunning(coupon, rules.now)) return { kind: 'not-now' }
  const goodsMinor = leftOf(inScope(drafts, coupon, rules))
  if (goodsMinor === ZERO) return { kind: 'nothing-in-scope' }
  return goodsMinor < minimumMinor ? { kind: 'below-minimum', minimumMinor, goodsMinor } : null
}

const inScope = (drafts: readonly DraftLine[], { scope }: Coupon, { categoryOf }: PriceRules) =>
  drafts.filter((draft) => isDiscountable(draft) && isInScope(scope, draft.line, categoryOf))
