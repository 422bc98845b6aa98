import { describe, expect, test } from 'vitest'
import { ALL_GOODS, ALWAYS, rateOf } from '../../test/support/random-carts.ts'
import type { Cart, CartLine } from './cart.ts'
import { couponWords, discountWords, tenderWords, tipWords } from './check-words.ts'
import { couponByCode, couponFlaw } from './coupon-check.ts'
import type { GivenDiscount } from './discount.ts'
import {
  checkDiscount,
  discountBase,
  discountsOverLimit,
  readDiscount,
  type ShareOrAmount,
} from './discount-check.ts'
import type { CouponId, SaleId, StaffId } from './ids.ts'
import { type Minor, ONE_PIECE, type Ppm, toMinor } from './money.ts'
import { parsePercent } from './parse-percent.ts'
import { type PriceRules, plainRules, priceCart } from './price-cart.ts'
import type { Coupon } from './promotion.ts'
import { isPlausibleCash } from './tender.ts'
import { checkTender } from './tender-check.ts'
import { checkTip } from './tip-check.ts'

const share = (ppm: number) => ({ ppm: ppm as Ppm, amountMinor: null })
const amount = (minor: number) => ({ ppm: null, amountMinor: minor as Minor })
const writing = { currency: 'EUR', locale: 'en-GB' }
const limit = 100_000 as Ppm

describe('M16: discounts that somebody types', () => {
  test.each([
    [share(1_010_000), 'above-hundred'],
    [share(-1), 'below-nought'],
    [share(0), 'nought'],
    [share(0.5), 'not-a-number'],
    [amount(-100), 'below-nought'],
    [amount(0), 'nought'],
    [amount(2001), 'above-total'],
    [amount(1e15), 'above-total'],
    [amount(Number.NaN), 'not-a-number'],
  ] as const)('%j of 20.00 is refused: %s', (given, kind) => {
    const checked = checkDiscount(given, toMinor(2000), { limit, role: 'owner' })
    expect(checked).toMatchObject({ ok: false, error: { kind } })
    if (!checked.ok) expect(discountWords(checked.error, writing)).toMatch(/\.$/)
  })

  test('up to the limit everybody gives it; above it who has the permission', () => {
    const by = (role: 'cashier' | 'manager', given: ReturnType<typeof share> | ReturnType<typeof amount>) =>
      checkDiscount(given, toMinor(2000), { limit, role })
    expect(by('cashier', share(100_000))).toEqual({ ok: true, value: 200 })
    expect(by('cashier', amount(200))).toEqual({ ok: true, value: 200 })
    expect(by('cashier', share(100_001))).toEqual({ ok: false, error: { kind: 'needs-permission', limit } })
    expect(by('cashier', amount(201))).toEqual({ ok: false, error: { kind: 'needs-permission', limit } })
    expect(by('manager', share(1_000_000))).toEqual({ ok: true, value: 2000 })
  })

  test('where there are no goods there is nothing to take off', () => {
    expect(checkDiscount(share(50_000), toMinor(0), { limit, role: 'owner' })).toEqual({
      ok: false,
      error: { kind: 'no-goods' },
    })
  })

  test.each([
    ['15 %', 'en-GB', share(150_000)],
    ['8,875%', 'de-DE', share(88_750)],
    ['5,00', 'de-DE', amount(500)],
    ['€5', 'en-GB', amount(500)],
  ] as const)('%s in %s is read', (text, locale, value) => {
    expect(readDiscount(text, 'EUR', locale)).toEqual({ ok: true, value })
  })

  test.each([
    ['101 %', 'above-hundred'],
    ['-5 %', 'below-nought'],
    ['1.23456 %', 'too-many-decimals'],
    ['%', 'empty'],
    ['ten %', 'not-a-number'],
    ['1e3 %', 'not-a-number'],
    ['5.001', 'too-many-decimals'],
  ])('%s is refused: %s', (text, error) => {
    expect(readDiscount(text, 'EUR', 'en-GB')).toEqual({ ok: false, error })
  })

  test('a hundred percent is a percentage, and so is nought', () => {
    expect(parsePercent('100')).toEqual({ ok: true, value: 1_000_000 })
    expect(parsePercent('0')).toEqual({ ok: true, value: 0 })
  })
})

