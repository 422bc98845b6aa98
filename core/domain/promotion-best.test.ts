import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALWAYS, rateOf } from '../../test/support/random-carts.ts'
import type { CartLine } from './cart.ts'
import type { ProductId, PromotionId, SaleId } from './ids.ts'
import { ONE_PIECE, type Ppm, scaleRounded, sum, toMinor } from './money.ts'
import { plainRules, priceCart } from './price-cart.ts'
import type { Offer, Promotion } from './promotion.ts'

interface Basket {
  readonly lines: readonly CartLine[]
  readonly promotions: readonly Promotion[]
}

const piece = (unit: number, product: string, index: number): CartLine => ({
  ...{ key: `l${index}`, variant: null, name: '', variantName: '', sku: null, note: '', listMinor: null },
  ...{ product: product as ProductId, quantity: ONE_PIECE, unitMinor: toMinor(unit * 100) },
  taxRate: rateOf('r', 0),
})

const offers: fc.Arbitrary<Offer> = fc.oneof(
  fc.integer({ min: 2, max: 3 }).map((count): Offer => ({ kind: 'n-for-m', count, pay: count - 1 })),
  fc
    .record({ count: fc.integer({ min: 2, max: 3 }), price: fc.integer({ min: 5, max: 15 }) })
    .map(({ count, price }): Offer => ({ kind: 'n-for-price', count, priceMinor: toMinor(price * 100) })),
  fc.integer({ min: 1, max: 6 }).map((tenth): Offer => ({ kind: 'percent', ppm: (tenth * 100_000) as Ppm })),
)

const baskets: fc.Arbitrary<Basket> = fc.record({
  lines: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.constantFrom('a', 'b')), {
      minLength: 2,
      maxLength: 7,
    })
    .map((pieces) => pieces.map(([unit, product], index) => piece(unit, product, index))),
  promotions: fc
    .array(fc.tuple(offers, fc.constantFrom<readonly string[]>([], ['a'])), { minLength: 2, maxLength: 3 })
    .map((list) =>
      list.map(([offer, products], index) => ({
        ...{ id: `p${index}` as PromotionId, name: '', offer, window: ALWAYS, active: true },
        scope: { products: products as readonly ProductId[], categories: [] },
      })),
    ),
})

const isFor = ({ scope: { products } }: Promotion, { product }: CartLine): boolean =>
  products.length === 0 || (product !== null && products.includes(product))

/** What an offer takes off pieces that are put together for it. */
function savingOf(offer: Offer, pieces: readonly CartLine[]): number {
  const prices = pieces.map(({ unitMinor }) => unitMinor).sort((a, b) => a - b)
  if (offer.kind === 'n-for-price') return sum(prices) - offer.priceMinor
  if (offer.kind === 'n-for-m') return sum(prices.slice(0, offer.count - offer.pay))
  return offer.kind === 'percent' ? scaleRounded(sum(prices), offer.ppm, 1_000_000) : 0
}

/** All ways to choose so many of them. */
const choose = (lines: readonly CartLine[], count: number): readonly (readonly CartLine[])[] =>
  count === 0
    ? [[]]
    : lines.flatMap((line, index) =>
        choose(lines.slice(index + 1), count - 1).map((others) => [line, ...others]),
      )

/** The slow and certain way: everything that the first piece can be part of, and the best of the rest. */
function mostOff(lines: readonly CartLine[], promotions: readonly Promotion[]): number {
  const [first, ...others] = lines
  if (!first) return 0
  let most = mostOff(others, promotions)
  for (const promotion of promotions.filter((one) => isFor(one, first))) {
    const { offer } = promotion
    const size = 'count' in offer ? offer.count : 1
    for (const chosen of choose(
      others.filter((line) => isFor(promotion, line)),
      size - 1,
    )) {
      const rest = others.filter((line) => !chosen.includes(line))
      most = Math.max(most, savingOf(offer, [first, ...chosen]) + mostOff(rest, promotions))
    }
  }
  return most
}

test('M12: of small baskets 94 of 100 get the most that is possible, and all together 99 %; none gets more', () => {
  const sample = fc.sample(baskets, { numRuns: 400, seed: 12 })
  const figures = sample.map(({ lines, promotions }) => {
    const rules = { ...plainRules('inclusive'), promotions }
    const { totals } = priceCart({ id: 's' as SaleId, label: '', lines }, rules)
    return { off: totals.discountMinor, most: mostOff(lines, promotions) }
  })
  for (const { off, most } of figures) expect(off).toBeLessThanOrEqual(most)
  const total = (of: 'off' | 'most') => figures.reduce((all, figure) => all + figure[of], 0)
  expect(figures.filter(({ off, most }) => off === most).length).toBeGreaterThanOrEqual(0.94 * figures.length)
  expect(total('off')).toBeGreaterThanOrEqual(0.99 * total('most'))
})
