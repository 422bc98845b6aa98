import { describe, expect, test } from 'vitest'
import { ALL_GOODS, ALWAYS, categoryOf, RATES, rateOf } from '../../test/support/random-carts.ts'
import type { Cart, CartLine } from './cart.ts'
import type { CategoryId, ProductId, PromotionId, SaleId, TaxRateId } from './ids.ts'
import { MAX_MINOR, type Ppm, type Thousandths, toMinor } from './money.ts'
import { type PriceRules, plainRules, priceCart } from './price-cart.ts'
import type { DiscountRule, Offer, Promotion, Window } from './promotion.ts'
import { isRunning } from './promotion-window.ts'
import type { TaxMode, TaxRate } from './tax.ts'

const FULL = RATES[0] as TaxRate

const goods = (name: string, unitMinor: number, count = 1, change: Partial<CartLine> = {}): CartLine => ({
  ...{ key: name, product: name as ProductId, variant: null, name, variantName: '', sku: null, note: '' },
  ...{ quantity: (count * 1000) as Thousandths, unitMinor: toMinor(unitMinor), listMinor: null },
  taxRate: FULL,
  ...change,
})

const percent = (share: number): Offer => ({ kind: 'percent', ppm: (share * 10_000) as Ppm })
const threeForTwo: Offer = { kind: 'n-for-m', count: 3, pay: 2 }

const promotion = (id: string, offer: Offer, products: readonly string[] = []): Promotion => ({
  ...{ id: id as PromotionId, name: id, offer, window: ALWAYS, active: true },
  scope: { products: products as readonly ProductId[], categories: [] },
})

const rulesOf = (promotions: readonly Promotion[], discountRule: DiscountRule = 'best'): PriceRules => ({
  ...plainRules('inclusive'),
  ...{ promotions, discountRule, categoryOf },
})

const cartOf = (lines: readonly CartLine[], change: Partial<Cart> = {}): Cart => ({
  ...{ id: 's' as SaleId, label: '', lines },
  ...change,
})

const amounts = (lines: readonly CartLine[], rules: PriceRules) =>
  priceCart(cartOf(lines), rules).lines.map(({ amountMinor }) => amountMinor)

const given = (share: number) => ({
  reason: 'Scratch',
  by: null,
  ppm: (share * 10_000) as Ppm,
  amountMinor: null,
})

describe('M14: offers on several pieces', () => {
  test.each<[string, Offer, readonly CartLine[], readonly number[]]>([
    ['three for two', threeForTwo, [goods('a', 900, 3)], [1800]],
    ['two are not three', threeForTwo, [goods('a', 900, 2)], [1800]],
    ['five make one group', threeForTwo, [goods('a', 900, 5)], [3600]],
    ['six make two', threeForTwo, [goods('a', 900, 6)], [3600]],
    // 5.00 off, shared by 10, 7, 5: the cheapest of the three is free.
    [
      'mixed, the cheapest is free',
      threeForTwo,
      [goods('a', 1000), goods('b', 500), goods('c', 700)],
      [773, 386, 541],
    ],
    // Groups (10, 9, 8) and (3, 2, 1): 8.00 and 1.00 free, the best that can be.
    [
      'the dearest are grouped together',
      threeForTwo,
      [goods('a', 100), goods('b', 1000), goods('c', 300), goods('d', 900), goods('e', 200), goods('f', 800)],
      [73, 727, 218, 655, 145, 582],
    ],
    [
      'two for 15.00',
      { kind: 'n-for-price', count: 2, priceMinor: toMinor(1500) },
      [goods('a', 900, 2)],
      [1500],
    ],
    [
      'two for 15.00, where two cost less',
      { kind: 'n-for-price', count: 2, priceMinor: toMinor(1500) },
      [goods('a', 700, 2)],
      [1400],
    ],
    [
      'two for 15.00, four of them, the last two cheaper than that',
      { kind: 'n-for-price', count: 2, priceMinor: toMinor(1500) },
      [goods('a', 1000, 2), goods('b', 700, 2)],
      [1500, 1400],
    ],
    ['weighed goods have no pieces', threeForTwo, [goods('a', 900, 3, { unit: 'kg' })], [2700]],
    ['nor has half a piece', threeForTwo, [goods('a', 900, 3.5)], [3150]],
    [
      'five for one, all at once',
      { kind: 'n-for-m', count: 5, pay: 1 },
      [goods('a', 100, 99_995)],
      [1_999_900],
    ],
    [
      'paying more than there are is no offer',
      { kind: 'n-for-m', count: 2, pay: 3 },
      [goods('a', 100, 4)],
      [400],
    ],
  ])('%s', (_, offer, lines, expected) => {
    expect(amounts(lines, rulesOf([promotion('p', offer)]))).toEqual(expected)
  })
})

