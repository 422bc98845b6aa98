import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../../test/support/property-runs.ts'
import { anyRules, goodsCart, rateOf } from '../../test/support/random-carts.ts'
import type { Cart, CartLine } from './cart.ts'
import type { SaleId, TenderId, VoucherCode } from './ids.ts'
import { type Minor, type Ppm, type Thousandths, toMinor } from './money.ts'
import { type PriceRules, plainRules, priceCart } from './price-cart.ts'
import { redeemable } from './redemption.ts'
import { completeSale } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'

const VAT = rateOf('full', 190_000)
const REDUCED = rateOf('reduced', 70_000)

const line = (unitMinor: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key: `${unitMinor}`, product: null, variant: null, name: 'Print', variantName: '', sku: null },
  ...{ quantity: 1000 as Thousandths, unitMinor: toMinor(unitMinor), listMinor: null, note: '' },
  taxRate: VAT,
  ...more,
})

const redeem = (unitMinor: number, key = 'redeem', taxRate = VAT): CartLine =>
  line(unitMinor, {
    ...{ key, kind: 'voucher', quantity: -1000 as Thousandths, taxRate },
    voucher: { code: `V-${key}` as VoucherCode, purpose: 'single', expiresAt: null },
  })

const cartOf = (lines: readonly CartLine[], more: Partial<Cart> = {}): Cart => ({
  ...{ id: 's' as SaleId, label: '', lines, ...more },
})

describe('M45: a voucher for certain goods pays for goods of its rate, and never becomes money', () => {
  const off = { reason: 'Regular', by: null, ppm: 100_000 as Ppm, amountMinor: null }
  const exempt = { reason: 'Embassy', reference: '1' }
  const cup = {
    ...{ product: null, variant: null, name: 'Cup', sku: null },
    unitMinor: toMinor(100),
    taxRate: VAT,
  }

  test.each<[string, Cart, number, number]>([
    ['its goods', cartOf([line(2000), redeem(2000)]), 0, -2000],
    ['its goods when they are gone', cartOf([redeem(2000)]), 0, 0],
    ['10 % off the basket', cartOf([line(2000), redeem(2000)], { discount: off }), 0, -1800],
    ['an exempt customer', cartOf([line(2000), redeem(2000)], { exempt }), 0, -1681],
    ['taken away', cartOf([line(2000), redeem(2000)], { service: 'take-away' }), 0, -2000],
    ['goods of another rate', cartOf([line(2000, { taxRate: REDUCED }), redeem(2000)]), 2000, 0],
    ['a deposit, which comes back in cash', cartOf([line(500, { deposit: cup }), redeem(600)]), 100, -500],
    ['two of them', cartOf([line(2000), redeem(1500, 'a'), redeem(1500, 'b')]), 0, -1500],
  ])('%s', (_, cart, totalMinor, firstMinor) => {
    const rules: PriceRules = { ...plainRules('inclusive'), takeAwayRates: new Map([[VAT.id, REDUCED]]) }
    const { lines, totals } = priceCart(cart, rules)
    expect([totals.totalMinor, totals.taxMinor >= 0]).toEqual([totalMinor, true])
    expect(lines.find(({ kind }) => kind === 'voucher')?.amountMinor).toBe(toMinor(firstMinor))
  })

  test.each([
    ['eaten here', {}, 1000],
    ['taken away, where both rates become one', { service: 'take-away' } as const, 1000],
    ['an exempt customer', { exempt }, 804],
  ])('two for goods of two rates each pay for their own: %s', (_, more, totalMinor) => {
    const rules: PriceRules = { ...plainRules('inclusive'), takeAwayRates: new Map([[VAT.id, REDUCED]]) }
    const goods = [line(500), line(3000, { taxRate: REDUCED })]
    const cart = cartOf([...goods, redeem(500, 'a'), redeem(2000, 'b', REDUCED)], more)
    expect(priceCart(cart, rules).totals.totalMinor).toBe(totalMinor)
  })

  test('where tax is added, taken away and exempt too: the goods’ tax is netted out, no more', () => {
    const rules: PriceRules = { ...plainRules('exclusive'), takeAwayRates: new Map([[VAT.id, REDUCED]]) }
    for (const more of [{}, { service: 'take-away' } as const, { exempt }]) {
      const { totals } = priceCart(cartOf([line(2000), redeem(2000)], more), rules)
      expect([totals.totalMinor, totals.taxMinor]).toEqual([0, 0])
    }
  })

  test(
    'goods and vouchers never come to less than nought, and their sale is sound',
    () => {
      const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 3 })
      fc.assert(
        fc.property(goodsCart, anyRules, amounts, (cart, rules, redeemed) => {
          const redemptions = redeemed.map((amount, index) =>
            redeem(amount, `v${index}`, index % 2 === 0 ? VAT : REDUCED),
          )
          const priced = priceCart({ ...cart, lines: [...cart.lines, ...redemptions] }, rules)
          const amountMinor = priced.totals.totalMinor
          expect(amountMinor).toBeGreaterThanOrEqual(0)
          expect(redeemable(priced, VAT)).toBeGreaterThanOrEqual(0)
          const tender = { kind: 'card', id: 't' as TenderId, amountMinor, last4: '', reference: '' } as const
          const context = { receipt: 'A-1', currency: 'EUR', tenders: [tender] }
          expect(saleFlaws(completeSale(priced, context))).toEqual([])
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('S10: a sale in which one takes more off than its goods come to makes no sense', () => {
    const priced = priceCart(cartOf([line(2000), redeem(2000)]), plainRules('inclusive'))
    const lines = priced.lines.map((one) => (one.kind ? one : { ...one, taxRate: REDUCED }))
    const forged = { ...priced, lines }
    const context = { receipt: 'A-1', currency: 'EUR', tenders: [] }
    expect(saleFlaws(completeSale(forged, context))).toContain('lines-make-no-sense')
  })

  test('what one may pay is what its goods come to, less what pays for them already', () => {
    const priced = priceCart(
      cartOf([line(2000), line(300), redeem(500)], { discount: off }),
      plainRules('inclusive'),
    )
    expect(redeemable(priced, VAT)).toBe(1570 as Minor)
    expect(redeemable(priced, REDUCED)).toBe(0)
  })
})
