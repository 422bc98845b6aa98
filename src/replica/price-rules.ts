/** What carts are priced by: the settings as this device knows them, and the moment. */
import type { Cart } from '../../core/domain/cart.ts'
import type { CategoryId, ProductId } from '../../core/domain/ids.ts'
import { type PricedCart, type PriceRules, plainRules, priceCart } from '../../core/domain/price-cart.ts'
import type { Product } from '../../core/domain/product.ts'
import { remember } from '../../core/domain/remember.ts'
import type { CatalogueViews } from './views-store.ts'

/** `now` in ms since epoch: promotions run by the location's clock. */
export function priceRules(views: CatalogueViews, now: number): PriceRules {
  const { location, promotions, coupons, takeAwayRates, products } = views
  if (!location) return plainRules('inclusive')
  const { taxMode, taxPolicy, discountRule, zone } = location
  const isTimed = promotions.length > 0 || coupons.length > 0
  return {
    ...{ taxMode, taxPolicy, discountRule, promotions, coupons, takeAwayRates },
    categoryOf: (product) => (isTimed ? (categories(products).get(product) ?? null) : null),
    now: isTimed ? momentIn(zone, now) : { at: now, day: 0, minute: 0 },
  }
}

/** A cart at the prices of now; one of which money was asked for at those of that moment. */
export const priceNow = (views: CatalogueViews, cart: Cart, now: number): PricedCart =>
  priceCart(cart, priceRules(views, now))

const known = new WeakMap<readonly Product[], ReadonlyMap<ProductId, CategoryId | null>>()

/** Computed once a catalogue. */
function categories(products: readonly Product[]): ReadonlyMap<ProductId, CategoryId | null> {
  const before = known.get(products)
  if (before) return before
  const made = new Map(products.map(({ id, category }) => [id, category]))
  known.set(products, made)
  return made
}

const clockOf = remember(
  (zone, locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
    }),
)
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** In a zone that this browser does not know, no offer with days or hours runs: it is never guessed. */
function momentIn(zone: string, at: number): PriceRules['now'] {
  const parts = partsIn(zone, at)
  if (!parts) return { at, day: Number.NaN, minute: Number.NaN }
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { at, day: DAYS.indexOf(of('weekday')), minute: Number(of('hour')) * 60 + Number(of('minute')) }
}

function partsIn(zone: string, at: number): readonly Intl.DateTimeFormatPart[] | null {
  try {
    return clockOf(zone, 'en').formatToParts(at)
  } catch {
    return null
  }
}