test.each<[string, Offer, number]>([
  ['so much off each piece', { kind: 'amount-each', amountMinor: toMinor(MAX_MINOR) }, 0],
  ['n for a price', { kind: 'n-for-price', count: 1, priceMinor: toMinor(MAX_MINOR) }, 99_999],
])('M14: an amount beyond any, by a slip in the office, ends no till: %s', (_, offer, expected) => {
  expect(amounts([goods('a', 1, 99_999)], rulesOf([promotion('p', offer)]))).toEqual([expected])
})

describe('M12: best for the customer', () => {
  test('the greater of two shares', () => {
    const rules = rulesOf([promotion('p10', percent(10)), promotion('p20', percent(20), ['a'])])
    expect(amounts([goods('a', 1000), goods('b', 1000)], rules)).toEqual([800, 900])
  })

  test('of equal ones the first by id, however they are listed', () => {
    const listed = [promotion('b', percent(10)), promotion('a', percent(10))]
    for (const promotions of [listed, listed.toReversed()])
      expect(priceCart(cartOf([goods('x', 1000)]), rulesOf(promotions)).lines[0]?.discounts).toEqual([
        { source: 'promotion', ref: 'a', label: 'a', ppm: 100_000, amountMinor: 100 },
      ])
  })

  test('goods at half price stay out of a group that would save less', () => {
    const rules = rulesOf([promotion('3for2', threeForTwo), promotion('half', percent(50), ['sale'])])
    expect(amounts([goods('a', 1000, 3), goods('sale', 1200)], rules)).toEqual([2000, 600])
  })

  test('a group that saves nothing claims nothing', () => {
    const twoForTen: Offer = { kind: 'n-for-price', count: 2, priceMinor: toMinor(1000) }
    const rules = rulesOf([promotion('2for10', twoForTen), promotion('p10', percent(10))])
    expect(amounts([goods('a', 600, 2), goods('b', 500, 2)], rules)).toEqual([1000, 900])
  })

  test('a basket costs no more than its parts: groups that lose by a half price are left, the others are made', () => {
    const rules = rulesOf([promotion('3for2', threeForTwo), promotion('half', percent(50), ['drink'])])
    // 20.00 + 56.00: one group of two foods and a drink takes 8.00 off, six drinks are at half price.
    expect(priceCart(cartOf([goods('food', 1000, 2), goods('drink', 800, 7)]), rules).totals.totalMinor).toBe(
      4400,
    )
    const twoForTen: Offer = { kind: 'n-for-price', count: 2, priceMinor: toMinor(1000) }
    const drinks = rulesOf([promotion('2for10', twoForTen), promotion('p30', percent(30))])
    expect(amounts([goods('a', 900, 2), goods('b', 700, 2)], drinks)).toEqual([1000, 980])
  })

  test('a group that loses is looked for without its dearest piece', () => {
    const rules = rulesOf([
      promotion('2for1', { kind: 'n-for-m', count: 2, pay: 1 }),
      promotion('p30', percent(30)),
    ])
    // 30 % off 10.00 and 1.00; of the two at 4.00 one is free.
    expect(amounts([goods('a', 1000), goods('b', 400), goods('c', 400), goods('d', 100)], rules)).toEqual([
      700, 200, 200, 70,
    ])
  })

  test('what one group has claimed is not there for another', () => {
    const twoForFifteen: Offer = { kind: 'n-for-price', count: 2, priceMinor: toMinor(1500) }
    const rules = rulesOf([promotion('3for2', threeForTwo), promotion('then', twoForFifteen)])
    expect(amounts([goods('a', 1000, 5)], rules)).toEqual([3500])
    expect(amounts([goods('a', 1000, 6)], rules)).toEqual([4000])
  })

  test('pieces that no group has claimed keep their own promotion', () => {
    const rules = rulesOf([promotion('3for2', threeForTwo), promotion('p10', percent(10))])
    // Three of four: 10.00 off instead of 3.00; the fourth 10 % off.
    expect(amounts([goods('a', 1000, 4)], rules)).toEqual([2900])
  })

  test('a discount by hand stays where it takes more off, and goes where it takes less', () => {
    const rules = rulesOf([promotion('p20', percent(20))])
    const lines = [
      goods('a', 1000, 1, { discount: given(50) }),
      goods('b', 1000, 1, { discount: given(10) }),
      goods('c', 1000, 1, { discount: given(20) }),
    ]
    expect(
      priceCart(cartOf(lines), rules).lines.map(({ discounts = [] }) =>
        discounts.map(({ source }) => source),
      ),
    ).toEqual([['line'], ['promotion'], ['line']])
  })

  test('a group that a discount by hand leaves is looked for again without it', () => {
    const rules = rulesOf([promotion('3for2', threeForTwo)])
    const lines = [
      goods('a', 1000, 1, { discount: given(50) }),
      goods('b', 1000),
      goods('c', 1000),
      goods('d', 1000),
    ]
    expect(amounts(lines, rules)).toEqual([500, 666, 667, 667])
    expect(amounts(lines.slice(0, 3), rules)).toEqual([500, 1000, 1000])
  })

  test('M10: deposits, vouchers, tips, payments on account and what comes back are neither cheaper nor counted', () => {
    const rules = rulesOf([promotion('3for2', threeForTwo), promotion('p10', percent(10))])
    const back = { sale: null, line: 0, receipt: '', restock: true }
    const lines = [
      goods('a', 1000, 2),
      goods('cup', 1000, 1, { kind: 'deposit' }),
      goods('card', 1000, 1, {
        kind: 'voucher',
        voucher: { code: 'V' as never, purpose: 'multi', expiresAt: null },
      }),
      goods('tab', 1000, 1, { kind: 'account', account: 'x' as never }),
      goods('b', 1000, -1, { returned: { ...back, amountMinor: toMinor(-900), taxMinor: toMinor(-144) } }),
    ]
    expect(amounts(lines, rules)).toEqual([1800, 1000, 1000, 1000, -900])
  })
})