describe('M41: a discount that was within the limit when it was given', () => {
  const line = (key: string, unit: number, discount?: GivenDiscount): CartLine => ({
    ...{ key, product: null, variant: null, name: 'Print', variantName: '', sku: null, note: '', discount },
    ...{ quantity: ONE_PIECE, unitMinor: toMinor(unit), listMinor: null, taxRate: rateOf('full', 190_000) },
  })
  const given = (share: ShareOrAmount, by = 'cashier'): GivenDiscount => ({
    ...{ reason: 'Regular', by: by as StaffId },
    ...share,
  })
  const over = (lines: readonly CartLine[], discount?: GivenDiscount) =>
    discountsOverLimit({ id: 's' as SaleId, label: '', lines, discount }, plainRules('inclusive'), {
      limit,
      mayGive: (by) => by === 'manager',
    }).map(({ place, offMinor }) => [place, offMinor])

  test('is above it once dear goods were taken out', () => {
    const tenOff = given(amount(1000))
    expect(over([line('a', 10_000), line('b', 500)], tenOff)).toEqual([])
    expect(over([line('b', 500)], tenOff)).toEqual([[null, 500]])
    expect(over([], tenOff)).toEqual([])
    expect(over([line('b', 500, given(amount(60)))])).toEqual([['b', 60]])
  })

  test('is within it for good where it is a share, or where somebody gave it who may', () => {
    expect(over([line('b', 500, given(share(100_000)))], given(share(100_000)))).toEqual([])
    expect(over([line('b', 500)], given(amount(1000), 'manager'))).toEqual([])
    expect(over([line('b', 500)], given(share(100_001)))).toEqual([[null, 50]])
  })
})

describe('M21: tips that somebody types', () => {
  test.each([
    [amount(-1), 'below-nought'],
    [amount(1e15), 'too-large'],
    [amount(0.5), 'not-a-number'],
    [amount(1001), 'doubtful'],
    [share(1_000_001), 'doubtful'],
  ] as const)('%j on 10.00 is refused or asked about: %s', (tip, kind) => {
    const checked = checkTip(tip, toMinor(1000))
    expect(checked).toMatchObject({ ok: false, error: { kind } })
    if (!checked.ok) expect(tipWords(checked.error, writing)).toMatch(/\.$/)
  })

  test('a great tip passes once somebody is sure; nothing is a tip too', () => {
    expect(checkTip(amount(1001), toMinor(1000), { isSure: true })).toEqual({ ok: true, value: 1001 })
    expect(checkTip(amount(0), toMinor(1000))).toEqual({ ok: true, value: 0 })
    expect(checkTip(share(150_000), toMinor(1000))).toEqual({ ok: true, value: 150 })
  })
})

describe('M28: amounts that somebody wants to pay with', () => {
  test.each([
    ['EUR', 900, 20_000, true],
    ['EUR', 900, 200_900, true],
    ['EUR', 900, 200_901, false],
    ['EUR', 900, 1_000_000_000_000, false],
    ['EUR', 1_000_000_000_000, 1_000_000_000_000, true],
    ['JPY', 150, 10_000, true],
    ['JPY', 150, 1_000_000, false],
    ['UZS', 50_000, 20_000_000, true],
    ['UZS', 50_000, 1_000_000_000_000, false],
  ])('%s, %d due: whether %d may have been handed over: %s', (currency, due, tendered, isPlausible) => {
    expect(isPlausibleCash(toMinor(due), toMinor(tendered), currency)).toBe(isPlausible)
  })

  test.each([
    ['cash', 0, 1000, 'nought'],
    ['cash', -500, 1000, 'below-nought'],
    ['cash', 1e15, 1000, 'too-large'],
    ['card', 1e300, 1000, 'too-large'],
    ['card', 0.1, 1000, 'not-a-number'],
    ['card', 1001, 1000, 'above-left'],
    ['voucher', 1001, 1000, 'above-left'],
    ['card', 1, 0, 'nothing-left'],
    ['cash', 1001, -1000, 'above-left'],
  ] as const)('%s of %d towards %i is refused: %s', (kind, wanted, left, flaw) => {
    const checked = checkTender(kind, wanted, toMinor(left))
    expect(checked).toMatchObject({ ok: false, error: { kind: flaw } })
    if (!checked.ok) expect(tenderWords(checked.error, writing)).toMatch(/\.$/)
  })

  test('only cash may be more than what is left, and only when it comes in', () => {
    expect(checkTender('cash', 5000, toMinor(1000))).toEqual({ ok: true, value: 5000 })
    expect(checkTender('card', 1000, toMinor(-1000))).toEqual({ ok: true, value: 1000 })
  })
})

