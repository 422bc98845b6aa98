/** Coupons that the customer brings: found by their code, put to the cart, taken away again. No React. */
import { couponWords } from '../../../core/domain/check-words.ts'
import { couponFlaw } from '../../../core/domain/coupon-check.ts'
import type { CouponId } from '../../../core/domain/ids.ts'
import type { Coupon } from '../../../core/domain/promotion.ts'
import { priceRules } from '../../replica/price-rules.ts'
import type { Replica } from '../../replica/replica.ts'
import { refusesChange, type TillModel } from '../till-model.ts'
import { offerUndo } from './cart-deeds.ts'
import { isLocked } from './cart-store.ts'

/** A sale holds as many. */
const MAX_COUPONS = 20

/** In how many sales this till knows it to have been used. */
export const couponUses = (replica: Replica, id: CouponId): Promise<number> =>
  replica.readState((state) => state.couponUses.get(id) ?? 0)

/** Puts a coupon to the cart. The answer is why not, in words; null when it is there. */
export async function giveCoupon(till: TillModel, coupon: Coupon): Promise<string | null> {
  const { replica, locale } = till.app
  const uses = await couponUses(replica, coupon.id)
  const { cart } = till.carts.getState()
  const views = replica.store.getState()
  const given = cart.coupons ?? []
  if (isLocked(cart)) return 'Part of this sale is paid already; a coupon comes before paying.'
  if (given.includes(coupon.id)) return 'This coupon is on the cart already.'
  if (given.length >= MAX_COUPONS) return 'No more coupons fit on one sale.'
  const flaw = couponFlaw(coupon, cart, priceRules(views, replica.deps.now()), uses)
  if (flaw) return couponWords(flaw, { currency: views.location?.currency ?? 'XXX', locale })
  till.carts.dispatch({ type: 'set', fields: { coupons: [...given, coupon.id] } })
  offerUndo(till, `${coupon.name || coupon.code} taken`, () => dropCoupon(till, coupon.id))
  return null
}

/** Takes a coupon off the open cart; one that is not on it changes nothing. */
export function dropCoupon(till: TillModel, id: CouponId): void {
  const { cart } = till.carts.getState()
  if (!cart.coupons?.includes(id) || refusesChange(till)) return
  till.carts.dispatch({ type: 'set', fields: { coupons: cart.coupons.filter((one) => one !== id) } })
}
