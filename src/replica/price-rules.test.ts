import { expect, test } from 'vitest'
import { applyToCart, type Cart } from '../../core/domain/cart.ts'
import { partsOfCart, withPrice } from '../../core/domain/frozen-price.ts'
import type { PromotionId, SaleId, TenderId } from '../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import type { Promotion } from '../../core/domain/promotion.ts'
import type { Tender } from '../../core/domain/tender.ts'
import { emptyCatalogue, plainLocation } from '../../test/support/catalogue.ts'
import { ALL_GOODS, ALWAYS, rateOf } from '../../test/support/random-carts.ts'
import { priceNow } from './price-rules.ts'
import type { CatalogueViews } from './views-store.ts'

const HAPPY_HOUR: Promotion = {
  ...{ id: 'happy' as PromotionId, name: 'Happy hour', scope: ALL_GOODS, active: true },
  offer: { kind: 'percent', ppm: 500_000 as Ppm },
  window: { ...ALWAYS, days: [5], fromMinute: 17 * 60, toMinute: 18 * 60 },
}
const views: CatalogueViews = { ...emptyCatalogue, location: plainLocation(), promotions: [HAPPY_HOUR] }

const cart: Cart = {
  ...{ id: 's' as SaleId, label: '' },
  lines: [
    {
      ...{ key: 'l', product: null, variant: null, name: 'Beer', variantName: '', sku: null, note: '' },
      ...{ quantity: ONE_PIECE, unitMinor: toMinor(1000), listMinor: null, taxRate: rateOf('r', 190_000) },
    },
  ],
}
const total = (one: Cart, at: string) => priceNow(views, one, Date.parse(at)).totals.totalMinor

test.each([
  // A Friday in Berlin: summer time is two hours ahead of UTC, winter time one.
  ['2026-07-03T14:59:00Z', 1000],
  ['2026-07-03T15:00:00Z', 500],
  ['2026-07-03T15:59:59Z', 500],
  ['2026-07-03T16:00:00Z', 1000],
  ['2026-12-04T15:30:00Z', 1000],
  ['2026-12-04T16:30:00Z', 500],
  ['2026-07-04T15:30:00Z', 1000],
])('M13: hours are those of the location’s clock: at %s it is %i', (at, expected) => {
  expect(total(cart, at)).toBe(expected)
})

test('M27: a price stands still from the first part on, and moves again when that is taken back', () => {
  const part: Tender = {
    kind: 'card',
    id: 't' as TenderId,
    amountMinor: toMinor(200),
    last4: '',
    reference: '',
  }
  const priced = priceNow(views, cart, Date.parse('2026-07-03T15:59:00Z'))
  const asked = withPrice(priced)
  const parted = { ...asked, ...partsOfCart(asked, [part]) }
  expect(total(parted, '2026-07-03T16:02:00Z')).toBe(500)
  // The office ends the happy hour altogether, or the tablet starts anew.
  expect(priceNow({ ...views, promotions: [] }, parted, 0).totals.totalMinor).toBe(500)
  expect(total(JSON.parse(JSON.stringify(parted)), '2026-07-03T16:02:00Z')).toBe(500)
  const none = { ...parted, ...partsOfCart(parted, []) }
  expect(total(none, '2026-07-03T16:04:00Z')).toBe(1000)
  const changed = applyToCart(asked, { type: 'set-quantity', key: 'l', quantity: 2000 as Thousandths })
  expect(total(changed, '2026-07-03T16:04:00Z')).toBe(2000)
})

test('an unknown time zone stops no sale: what has hours does not run, what has none does', () => {
  const always = { ...HAPPY_HOUR, id: 'always' as PromotionId, window: ALWAYS }
  const nowhere = plainLocation({ zone: 'Europe/Nowhere' })
  expect(priceNow({ ...views, location: nowhere }, cart, 0).totals.totalMinor).toBe(1000)
  const both = { ...views, location: nowhere, promotions: [HAPPY_HOUR, always] }
  expect(priceNow(both, cart, 0).totals.totalMinor).toBe(500)
})
