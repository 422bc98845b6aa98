import { expect, test } from 'vitest'
import type { LineDiscount } from '../../../core/domain/discount.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { LineItem } from '../../../core/domain/sale.ts'
import { wholeCartDiscounts } from './whole-cart-discounts.ts'

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