describe('M15: stacked', () => {
  test('by hand, then each in the order of ids, on what is left', () => {
    const promotions = [
      promotion('2', { kind: 'amount-each', amountMinor: toMinor(100) }),
      promotion('1', percent(50)),
    ]
    const lines = [goods('a', 1000, 2, { discount: given(10) })]
    const { discounts, amountMinor } = priceCart(cartOf(lines), rulesOf(promotions, 'stack')).lines[0] ?? {}
    expect(discounts?.map((one) => [one.source, one.ref, one.amountMinor])).toEqual([
      ['line', undefined, 200],
      ['promotion', '1', 900],
      ['promotion', '2', 200],
    ])
    expect(amountMinor).toBe(700)
  })

  test('never below nought', () => {
    const promotions = [
      promotion('1', percent(90)),
      promotion('2', { kind: 'amount-each', amountMinor: toMinor(500) }),
    ]
    expect(amounts([goods('a', 1000)], rulesOf(promotions, 'stack'))).toEqual([0])
  })

  test('a group counts pieces at what is left of them', () => {
    const promotions = [promotion('1', percent(50), ['a']), promotion('2', threeForTwo)]
    // a is 5.00 by then, so the free one is a.
    expect(amounts([goods('a', 1000), goods('b', 600, 2)], rulesOf(promotions, 'stack'))).toEqual([353, 847])
  })
})

