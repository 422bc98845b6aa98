/** Pricing a cart: the one function by which the till, the endpoint and a customer's phone come to the same money. */
import type { Cart, Tip } from './cart.ts'
import { takeCoupons } from './coupon.ts'
import { depositLines } from './deposit.ts'
import type { DraftLine } from './discount-draft.ts'
import { discountedLines } from './discount-lines.ts'
import { exempt, takeAway } from './exemption.ts'
import type { CategoryId, ProductId, TaxRateId } from './ids.ts'
import { NO_TAX } from './line.ts'
import { type Minor, ONE_PIECE, scaleRounded, toMinor } from './money.ts'
import type { Coupon, DiscountRule, Promotion } from './promotion.ts'
import { boundRedemptions } from './redemption.ts'
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

/**
 * A cart with its lines as they will be frozen, those that pricing adds (deposits, tip) behind the cart's own; and by
 * which rules of tax: its figures mean nothing by others.
 */
export interface PricedCart {
  readonly cart: Cart
  readonly taxMode: TaxMode
  readonly taxPolicy: TaxPolicy
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

/** Prices a cart. The order is: line and promotion, the whole cart, coupon, exemption, vouchers, tax, tip (rule M8). */
export function priceCart(cart: Cart, rules: PriceRules): PricedCart {
  const { taxMode, taxPolicy } = rules
  if (cart.frozen) return { cart, taxMode, taxPolicy, ...cart.frozen }
  const drafts = discountedLines(cart, rules)
  takeCoupons(drafts, cart, rules)
  if (cart.service === 'take-away') takeAway(drafts, rules)
  if (cart.exempt) exempt(drafts, rules)
  const lines = [...boundRedemptions(drafts, rules).map(toLineItem), ...depositLines(cart.lines)]
  const totals = totalsOf(taxMode, lines, taxPolicy)
  const tip = cart.tip ? tipLine(cart.tip, totals.totalMinor) : null
  if (!tip) return { cart, taxMode, taxPolicy, lines, totals }
  const all = [...lines, tip]
  return { cart, taxMode, taxPolicy, lines: all, totals: totalsOf(taxMode, all, taxPolicy) }
}

function toLineItem({ line, taxRate, leftMinor, discounts }: DraftLine): LineItem {
  const { key: _, override: __, discount: ___, deposit: ____, passedBy: _____, ...rest } = line
  const { taxMode: ______, exemptMinor: _______, label: ________, ...kept } = rest
  return { ...kept, taxRate, amountMinor: leftMinor, ...(discounts.length > 0 ? { discounts } : {}) }
}

/** Never part of what is taxed; a share is one of all that is to pay (rule M21). */
function tipLine(tip: Tip, totalMinor: Minor): LineItem | null {
  const wanted = tip.ppm === null ? tip.amountMinor : scaleRounded(totalMinor, tip.ppm, 1_000_000)
  if (wanted <= 0) return null
  const unitMinor = toMinor(wanted)
  return {
    ...{ product: null, variant: null, name: 'Tip', variantName: '', sku: null, note: '' },
    ...{ quantity: ONE_PIECE, unitMinor, listMinor: null, taxRate: NO_TAX, kind: 'tip' },
    ...(tip.staff === null ? {} : { staff: tip.staff }),
    amountMinor: unitMinor,
  }
}
