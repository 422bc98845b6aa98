import { expect, test } from 'vitest'
import { type CartLine, emptyCart } from './cart.ts'
import type { SaleId, TaxRateId } from './ids.ts'
import type { Ppm, Thousandths } from './money.ts'
import { plainRules, priceCart } from './price-cart.ts'
import { completeSale } from './sale.ts'

const TAX_RATE = { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const PRINT = {
  ...{ key: 'l1', product: null, variant: null, name: 'Print', variantName: '', sku: null, note: '' },
  ...{ quantity: 1000, unitMinor: 1000, listMinor: 1000, taxRate: TAX_RATE },
} as unknown as CartLine
const RETURNED = {
  ...PRINT,
  quantity: -1000 as Thousandths,
  returned: { sale: null, line: 0, receipt: '', restock: true, amountMinor: -1000, taxMinor: -160 },
} as CartLine

test('S32: a sale says why goods came back, and nothing of the kind once those lines are out of the cart', () => {
  const cart = { ...emptyCart('s1' as SaleId), reason: 'Faulty' }
  const reasonOf = (lines: readonly CartLine[]) => {
    const priced = priceCart({ ...cart, lines }, plainRules('inclusive'))
    return completeSale(priced, { receipt: 'A-1', currency: 'EUR', tenders: [] }).reason
  }
  expect(reasonOf([RETURNED, PRINT])).toBe('Faulty')
  expect(reasonOf([PRINT])).toBeUndefined()
})