describe('M13: when a promotion runs', () => {
  const at = (day: number, hour: number, minute = 0) => ({ at: 1000, day, minute: hour * 60 + minute })
  const during = (change: Partial<Window>) => ({ active: true, window: { ...ALWAYS, ...change } })

  test.each<[string, Partial<Window>, ReturnType<typeof at>, boolean]>([
    ['always', {}, at(0, 0), true],
    ['from its start', { startsAt: 1000 }, at(0, 0), true],
    ['not before it', { startsAt: 1001 }, at(0, 0), false],
    ['not from its end', { endsAt: 1000 }, at(0, 0), false],
    ['until its end', { endsAt: 1001 }, at(0, 0), true],
    ['on its day', { days: [5] }, at(5, 12), true],
    ['not on another', { days: [5] }, at(6, 12), false],
    ['from its minute', { fromMinute: 1020, toMinute: 1080 }, at(5, 17), true],
    ['up to its other minute', { fromMinute: 1020, toMinute: 1080 }, at(5, 17, 59), true],
    ['not from that minute', { fromMinute: 1020, toMinute: 1080 }, at(5, 18), false],
    ['from an hour to midnight', { fromMinute: 1320, toMinute: null }, at(5, 23, 59), true],
    ['from midnight to an hour', { fromMinute: null, toMinute: 60 }, at(5, 1), false],
    ['past midnight, in the evening', { days: [5], fromMinute: 1320, toMinute: 120 }, at(5, 23), true],
    [
      'past midnight, in the night that follows',
      { days: [5], fromMinute: 1320, toMinute: 120 },
      at(6, 1),
      true,
    ],
    ['past midnight, not the night before', { days: [5], fromMinute: 1320, toMinute: 120 }, at(5, 1), false],
    ['past midnight, over Saturday', { days: [6], fromMinute: 1320, toMinute: 120 }, at(0, 1), true],
    ['from an hour to itself: round the clock', { fromMinute: 600, toMinute: 600 }, at(5, 9), true],
  ])('%s', (_, change, now, is) => {
    expect(isRunning(during(change), now)).toBe(is)
  })

  test('one that is switched off does not run', () => {
    expect(isRunning({ ...during({}), active: false }, at(0, 0))).toBe(false)
  })

  test('its scope is products and categories; all goods where both are empty, custom amounts among them', () => {
    const category = {
      ...promotion('c', percent(10)),
      scope: { products: [], categories: ['odd' as CategoryId] },
    }
    const lines = [goods('p1', 1000), goods('p4', 1000), goods('custom', 1000, 1, { product: null })]
    expect(amounts(lines, rulesOf([category]))).toEqual([900, 1000, 1000])
    expect(amounts(lines, rulesOf([{ ...category, scope: ALL_GOODS }]))).toEqual([900, 900, 900])
  })
})

describe('M9: what is taken off the basket', () => {
  test('is shared by the largest remainder on what the lines come to by then', () => {
    const lines = [goods('a', 1000, 1, { discount: given(50) }), goods('b', 333), goods('c', 167)]
    const off = { reason: 'Friends', by: null, ppm: null, amountMinor: toMinor(100) }
    const priced = priceCart(cartOf(lines, { discount: off }), rulesOf([]))
    expect(priced.lines.map(({ amountMinor }) => amountMinor)).toEqual([450, 300, 150])
    expect(priced.totals).toMatchObject({ subtotalMinor: 1500, discountMinor: 600, totalMinor: 900 })
  })

  test('M7: a discount below nought, which no screen gives, makes nothing dearer', () => {
    const off = { reason: 'x', by: null, ppm: null, amountMinor: toMinor(-500) }
    const lines = [goods('a', 999, 1, { discount: off })]
    expect(priceCart(cartOf(lines, { discount: off }), rulesOf([])).totals.totalMinor).toBe(999)
  })

  test('M7: is never more than there is, and a share is rounded once', () => {
    const off = (amount: number) => ({ reason: 'x', by: null, ppm: null, amountMinor: toMinor(amount) })
    expect(priceCart(cartOf([goods('a', 999)], { discount: off(5000) }), rulesOf([])).totals.totalMinor).toBe(
      0,
    )
    const third = priceCart(
      cartOf([goods('a', 5), goods('b', 5), goods('c', 5)], { discount: given(10) }),
      rulesOf([]),
    )
    expect(third.totals.discountMinor).toBe(2)
  })
})

