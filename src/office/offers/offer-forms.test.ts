import { describe, expect, test } from 'vitest'
import type { CategoryId, CouponId, PromotionId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm } from '../../../core/domain/money.ts'
import type { Coupon, Promotion } from '../../../core/domain/promotion.ts'
import { plainLocation } from '../../../test/support/catalogue.ts'
import { type CouponForm, couponFormOf, madeUpCode, planCoupon } from './coupon-form.ts'
import { discountFormOf, planDiscounts } from './discount-form.ts'
import { type PromotionForm, planPromotion, promotionFormOf } from './promotion-form.ts'
import { ALWAYS } from './window-form.ts'

const scope = { products: [], categories: ['prints' as CategoryId] }
const promotion: Promotion = {
  ...{ id: 'p1' as PromotionId, name: 'Three for two', scope, window: ALWAYS, active: false },
  offer: { kind: 'n-for-m', count: 3, pay: 2 },
}
const place = { currency: 'EUR', locale: 'de', zone: 'Europe/Berlin', newId: () => 'new' }
const old = { ...place, promotion, promotions: [promotion] }
const fresh = { ...place, promotion: null, promotions: [promotion] }
const planOld = (change: Partial<PromotionForm>) => planPromotion({ ...promotionFormOf(old), ...change }, old)
const planNew = (change: Partial<PromotionForm>) =>
  planPromotion({ ...promotionFormOf(fresh), name: 'Happy hour', ...change }, fresh)

describe('O9: a promotion', () => {
  test('writes nothing when nothing was changed, and only what was', () => {
    expect(planOld({})).toEqual({ ok: true, value: [] })
    expect(planOld({ count: '4' })).toEqual({
      ok: true,
      value: [{ record: 'promotion', id: 'p1', fields: { offer: { kind: 'n-for-m', count: 4, pay: 2 } } }],
    })
  })

  test('a new one is written whole, and is on', () => {
    expect(planNew({ kind: 'percent', percent: '12,5' })).toMatchObject({
      value: [
        { id: 'new', fields: { offer: { kind: 'percent', ppm: 125_000 }, active: true, window: ALWAYS } },
      ],
    })
    expect(planNew({ kind: 'n-for-price', price: '10,00' })).toMatchObject({
      value: [{ fields: { offer: { kind: 'n-for-price', count: 3, priceMinor: 1000 } } }],
    })
    expect(planNew({ kind: 'amount-each', amount: '1' })).toMatchObject({
      value: [{ fields: { offer: { kind: 'amount-each', amountMinor: 100 } } }],
    })
  })

  test.each([
    ['JPY', '1200', 1200],
    ['KWD', '1,25', 1250],
    ['HUF', '12,50', 1250],
  ])('amounts in %s', (currency, amount, amountMinor) => {
    const context = { ...fresh, currency }
    const form = { ...promotionFormOf(context), name: 'Off', kind: 'amount-each' as const, amount }
    const offer = { kind: 'amount-each' as const, amountMinor: amountMinor as Minor }
    expect(planPromotion(form, context)).toMatchObject({ value: [{ fields: { offer } }] })
    const known = { ...context, promotion: { ...promotion, offer } }
    expect(planPromotion(promotionFormOf(known), known)).toEqual({ ok: true, value: [] })
  })

  test.each<[Partial<PromotionForm>, string, RegExp]>([
    [{ name: ' ' }, 'name', /Write a name/],
    [{ name: 'three FOR two' }, 'name', /Another promotion/],
    [{ kind: 'percent', percent: '101' }, 'percent', /100 at most/],
    [{ kind: 'percent', percent: '0' }, 'percent', /above nought/],
    [{ count: '1' }, 'count', /from 2 to 1,000/],
    [{ pay: '3' }, 'pay', /takes nothing off/],
    [{ kind: 'n-for-price', price: 'ten' }, 'price', /like 12,50/],
    [{ kind: 'amount-each', amount: '-1' }, 'amount', /nought or more/],
    [{ window: { ...promotionFormOf(fresh).window, from: '9' } }, 'to', /when it ends/],
  ])('%j is named', (change, field, words) => {
    expect(planNew(change)).toMatchObject({ ok: false, error: { [field]: expect.stringMatching(words) } })
  })
})

const coupon: Coupon = {
  ...{ id: 'c1' as CouponId, code: 'TEN', name: 'Ten off', ppm: 100_000 as Ppm, amountMinor: null },
  ...{ minimumMinor: 0 as Minor, uses: 1, scope, window: ALWAYS, active: true },
}
const known = { ...place, coupon, coupons: [coupon] }
const another = { ...place, coupon: null, coupons: [coupon] }
const planKnown = (change: Partial<CouponForm>) => planCoupon({ ...couponFormOf(known), ...change }, known)
const planAnother = (change: Partial<CouponForm>) =>
  planCoupon({ ...couponFormOf(another), code: 'spring 26', percent: '10', ...change }, another)

describe('O12: a coupon', () => {
  test('writes only what was changed; a share and an amount go together', () => {
    expect(planKnown({})).toEqual({ ok: true, value: [] })
    expect(planKnown({ limit: 'any' })).toMatchObject({ value: [{ fields: { uses: null } }] })
    expect(planKnown({ percent: '20' })).toMatchObject({
      value: [{ fields: { ppm: 200_000, amountMinor: null } }],
    })
    expect(planKnown({ kind: 'amount', amount: '5' })).toEqual({
      ok: true,
      value: [{ record: 'coupon', id: 'c1', fields: { ppm: null, amountMinor: 500 } }],
    })
  })

  test('its code is kept as a till compares it, and names it where nobody else does', () => {
    expect(planAnother({})).toMatchObject({ value: [{ fields: { code: 'SPRING26', name: 'SPRING26' } }] })
  })

  test.each<[Partial<CouponForm>, string, RegExp]>([
    [{ code: ' ' }, 'code', /Write a code/],
    [{ code: 't e n' }, 'code', /Another coupon has this code/],
    [{ percent: '101' }, 'percent', /100 at most/],
    [{ kind: 'amount', amount: '' }, 'amount', /like 12,50/],
    [{ minimum: 'much' }, 'minimum', /like 12,50/],
    [{ limit: 'count', uses: '0' }, 'uses', /from 1/],
  ])('%j is named', (change, field, words) => {
    expect(planAnother(change)).toMatchObject({ ok: false, error: { [field]: expect.stringMatching(words) } })
  })

  test('a made-up code has eight characters that do not look alike', () => {
    const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => index * 7)
    expect(madeUpCode(bytes)).toMatch(/^[0-9A-HJKMNPRSTV-Z]{8}$/)
  })
})

describe('O9: the rules of discounts', () => {
  const location = plainLocation()
  const opened = discountFormOf(location, 'de')

  test('only what differs is written; above 100 % is named', () => {
    expect(planDiscounts(opened, location)).toEqual({ ok: true, value: [] })
    expect(planDiscounts({ rule: 'stack', limit: '15' }, location)).toMatchObject({
      value: [{ record: 'location', fields: { discountRule: 'stack', discountLimit: 150_000 } }],
    })
    expect(planDiscounts({ ...opened, limit: '101' }, location)).toMatchObject({
      error: { limit: expect.stringMatching(/100 at most/) },
    })
  })
})
