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

/** A code as it is kept and compared: capitals without blanks (rule O12). */
export const couponKey = (code: string): string => code.replace(/\s+/g, '').toUpperCase()

/** The coupon of a code as somebody typed it; none for an empty text. */
export function couponByCode(coupons: readonly Coupon[], text: string): Coupon | undefined {
  const key = couponKey(text)
  return key === '' ? undefined : coupons.find((coupon) => couponKey(coupon.code) === key)
}
