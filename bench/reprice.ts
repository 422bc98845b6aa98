/** Pricing a big cart under many promotions: what every tap on the till costs besides drawing. */
import type { Cart, CartLine } from '../core/domain/cart.ts'
import type { ProductId, SaleId, TaxRateId, VariantId } from '../core/domain/ids.ts'
import { type Ppm, type Thousandths, toMinor } from '../core/domain/money.ts'
import { type PriceRules, plainRules, priceCart } from '../core/domain/price-cart.ts'
import type { Offer, Promotion } from '../core/domain/promotion.ts'
import { type BenchRow, timesRow } from './row.ts'

const LINES = 100
const ROUNDS = 2000

const OFFERS: readonly Offer[] = [
  { kind: 'n-for-m', count: 3, pay: 2 },
  { kind: 'n-for-price', count: 2, priceMinor: toMinor(1500) },
  { kind: 'percent', ppm: 200_000 as Ppm },
  { kind: 'amount-each', amountMinor: toMinor(150) },
]

/** Ten promotions, of every kind, each for five hundred products: each line is in the scope of five. */
const promotion = (_: unknown, index: number): Promotion => ({
  id: `promotion-${index}` as Promotion['id'],
  name: `Promotion ${index}`,
  offer: OFFERS[index % OFFERS.length] as Offer,
  scope: {
    products: Array.from({ length: 500 }, (_one, at) => `p${(499 - at) * 2 + (index % 2)}` as ProductId),
    categories: [],
  },
  window: { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null },
  active: true,
})

const line = (_: unknown, index: number): CartLine => ({
  key: `l${index}`,
  product: `p${index}` as ProductId,
  variant: `v${index}` as VariantId,
  name: `Product ${index}`,
  variantName: '',
  sku: null,
  quantity: ((1 + (index % 4)) * 1000) as Thousandths,
  unitMinor: toMinor(250 + index * 37),
  listMinor: toMinor(250 + index * 37),
  taxRate: { id: `rate-${index % 3}` as TaxRateId, name: 'VAT', ppm: (70_000 * (index % 3)) as Ppm },
  note: '',
  ...(index % 10 === 0
    ? { discount: { reason: 'Scratch', by: null, ppm: 100_000 as Ppm, amountMinor: null } }
    : {}),
})

const CART: Cart = {
  id: 'sale' as SaleId,
  label: '',
  lines: Array.from({ length: LINES }, line),
  discount: { reason: 'Friends', by: null, ppm: 50_000 as Ppm, amountMinor: null },
}

const rulesOf = (discountRule: PriceRules['discountRule'], count: number): PriceRules => ({
  ...plainRules('inclusive'),
  discountRule,
  promotions: Array.from({ length: count }, promotion),
})

/** Times of one pricing, in ms; beside it the same cart without promotions. */
export async function benchReprice(): Promise<readonly BenchRow[]> {
  const plain = timesOf(rulesOf('best', 0))
  return [
    timesRow('reprice-100x10', timesOf(rulesOf('best', 10)), plain),
    timesRow('reprice-100x10-stacked', timesOf(rulesOf('stack', 10)), plain),
  ]
}

function timesOf(rules: PriceRules): readonly number[] {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    priceCart(CART, rules)
    return performance.now() - start
  })
}