describe('M20: deposits', () => {
  const cup = {
    ...{ product: 'cup' as ProductId, variant: null, name: 'Cup', sku: null },
    ...{ unitMinor: toMinor(200), taxRate: FULL },
  }

  test('stand behind the goods, one line for each deposit product, with the pieces of all goods', () => {
    const bottle = { ...cup, product: 'bottle' as ProductId, name: 'Bottle', unitMinor: toMinor(25) }
    const lines = [
      goods('beer', 400, 2, { deposit: cup }),
      goods('water', 200, 1, { deposit: bottle }),
      goods('wine', 500, 1, { deposit: cup }),
      goods('olives', 2000, 1.35, { unit: 'kg', deposit: cup }),
      goods('pie', 900, 1.5, { deposit: cup }),
    ]
    const priced = priceCart(cartOf(lines, { discount: given(10) }), rulesOf([]))
    expect(priced.lines.slice(5)).toMatchObject([
      { kind: 'deposit', name: 'Cup', quantity: 6000, amountMinor: 1200 },
      { kind: 'deposit', name: 'Bottle', quantity: 1000, amountMinor: 25 },
    ])
  })

  test('goods that come back bring none: their cups come back as lines of their own', () => {
    const returned = {
      sale: null,
      line: 0,
      receipt: '',
      restock: true,
      amountMinor: toMinor(-400),
      taxMinor: toMinor(0),
    }
    expect(amounts([goods('beer', 400, -1, { deposit: cup, returned })], rulesOf([]))).toEqual([-400])
  })

  test('a cup that comes back is a line below nought, and may be all there is', () => {
    const priced = priceCart(
      cartOf([goods('cup', 200, -3, { kind: 'deposit' })]),
      rulesOf([promotion('p', percent(10))]),
    )
    expect(priced.totals.totalMinor).toBe(-600)
  })
})

describe('M21: tips', () => {
  const tip = (share: number | null, amount = 0, staff: string | null = null): Pick<Cart, 'tip'> => ({
    tip:
      share === null
        ? { staff: staff as never, ppm: null, amountMinor: toMinor(amount) }
        : { staff: staff as never, ppm: (share * 10_000) as Ppm, amountMinor: null },
  })

  test('are a line of their own, untaxed, no turnover', () => {
    const priced = priceCart(cartOf([goods('a', 1190)], tip(10, 0, 'ana')), rulesOf([]))
    expect(priced.lines[1]).toMatchObject({ kind: 'tip', staff: 'ana', amountMinor: 119 })
    expect(priced.totals).toMatchObject({
      subtotalMinor: 1190,
      tipMinor: 119,
      taxMinor: 190,
      totalMinor: 1309,
    })
  })

  test('a share is one of all that is to pay, tax that is added among it', () => {
    const rules = { ...rulesOf([]), taxMode: 'exclusive' as TaxMode }
    expect(priceCart(cartOf([goods('a', 1000)], tip(10)), rules).totals).toMatchObject({
      tipMinor: 119,
      totalMinor: 1309,
    })
  })

  test('there is none of nothing, nor below nought', () => {
    for (const nothing of [tip(0), tip(null, 0), tip(null, -100)])
      expect(priceCart(cartOf([goods('a', 1000)], nothing), rulesOf([])).lines).toHaveLength(1)
    const back = cartOf([goods('cup', 200, -1, { kind: 'deposit' })], tip(10))
    expect(priceCart(back, rulesOf([])).lines).toHaveLength(1)
  })
})

