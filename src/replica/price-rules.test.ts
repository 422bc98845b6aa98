import { expect, test } from 'vitest'
import { type Cart, partsOfCart } from '../../core/domain/cart.ts'
import type { PromotionId, SaleId, TenderId } from '../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, toMinor } from '../../core/domain/money.ts'
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
  const first = { ...cart, ...partsOfCart(cart, [part], Date.parse('2026-07-03T15:59:00Z')) }
  const second = { ...first, ...partsOfCart(first, [part, part], Date.parse('2026-07-03T16:01:00Z')) }
  expect(total(second, '2026-07-03T16:02:00Z')).toBe(500)
  const none = { ...second, ...partsOfCart(second, [], Date.parse('2026-07-03T16:03:00Z')) }
  expect(total(none, '2026-07-03T16:04:00Z')).toBe(1000)
})
