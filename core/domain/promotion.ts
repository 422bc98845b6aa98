/** Promotions and coupons, as the office sets them and as a cart is priced by. */
import type { CategoryId, CouponId, ProductId, PromotionId } from './ids.ts'
import type { Minor, Ppm } from './money.ts'

/** Which goods it is for; both empty: all goods. */
export interface Scope {
  readonly products: readonly ProductId[]
  readonly categories: readonly CategoryId[]
}

/** When it runs. `days`: 0 is Sunday, empty is every day; the hours are minutes of the day, by the location's zone. */
export interface Window {
  /** ms since epoch; null: open. */
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly days: readonly number[]
  /** From this minute up to but not including the other; past midnight when the second is the smaller; null: all day. */
  readonly fromMinute: number | null
  readonly toMinute: number | null
}

/** What it gives: of `count` pieces pay `pay`; `count` pieces for a price; a share off; an amount off each piece. */
export type Offer =
  | { readonly kind: 'n-for-m'; readonly count: number; readonly pay: number }
  | { readonly kind: 'n-for-price'; readonly count: number; readonly priceMinor: Minor }
  | { readonly kind: 'percent'; readonly ppm: Ppm }
  | { readonly kind: 'amount-each'; readonly amountMinor: Minor }

export interface Promotion {
  readonly id: PromotionId
  readonly name: string
  readonly offer: Offer
  readonly scope: Scope
  readonly window: Window
  readonly active: boolean
}

/** A code that the customer brings: a share or an amount off the cart's goods in its scope. */
export interface Coupon {
  readonly id: CouponId
  /** As it is typed, in capitals without blanks. */
  readonly code: string
  readonly name: string
  readonly ppm: Ppm | null
  readonly amountMinor: Minor | null
  /** The goods in its scope must come to this much, before the coupon. */
  readonly minimumMinor: Minor
  /** How often it may be used in all; null: any number of times. */
  readonly uses: number | null
  readonly scope: Scope
  readonly window: Window
  readonly active: boolean
}

/**
 * How promotions and hand-given line discounts meet on one line: `best` takes the one that is best for the customer,
 * `stack` takes them one after the other.
 */
export type DiscountRule = 'best' | 'stack'
