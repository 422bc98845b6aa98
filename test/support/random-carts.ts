/** Carts and price rules of every kind for property tests: what a till could build, and a good deal worse. */
import fc from 'fast-check'
import type { Cart, CartLine } from '../../core/domain/cart.ts'
import type { GivenDiscount } from '../../core/domain/discount.ts'
import type { CategoryId, CouponId, ProductId, SaleId, TaxRateId } from '../../core/domain/ids.ts'
import { type Line, NO_TAX } from '../../core/domain/line.ts'
import { type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import type { PriceRules } from '../../core/domain/price-cart.ts'
import type { Coupon, Offer, Promotion, Scope, Window } from '../../core/domain/promotion.ts'
import { type TaxMode, type TaxRate, taxOf } from '../../core/domain/tax.ts'

export const rateOf = (id: string, ppm: number): TaxRate => ({
  id: id as TaxRateId,
  name: `VAT ${id}`,
  ppm: ppm as Ppm,
})
export const RATES = [
  rateOf('full', 190_000),
  rateOf('reduced', 70_000),
  rateOf('odd', 88_750),
  rateOf('zero', 0),
]
/** The full rate as it was before it was changed. */
const RAISED = rateOf('full', 200_000)

const minor = (max: number) => fc.integer({ min: 0, max }).map(toMinor)
const ppm = fc.integer({ min: 0, max: 1_000_000 }).map((share) => share as Ppm)
const product = fc.constantFrom('p1', 'p2', 'p3', 'p4').map((id) => id as ProductId)

export const ALWAYS: Window = { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null }
export const ALL_GOODS: Scope = { products: [], categories: [] }

const window: fc.Arbitrary<Window> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(ALWAYS) },
  fc.record({
    startsAt: fc.option(fc.integer({ min: -10, max: 10 })),
    endsAt: fc.option(fc.integer({ min: -10, max: 10 })),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
    fromMinute: fc.option(fc.integer({ min: 0, max: 1440 })),
    toMinute: fc.option(fc.integer({ min: 0, max: 1440 })),
  }),
)

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant(ALL_GOODS),
  fc.record({
    products: fc.uniqueArray(product),
    categories: fc.uniqueArray(fc.constantFrom('even', 'odd').map((id) => id as CategoryId)),
  }),
)

export const offer: fc.Arbitrary<Offer> = fc.oneof(
  fc.record({
    kind: fc.constant('n-for-m' as const),
    count: fc.integer({ min: 1, max: 6 }),
    pay: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    kind: fc.constant('n-for-price' as const),
    count: fc.integer({ min: 1, max: 6 }),
    priceMinor: minor(5000),
  }),
  fc.record({ kind: fc.constant('percent' as const), ppm }),
  fc.record({ kind: fc.constant('amount-each' as const), amountMinor: minor(3000) }),
)

export const promotion: fc.Arbitrary<Promotion> = fc.record({
  id: fc.uuid() as unknown as fc.Arbitrary<Promotion['id']>,
  name: fc.constant('Promotion'),
  offer,
  scope,
  window,
  active: fc.boolean().map((is) => is || true),
})

const share = fc.oneof(
  ppm.map((one) => ({ ppm: one, amountMinor: null })),
  minor(8000).map((amountMinor) => ({ ppm: null, amountMinor })),
)

const coupon: fc.Arbitrary<Coupon> = fc
  .record({
    id: fc.constantFrom('c1', 'c2', 'c3').map((id) => id as CouponId),
    code: fc.constant('CODE'),
    name: fc.constant('Coupon'),
    minimumMinor: fc.oneof(fc.constant(toMinor(0)), minor(5000)),
    uses: fc.option(fc.integer({ min: 0, max: 3 })),
    scope,
    window,
    active: fc.boolean(),
    share,
  })
  .map(({ share: { ppm: part, amountMinor }, ...rest }) => ({ ...rest, ppm: part, amountMinor }))

const given: fc.Arbitrary<GivenDiscount> = share.map((one) => ({ reason: 'kind', by: null, ...one }))

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, arbitrary)

const baseLine = (rate: TaxRate): Line => ({
  product: null,
  variant: null,
  name: 'Line',
  variantName: '',
  sku: null,
  quantity: 1000 as Thousandths,
  unitMinor: toMinor(0),
  listMinor: null,
  taxRate: rate,
  note: '',
})

/** An object without the fields that are undefined: what is absent stays absent through JSON. */
const bare = <Thing extends object>(thing: Thing): Thing =>
  Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as Thing

const pieces = fc.integer({ min: 1, max: 12 }).map((count) => (count * 1000) as Thousandths)
const weight = fc.integer({ min: 1, max: 5000 }).map((quantity) => quantity as Thousandths)
const unitMinor = fc.oneof(minor(20), minor(5000), minor(10_000_000))
const rate = fc.constantFrom(...RATES, RAISED)

