/** Pricing a cart: the one function by which the till, the endpoint and a customer's phone come to the same money. */
import type { Cart, CartLine } from './cart.ts'
import type { CategoryId, ProductId, TaxRateId } from './ids.ts'
import { extend, toMinor } from './money.ts'
import type { Coupon, DiscountRule, Promotion } from './promotion.ts'
import type { LineItem } from './sale.ts'
import { DEFAULT_TAX_POLICY, type TaxMode, type TaxPolicy, type TaxRate } from './tax.ts'
import { type CartTotals, totalsOf } from './totals.ts'

/** Everything besides the cart that its price depends on: settings, and the moment as minutes of the location's day. */
export interface PriceRules {
  readonly taxMode: TaxMode
  readonly taxPolicy: TaxPolicy
  readonly discountRule: DiscountRule
  readonly promotions: readonly Promotion[]
  /** Those whose codes were given; others do not count. */
  readonly coupons: readonly Coupon[]
  readonly categoryOf: (product: ProductId) => CategoryId | null
  /** The rate that takes a rate's place when goods are taken away; absent: the same. */
  readonly takeAwayRates: ReadonlyMap<TaxRateId, TaxRate>
  /** ms since epoch, the weekday (0 Sunday) and the minute of the day in the location's zone. */
  readonly now: { readonly at: number; readonly day: number; readonly minute: number }
}

/** A cart with its lines as they will be frozen, those that pricing adds (deposits, tip) behind the cart's own. */
export interface PricedCart {
  readonly cart: Cart
  readonly lines: readonly LineItem[]
  readonly totals: CartTotals
}

/** A location without any of it: what tests and the demo price by. */
export const plainRules = (taxMode: TaxMode): PriceRules => ({
  taxMode,
  taxPolicy: DEFAULT_TAX_POLICY,
  discountRule: 'best',
  promotions: [],
  coupons: [],
  categoryOf: () => null,
  takeAwayRates: new Map(),
  now: { at: 0, day: 0, minute: 0 },
})

/** Prices a cart. The order is: line, promotion, basket, coupon, tax, tip (rule M8). */
export function priceCart(cart: Cart, rules: PriceRules): PricedCart {
  const lines = cart.lines.map(toLineItem)
  return { cart, lines, totals: totalsOf(rules.taxMode, lines, rules.taxPolicy) }
}

function toLineItem({ key: _, override: __, discount: ___, deposit: ____, ...line }: CartLine): LineItem {
  return {
    ...line,
    amountMinor: line.returned?.amountMinor ?? toMinor(extend(line.unitMinor, line.quantity)),
  }
}
