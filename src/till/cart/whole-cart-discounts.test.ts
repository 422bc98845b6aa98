import { expect, test } from 'vitest'
import type { LineDiscount } from '../../../core/domain/discount.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { LineItem } from '../../../core/domain/sale.ts'
import type { CartTotals } from '../../../core/domain/totals.ts'
import { wholeCartDiscounts, wholeCartSums } from './whole-cart-discounts.ts'

const line = (...discounts: LineDiscount[]) => ({ discounts }) as unknown as LineItem
const off = (source: LineDiscount['source'], minor: number, ref?: string): LineDiscount => ({
  ...{ source, label: source, amountMinor: minor as Minor },
  ...(ref === undefined ? {} : { ref }),
})

test('M42: what is taken off everything is added up from the lines, coupon by coupon', () => {
  const lines = [
    line(off('line', 100), off('basket', 30), off('coupon', 5, 'a')),
    line(off('promotion', 50, 'p'), off('basket', 20), off('coupon', 7, 'b'), off('coupon', 4, 'a')),
    {} as LineItem,
    line(off('mirror', -10), off('exemption', 9)),
  ]
  expect(
    wholeCartDiscounts({ lines }).map(({ source, ref, amountMinor }) => [source, ref, amountMinor]),
  ).toEqual([
    ['basket', undefined, 50],
    ['coupon', 'a', 9],
    ['coupon', 'b', 7],
    ['exemption', undefined, 9],
  ])
})

test('M42, M50: the tip stands once, among the lines, and the tax that is not owed is no discount', () => {
  const lines = [line(off('line', 100), off('basket', 30), off('exemption', 9)), line(off('exemption', 4))]
  const totals = { subtotalMinor: 5000, tipMinor: 300, discountMinor: 143, totalMinor: 5157 } as CartTotals
  const sums = wholeCartSums({ lines, totals })
  expect(sums).toMatchObject({ subtotalMinor: 5300, discountMinor: 130, exemption: { amountMinor: 13 } })
  expect(sums.taken.map(({ source }) => source)).toEqual(['basket'])
  expect(sums.subtotalMinor - sums.discountMinor - (sums.exemption?.amountMinor ?? 0)).toBe(totals.totalMinor)
})
