/** A coupon that somebody brings, checked before it is put into the cart (rule M17). */
import type { Cart } from './cart.ts'
import { type CouponFlaw, flawIn } from './coupon.ts'
import { discountedLines } from './discount-lines.ts'
import type { PriceRules } from './price-cart.ts'
import type { Coupon } from './promotion.ts'

/** Why it takes nothing off this cart, or null. `uses`: how often it was used, as this device knows. */
export function couponFlaw(coupon: Coupon, cart: Cart, rules: PriceRules, uses = 0): CouponFlaw | null {
  const flaw = flawIn(discountedLines(cart, rules), coupon, rules)
  if (flaw) return flaw
  return coupon.uses !== null && uses >= coupon.uses ? { kind: 'used-up' } : null
}

/** The coupon of a code as somebody typed it: blanks and small letters do not matter. */
export function couponOf(coupons: readonly Coupon[], text: string): Coupon | null {
  const code = text.replace(/\s/g, '').toUpperCase()
  return coupons.find((coupon) => coupon.code === code) ?? null
}