describe('M19 and M24: what changes the tax of a sale', () => {
  const exempt = { exempt: { reason: 'Embassy', reference: '4711' } }

  test('M19: an exempt customer pays prices without the tax in them', () => {
    const lines = [goods('a', 1190), goods('b', 1070, 1, { taxRate: rateOf('reduced', 70_000) })]
    const { lines: priced, totals } = priceCart(cartOf(lines, exempt), rulesOf([]))
    expect(priced.map(({ amountMinor, taxRate }) => [amountMinor, taxRate.id])).toEqual([
      [1000, 'exempt'],
      [1000, 'exempt'],
    ])
    expect(priced[0]?.discounts).toEqual([{ source: 'exemption', label: 'Exempt', amountMinor: 190 }])
    expect(totals).toMatchObject({ totalMinor: 2000, taxMinor: 0, taxes: [{ id: 'exempt', netMinor: 2000 }] })
  })

  test('M19: where prices exclude tax it is not added; a deposit keeps its price and rate', () => {
    const cup = {
      product: null,
      variant: null,
      name: 'Cup',
      sku: null,
      unitMinor: toMinor(119),
      taxRate: FULL,
    }
    const lines = [goods('a', 1000, 1, { deposit: cup })]
    expect(priceCart(cartOf(lines, exempt), { ...rulesOf([]), taxMode: 'exclusive' }).totals).toMatchObject({
      totalMinor: 1142,
      taxMinor: 23,
    })
  })

  test('M19: whoever hands in a cup or a voucher gets the same for it, exempt or not', () => {
    const voucher = { code: 'V' as never, purpose: 'single' as const, expiresAt: null }
    const lines = [
      goods('a', 1190),
      goods('cup', 119, -1, { kind: 'deposit' }),
      goods('card', 500, -1, { kind: 'voucher', voucher }),
    ]
    expect(priceCart(cartOf(lines, exempt), rulesOf([])).lines.map(({ amountMinor }) => amountMinor)).toEqual(
      [1000, -119, -500],
    )
  })

  test('M8: the tax that an exempt customer does not pay is that of taking away', () => {
    const takeAwayRates = new Map([['full' as TaxRateId, RATES[1] as TaxRate]])
    const cart = cartOf([goods('a', 1070)], { ...exempt, service: 'take-away' })
    expect(priceCart(cart, { ...rulesOf([]), takeAwayRates }).totals.totalMinor).toBe(1000)
  })

  test('M24: taken away, goods have the other rate at the same price', () => {
    const takeAwayRates = new Map([['full' as TaxRateId, RATES[1] as TaxRate]])
    const priced = priceCart(cartOf([goods('a', 1070)], { service: 'take-away' }), {
      ...rulesOf([]),
      takeAwayRates,
    })
    expect(priced.totals.taxes).toEqual([{ ...RATES[1], netMinor: 1000, taxMinor: 70, grossMinor: 1070 }])
    expect(priceCart(cartOf([goods('a', 1070)]), { ...rulesOf([]), takeAwayRates }).totals.taxMinor).toBe(171)
  })
})

describe('M25: policies of rounding', () => {
  const three = [goods('a', 33), goods('b', 33), goods('c', 33, 1, { taxRate: rateOf('reduced', 70_000) })]
  test.each([
    // Taxes of 33 cents at 19 %: 6.27 each; of 33 at 7 %: 2.31.
    ['per-rate', [13, 2]],
    ['per-line', [12, 2]],
    ['per-receipt', [13, 2]],
  ] as const)('%s', (rounding, taxes) => {
    const rules: PriceRules = { ...rulesOf([]), taxMode: 'exclusive', taxPolicy: { rounding, halves: 'up' } }
    expect(priceCart(cartOf(three), rules).totals.taxes.map(({ taxMinor }) => taxMinor)).toEqual(taxes)
  })

  test('halves go away from nought, or to the even neighbour', () => {
    const tax = (halves: 'up' | 'even', unitMinor: number) =>
      priceCart(cartOf([goods('a', unitMinor, 1, { taxRate: rateOf('r', 50_000) })]), {
        ...rulesOf([]),
        taxMode: 'exclusive',
        taxPolicy: { rounding: 'per-rate', halves },
      }).totals.taxMinor
    // 5 % of 0.50 is 2.5 cents, of 0.30 it is 1.5.
    expect([tax('up', 50), tax('even', 50), tax('up', 30), tax('even', 30)]).toEqual([3, 2, 2, 2])
  })

  test('one rounding for the receipt: 3 × 0.4 cents at three rates are one cent, not none', () => {
    const lines = ['x', 'y', 'z'].map((id) => goods(id, 4, 1, { taxRate: rateOf(id, 100_000) }))
    const rules = (rounding: 'per-rate' | 'per-receipt'): PriceRules => ({
      ...rulesOf([]),
      taxMode: 'exclusive',
      taxPolicy: { rounding, halves: 'up' },
    })
    expect(priceCart(cartOf(lines), rules('per-rate')).totals.taxMinor).toBe(0)
    expect(priceCart(cartOf(lines), rules('per-receipt')).totals.taxMinor).toBe(1)
  })
})
