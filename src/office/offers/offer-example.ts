/** What an offer does to a cart, priced by the function that prices every cart. Pure. */
import type { CartLine } from '../../../core/domain/cart.ts'
import { emptyCart } from '../../../core/domain/cart.ts'
import type { CouponId, SaleId } from '../../../core/domain/ids.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { type Minor, ONE_PIECE, scaleRounded, type Thousandths } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Product } from '../../../core/domain/product.ts'
import type { Coupon, Promotion, Scope } from '../../../core/domain/promotion.ts'
import { isInScope } from '../../../core/domain/promotion-window.ts'
import { ALWAYS } from './window-form.ts'

export interface OfferExample {
  readonly product: string
  readonly pieces: number
  readonly beforeMinor: Minor
  readonly afterMinor: Minor
}

/** The most pieces that an example has. */
const MOST_PIECES = 999

/** The first goods in its scope, as many as the offer is about; null when nothing with a price is in it. */
export function promotionExample(promotion: Promotion, products: readonly Product[]): OfferExample | null {
  const { offer, scope } = promotion
  const goods = goodsIn(scope, products)
  if (!goods) return null
  const pieces = 'count' in offer ? offer.count : 1
  const rules = { promotions: [{ ...promotion, active: true, window: ALWAYS }] }
  return priced(goods, pieces, { products, rules, coupons: [] })
}

/** As many of the first goods in its scope as come to the minimum. */
export function couponExample(coupon: Coupon, products: readonly Product[]): OfferExample | null {
  const goods = goodsIn(coupon.scope, products)
  if (!goods) return null
  const nearest = scaleRounded(coupon.minimumMinor, 1, goods.priceMinor)
  const isShort = nearest * goods.priceMinor < coupon.minimumMinor
  const pieces = Math.max(1, isShort ? nearest + 1 : nearest)
  if (pieces > MOST_PIECES) return null
  const rules = { coupons: [{ ...coupon, active: true, window: ALWAYS }] }
  return priced(goods, pieces, { products, rules, coupons: [coupon.id] })
}

interface Goods {
  readonly product: Product
  readonly variant: Product['variants'][number]
  readonly priceMinor: Minor
}

function goodsIn(scope: Scope, products: readonly Product[]): Goods | null {
  const categoryOf = categoriesIn(products)
  for (const product of products) {
    if (product.kind !== 'goods' || !isInScope(scope, { product: product.id }, categoryOf)) continue
    const variant = product.variants.find(({ priceMinor, unit }) => unit === 'piece' && (priceMinor ?? 0) > 0)
    if (variant?.priceMinor) return { product, variant, priceMinor: variant.priceMinor }
  }
  return null
}

const categoriesIn = (products: readonly Product[]) => {
  const known = new Map(products.map(({ id, category }) => [id, category]))
  return (id: Product['id']) => known.get(id) ?? null
}

interface Case {
  readonly products: readonly Product[]
  readonly rules: Partial<ReturnType<typeof plainRules>>
  readonly coupons: readonly CouponId[]
}

function priced(
  { product, variant, priceMinor }: Goods,
  pieces: number,
  { products, rules, coupons }: Case,
): OfferExample {
  const line: CartLine = {
    ...{ key: 'example', product: product.id, variant: variant.id, name: product.name, variantName: '' },
    ...{ sku: null, unitMinor: priceMinor, listMinor: priceMinor, taxRate: NO_TAX, note: '' },
    quantity: (pieces * ONE_PIECE) as Thousandths,
  }
  const cart = { ...emptyCart('example' as SaleId), lines: [line], coupons }
  const all = { ...plainRules('inclusive'), categoryOf: categoriesIn(products), ...rules }
  const { totals } = priceCart(cart, all)
  const { subtotalMinor: beforeMinor, totalMinor: afterMinor } = totals
  return { product: product.name, pieces, beforeMinor, afterMinor }
}