describe('M17: coupons', () => {
  const coupon: Coupon = {
    ...{ id: 'c' as CouponId, code: 'SUMMER10', name: 'Summer', ppm: 100_000 as Ppm, amountMinor: null },
    ...{ minimumMinor: toMinor(1000), uses: 2, scope: ALL_GOODS, window: ALWAYS, active: true },
  }
  const line = {
    ...{ key: 'l', product: null, variant: null, name: 'Print', variantName: '', sku: null, note: '' },
    ...{ quantity: ONE_PIECE, unitMinor: toMinor(2000), listMinor: null, taxRate: rateOf('full', 190_000) },
  }
  const cart: Cart = { id: 's' as SaleId, label: '', lines: [line] }
  const rules: PriceRules = { ...plainRules('inclusive'), now: { at: 500, day: 1, minute: 600 } }
  const window = (change: Partial<Coupon['window']>): Partial<Coupon> => ({
    window: { ...ALWAYS, ...change },
  })

  test.each([
    [{ active: false }, 0, 'switched-off'],
    [window({ startsAt: 501 }), 0, 'not-yet'],
    [window({ endsAt: 500 }), 0, 'over'],
    [window({ days: [2] }), 0, 'not-now'],
    [window({ fromMinute: 601 }), 0, 'not-now'],
    [{}, 2, 'used-up'],
    [{ minimumMinor: toMinor(2001) }, 0, 'below-minimum'],
    [{ scope: { products: ['other' as never], categories: [] } }, 0, 'nothing-in-scope'],
  ] as const)('%j after %i uses takes nothing off, and says why: %s', (change, uses, kind) => {
    const one = { ...coupon, ...(change as Partial<Coupon>) }
    const flaw = couponFlaw(one, cart, rules, uses)
    expect(flaw).toMatchObject({ kind })
    if (flaw) expect(couponWords(flaw, writing)).toMatch(/\.$/)
    if (kind === 'used-up') return
    const priced = priceCart({ ...cart, coupons: [one.id] }, { ...rules, coupons: [one] })
    expect(priced.totals.totalMinor).toBe(2000)
  })

  test('one that applies takes its share off, and its code is read as people type it', () => {
    expect(couponFlaw(coupon, cart, rules, 1)).toBeNull()
    for (const [kept, typed] of [
      [coupon, ' summer 10 '] as const,
      [{ ...coupon, code: 'Straße' }, 'strasse'],
    ] as const)
      expect(couponByCode([kept], typed)).toBe(kept)
    for (const typed of ['winter', '', ' ']) expect(couponByCode([coupon], typed)).toBeUndefined()
    const priced = priceCart({ ...cart, coupons: [coupon.id] }, { ...rules, coupons: [coupon] })
    expect(priced.totals.totalMinor).toBe(1800)
    expect(priced.lines[0]?.discounts).toEqual([
      { source: 'coupon', ref: 'c', label: 'Summer', ppm: 100_000, amountMinor: 200 },
    ])
  })

  test('M18: whether it applies does not hang on another coupon; what it takes off does', () => {
    const half = { ...coupon, id: 'b' as CouponId, ppm: 500_000 as Ppm, minimumMinor: toMinor(2000) }
    const both = { ...cart, coupons: [coupon.id, half.id] }
    const priced = priceCart(both, { ...rules, coupons: [coupon, { ...half, id: 'd' as CouponId }, half] })
    expect(priced.lines[0]?.discounts?.map(({ ref, amountMinor }) => [ref, amountMinor])).toEqual([
      ['b', 1000],
      ['c', 100],
    ])
  })

  test('M16: a discount is measured against what the goods come to without it', () => {
    const given = { reason: 'x', by: null, ...share(500_000) }
    const shown = { ...cart, lines: [{ ...line, discount: given }], discount: given }
    expect(discountBase(shown, rules, 'l')).toBe(2000)
    expect(discountBase(shown, rules, null)).toBe(1000)
    expect(priceCart(shown, rules).totals.totalMinor).toBe(500)
  })
})
