import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { applyToCart, type Cart, type CartCommand, type CartLine, emptyCart } from './cart.ts'
import type { SaleId, TaxRateId, VariantId, VoucherCode } from './ids.ts'
import type { Minor, Ppm, Thousandths } from './money.ts'
import { putBack } from './put-back.ts'

const line = (key: string, variant: string, quantity: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key, product: null, variant: variant as VariantId, name: variant, variantName: '', sku: null },
  ...{ quantity: quantity as Thousandths, unitMinor: 100 as Minor, listMinor: null, note: '' },
  taxRate: { id: 'r' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
  ...more,
})
const cartOf = (...lines: CartLine[]): Cart => ({ ...emptyCart('sale' as SaleId), lines })
const add = (cart: Cart, added: CartLine) => applyToCart(cart, { type: 'add', line: added })

/** Pieces by variant. */
function goodsOf({ lines }: Cart): Record<string, number> {
  const goods: Record<string, number> = {}
  for (const { variant, quantity } of lines) goods[`${variant}`] = (goods[`${variant}`] ?? 0) + quantity
  return goods
}

const pieces = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 9 })), {
  maxLength: 6,
})

describe('putting back what was taken out', () => {
  test('M40: whatever is taken out and rung up since, all of both is there, once', () => {
    const rule = fc.property(pieces, pieces, fc.integer({ min: -1, max: 5 }), (first, later, at) => {
      const ring = (from: Cart, taps: typeof first, name: string) =>
        taps.reduce((cart, [id, n], i) => add(cart, line(`${name}${i}`, id, n * 1000)), from)
      const before = ring(cartOf(), first, 'first')
      const out = before.lines[at]
      const after = out ? applyToCart(before, { type: 'remove', key: out.key }) : cartOf()
      const whole = putBack({ before, after, now: ring(after, later, 'later') })
      expect(whole && goodsOf(whole)).toEqual(goodsOf(ring(before, later, 'later')))
      expect(new Set(whole?.lines.map(({ key }) => key)).size).toBe(whole?.lines.length)
    })
    fc.assert(rule, { numRuns: 300 })
  })

  it('M40: a line that was taken out otherwise since stays out, one that was changed stays changed', () => {
    const before = cartOf(line('1', 'a', 1000), line('2', 'b', 1000), line('3', 'c', 1000))
    const after = applyToCart(before, { type: 'remove', key: '1' })
    const since: readonly CartCommand[] = [
      { type: 'remove', key: '2' },
      { type: 'set-quantity', key: '3', quantity: 7000 as Thousandths },
    ]
    const whole = putBack({ before, after, now: since.reduce(applyToCart, after) })
    expect(whole && goodsOf(whole)).toEqual({ a: 1000, c: 7000 })
  })

  it('M40: a coupon that was dropped since stays dropped', () => {
    const before = { ...cartOf(line('1', 'a', 1000)), coupons: ['ten' as never] }
    const after = applyToCart(before, { type: 'remove', key: '1' })
    expect(putBack({ before, after, now: { ...after, coupons: [] } })?.coupons).toEqual([])
  })

  it('M40: goods that come back, and a voucher, stand there once, though they were taken anew since', () => {
    const returned = { sale: 'sold' as SaleId, line: 2, receipt: 'A-1', restock: true }
    const back = { returned: { ...returned, amountMinor: -100 as Minor, taxMinor: 0 as Minor } }
    const code = 'ABCD23456789XY' as VoucherCode
    const taken = { voucher: { code, purpose: 'single' as const, expiresAt: null } }
    for (const more of [back, taken]) {
      const before = cartOf(line('1', 'a', -1000, more))
      const whole = putBack({ before, after: cartOf(), now: cartOf(line('9', 'a', -1000, more)) })
      expect(whole?.lines.map(({ key }) => key)).toEqual(['9'])
    }
  })

  it('M40: goods that came back without a receipt are each their own', () => {
    const returned = { sale: null, line: 0, receipt: '', restock: true, amountMinor: -100 as Minor }
    const blind = { returned: { ...returned, taxMinor: 0 as Minor } }
    const before = cartOf(line('1', 'a', -1000, blind))
    const whole = putBack({ before, after: cartOf(), now: cartOf(line('9', 'b', -1000, blind)) })
    expect(whole?.lines.map(({ key }) => key)).toEqual(['1', '9'])
  })

  it('M80: a price that was frozen is of no cart that was put back', () => {
    const before = { ...cartOf(line('1', 'a', 1000)), frozen: { lines: [], totals: {} as never } }
    const now = cartOf(line('2', 'b', 1000))
    expect(putBack({ before, after: cartOf(), now })?.frozen).toBeUndefined()
  })
})
