import { describe, expect, test } from 'vitest'
import type { CategoryId, ProductId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm } from '../../../core/domain/money.ts'
import type { Product } from '../../../core/domain/product.ts'
import type { Coupon, Offer, Promotion, Scope, Window } from '../../../core/domain/promotion.ts'
import { plainProduct, plainVariant } from '../../../test/support/catalogue.ts'
import { couponExample, promotionExample } from './offer-example.ts'
import { couponWords, type OfferWriting, offerState, promotionWords, scopeWords } from './offer-words.ts'
import { ALWAYS } from './window-form.ts'

const NAMES: Readonly<Record<string, string>> = { prints: 'Prints', wear: 'Wear', a: 'Zine', b: 'Mug' }
const writing: OfferWriting = {
  ...{ currency: 'EUR', locale: 'en', zone: 'Europe/Berlin' },
  product: (id) => NAMES[id] ?? null,
  category: (id) => NAMES[id] ?? null,
}
const EVERYTHING: Scope = { products: [], categories: [] }
const prints: Scope = { products: [], categories: ['prints' as CategoryId] }
const happyHour: Window = { ...ALWAYS, days: [5], fromMinute: 1020, toMinute: 1140 }
const threeForTwo: Offer = { kind: 'n-for-m', count: 3, pay: 2 }

describe('O10: an offer says what it does in one sentence', () => {
  test.each<[Offer, Scope, Window, string]>([
    [threeForTwo, prints, happyHour, '3 for 2 on Prints, Fri 17:00–19:00'],
    [
      { kind: 'n-for-price', count: 2, priceMinor: 1500 as Minor },
      EVERYTHING,
      ALWAYS,
      '2 for €15.00 on everything',
    ],
    [
      { kind: 'percent', ppm: 125_000 as Ppm },
      prints,
      { ...ALWAYS, days: [0, 6] },
      '12.5% off on Prints, Sat and Sun',
    ],
    [
      { kind: 'amount-each', amountMinor: 100 as Minor },
      { products: ['a', 'b'] as ProductId[], categories: [] },
      { ...ALWAYS, days: [1, 2, 3, 4, 5], endsAt: Date.parse('2026-12-01T00:00+01:00') },
      '€1.00 off each piece on Zine and Mug, Mon to Fri, until Nov 30, 2026',
    ],
  ])('%j', (offer, scope, window, words) => {
    expect(promotionWords({ offer, scope, window }, writing)).toBe(words)
  })

  test('a coupon with its minimum and its uses', () => {
    const coupon = { amountMinor: null, scope: EVERYTHING, window: ALWAYS }
    expect(
      couponWords({ ...coupon, ppm: 100_000 as Ppm, minimumMinor: 3000 as Minor, uses: 1 }, writing),
    ).toBe('10% off everything from €30.00, once')
    expect(
      couponWords(
        {
          ...coupon,
          ppm: null,
          amountMinor: 500 as Minor,
          minimumMinor: 0 as Minor,
          uses: 250,
          scope: prints,
        },
        writing,
      ),
    ).toBe('€5.00 off Prints, 250 times in all')
  })

  test('many names are counted; what is gone is said', () => {
    const products = ['a', 'b', 'x', 'y', 'z'] as ProductId[]
    expect(scopeWords({ products, categories: [] }, writing)).toBe(
      'Zine, Mug, a product that is gone and 2 more',
    )
  })

  test('whether it runs', () => {
    const offer = { active: true, window: { ...ALWAYS, startsAt: 100, endsAt: 200 } }
    expect([99, 100, 199, 200].map((now) => offerState(offer, now).words)).toEqual([
      'Not yet',
      'On',
      'On',
      'Over',
    ])
    expect(offerState({ ...offer, active: false }, 150).words).toBe('Switched off')
  })
})

const product = (id: string, category: string, priceMinor: number | null): Product => ({
  ...{
    id: id as ProductId,
    name: NAMES[id] ?? id,
    category: category as CategoryId,
    description: null,
    taxRate: null,
  },
  ...{ picture: null, pictureUrl: null, handle: null, optionNames: [], favourite: null, position: 1 },
  ...plainProduct,
  variants: [
    {
      ...plainVariant,
      ...{ id: id as never, product: id as ProductId, options: [], sku: null, barcode: null },
      ...{ priceMinor: priceMinor as Minor | null, lowMark: null, importedStock: null, position: 1 },
    },
  ],
})
const products = [product('b', 'wear', null), product('a', 'prints', 1000)]
const promotion = (offer: Offer, scope = EVERYTHING): Promotion => ({
  ...{ id: 'p' as Promotion['id'], name: 'P', offer, scope, window: happyHour, active: false },
})
const coupon: Coupon = {
  ...{ id: 'c' as Coupon['id'], code: 'C', name: 'C', ppm: null, amountMinor: 500 as Minor },
  ...{ minimumMinor: 2500 as Minor, uses: null, scope: EVERYTHING, window: ALWAYS, active: true },
}

describe('O10: its example is priced as a cart is', () => {
  test('the first goods with a price, whether the offer runs now or not', () => {
    const example = promotionExample(promotion(threeForTwo, prints), products)
    expect(example).toEqual({ product: 'Zine', pieces: 3, beforeMinor: 3000, afterMinor: 2000 })
  })

  test('an offer that takes nothing off shows it', () => {
    const dear = promotion({ kind: 'n-for-price', count: 2, priceMinor: 9900 as Minor })
    expect(promotionExample(dear, products)).toMatchObject({ beforeMinor: 2000, afterMinor: 2000 })
  })

  test('as many pieces as come to the coupon’s minimum', () => {
    expect(couponExample(coupon, products)).toMatchObject({ pieces: 3, beforeMinor: 3000, afterMinor: 2500 })
    const lower = { ...coupon, minimumMinor: 2100 as Minor }
    expect(couponExample(lower, products)).toMatchObject({ pieces: 3, afterMinor: 2500 })
  })

  test('none where nothing with a price is meant', () => {
    const wear = { products: [], categories: ['wear' as CategoryId] }
    expect(promotionExample(promotion(threeForTwo, wear), products)).toBeNull()
    expect(couponExample({ ...coupon, scope: wear }, products)).toBeNull()
  })
})