const goods: fc.Arbitrary<Line & Partial<CartLine>> = fc
  .record({
    product: fc.option(product),
    unitMinor,
    taxRate: rate,
    measure: fc.oneof(
      { weight: 3, arbitrary: pieces.map((quantity) => ({ quantity })) },
      weight.map((quantity) => ({ quantity, unit: 'kg' as const })),
    ),
    discount: optional(given),
    deposit: optional(
      fc.constantFrom(100, 25).map((amount) => ({
        ...{ product: `cup-${amount}` as ProductId, variant: null, name: 'Cup', sku: null },
        ...{ unitMinor: toMinor(amount), taxRate: RATES[0] as TaxRate },
      })),
    ),
  })
  .map(({ taxRate, measure, ...rest }) => ({ ...baseLine(taxRate), ...measure, ...rest }))

const voucher = fc
  .record({ purpose: fc.constantFrom('multi' as const, 'single' as const), isUsed: fc.boolean(), unitMinor })
  .map(({ purpose, isUsed, unitMinor: worth }) => ({
    ...baseLine(RATES[0] as TaxRate),
    unitMinor: worth,
    kind: 'voucher' as const,
    quantity: (isUsed && purpose === 'single' ? -1000 : 1000) as Thousandths,
    voucher: { code: 'V' as never, purpose, expiresAt: null },
  }))

const cupBack = pieces.map((quantity) => ({
  ...baseLine(RATES[0] as TaxRate),
  kind: 'deposit' as const,
  unitMinor: toMinor(100),
  quantity: -quantity as Thousandths,
}))

const payIn = unitMinor.map((amount) => ({
  ...baseLine(NO_TAX),
  kind: 'account' as const,
  account: 'a1' as never,
  unitMinor: amount,
}))

/** What came back of another sale whose prices contained tax, at rates of today and of yesterday. */
const cameBack = fc
  .record({
    taxRate: fc.constantFrom(...RATES, RAISED),
    quantity: pieces,
    unitMinor: minor(5000),
    off: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ taxRate, quantity, unitMinor: worth, off }) => {
    const amount = Math.floor((worth * (quantity / 1000) * (100 - off)) / 100)
    return {
      ...baseLine(taxRate),
      unitMinor: worth,
      quantity: -quantity as Thousandths,
      returned: {
        ...{ sale: 's0' as SaleId, line: 0, receipt: 'A-000001', restock: true },
        amountMinor: toMinor(-amount),
        taxMinor: toMinor(-taxOf('inclusive', taxRate.ppm, toMinor(amount))),
      },
    }
  })

/** Lines of goods only, or of everything that a cart can hold. */
const linesOf = (kinds: fc.Arbitrary<Line & Partial<CartLine>>): fc.Arbitrary<readonly CartLine[]> =>
  fc
    .array(kinds, { minLength: 1, maxLength: 8 })
    .map((lines) => lines.map((line, index) => bare({ ...line, key: `l${index}` })))

const extras = {
  discount: optional(given),
  coupons: optional(fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3').map((id) => id as CouponId))),
  tip: optional(share.map((one) => ({ staff: null, ...one }))),
  service: optional(fc.constant('take-away' as const)),
  exempt: optional(fc.constant({ reason: 'Embassy', reference: '4711' })),
}

const cartOf = (lines: fc.Arbitrary<readonly CartLine[]>): fc.Arbitrary<Cart> =>
  fc
    .record({ id: fc.constant('sale-1' as SaleId), label: fc.constant(''), lines, ...extras })
    .map((cart) => bare(cart))

/** Carts of goods with every discount, tip and deposit. */
export const goodsCart: fc.Arbitrary<Cart> = cartOf(linesOf(goods))

/** Carts of all kinds of lines, returns among them. */
export const anyCart: fc.Arbitrary<Cart> = cartOf(
  linesOf(fc.oneof({ weight: 5, arbitrary: goods }, voucher, cupBack, payIn, cameBack)),
)

/** The same cart where what comes back was sold at prices of this mode. */
export const soldAt = (taxMode: TaxMode, cart: Cart): Cart => ({
  ...cart,
  lines: cart.lines.map(({ returned, ...line }) =>
    returned
      ? {
          ...line,
          returned: { ...returned, taxMinor: taxOf(taxMode, line.taxRate.ppm, returned.amountMinor) },
        }
      : line,
  ),
})

export const categoryOf = (id: ProductId): CategoryId => (id < 'p3' ? 'odd' : 'even') as CategoryId

export const anyRules: fc.Arbitrary<PriceRules> = fc.record({
  taxMode: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  taxPolicy: fc.record({
    rounding: fc.constantFrom('per-rate' as const, 'per-line' as const, 'per-receipt' as const),
    halves: fc.constantFrom('up' as const, 'even' as const),
  }),
  discountRule: fc.constantFrom('best' as const, 'stack' as const),
  promotions: fc.uniqueArray(promotion, { maxLength: 5, selector: ({ id }) => id }),
  coupons: fc.uniqueArray(coupon, { maxLength: 3, selector: ({ id }) => id }),
  categoryOf: fc.constant(categoryOf),
  takeAwayRates: fc.constant(new Map([['full' as TaxRateId, RATES[1] as TaxRate]])),
  now: fc.record({
    at: fc.integer({ min: -10, max: 10 }),
    day: fc.integer({ min: 0, max: 6 }),
    minute: fc.integer({ min: 0, max: 1439 }),
  }),
})
