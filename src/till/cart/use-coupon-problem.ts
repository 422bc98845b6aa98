import { useEffect, useState } from 'react'
import { couponWords } from '../../../core/domain/check-words.ts'
import { couponFlaw } from '../../../core/domain/coupon-check.ts'
import type { Coupon } from '../../../core/domain/promotion.ts'
import { priceRules } from '../../replica/price-rules.ts'
import { useCart, useMoneyWriting, useTill } from '../till-context.tsx'
import { couponUses } from './coupon-deeds.ts'

/** Why a coupon takes nothing off the open cart, in words; null where it does, or where nothing is known of it. */
export function useCouponProblem(coupon: Coupon | undefined): string | null {
  const { replica } = useTill().app
  const writing = useMoneyWriting()
  const cart = useCart((open) => open.cart)
  const [uses, setUses] = useState(0)
  useEffect(() => {
    if (coupon) void couponUses(replica, coupon.id).then(setUses)
  }, [replica, coupon])
  if (!coupon) return 'It is no longer there.'
  const rules = priceRules(replica.store.getState(), replica.deps.now())
  const flaw = couponFlaw(coupon, cart, rules, uses)
  return flaw && couponWords(flaw, writing)
}
