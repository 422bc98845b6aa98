import { describe, expect, test } from 'vitest'
import type { ProductId, TaxRateId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm } from '../../../core/domain/money.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { plainProduct, plainVariant } from '../../../test/support/catalogue.ts'
import { depositOf, productLine } from './new-line.ts'

const rate = { id: 'vat' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const rates = { byId: new Map([[rate.id, rate]]), defaultId: rate.id }

function aProduct(id: string, change: Partial<Product> = {}, own: Partial<Variant> = {}): Product {
  const variant = {
    ...{ ...plainVariant, id: `${id}-v` as VariantId, product: id as ProductId, options: [], sku: id },
    ...{ barcode: null, priceMinor: 200 as Minor, lowMark: null, importedStock: null, position: 0, ...own },
  }
  return {
    ...{ ...plainProduct, id: id as ProductId, name: id, category: null, description: null, taxRate: null },
    ...{ picture: null, pictureUrl: null, handle: null, optionNames: [], favourite: null, position: 0 },
    variants: [variant],
    ...change,
  }
}

const lineOf = (product: Product, all: readonly Product[] = []) =>
  productLine(
    {
      ...{ key: '1', product, variant: product.variants[0] as Variant, unitMinor: 200 as Minor },
      deposit: depositOf(product, all, rates),
    },
    rates,
  )

describe('a line as it enters the cart', () => {
  test('M44: goods bring their deposit at its price of this moment, and say what it is', () => {
    const cup = aProduct('cup', { kind: 'deposit' })
    const tea = aProduct('tea', { deposit: cup.id })
    expect(lineOf(tea, [cup, tea]).deposit).toEqual({
      ...{ product: 'cup', variant: 'cup-v', name: 'cup', sku: 'cup', unitMinor: 200, taxRate: rate },
    })
    expect(lineOf(cup).kind).toBe('deposit')
  })
  test('M44: a deposit that is gone, or has no price, brings no line of a price that nobody gave', () => {
    const priceless = aProduct('cup', { kind: 'deposit' }, { priceMinor: null })
    const tea = aProduct('tea', { deposit: 'cup' as ProductId })
    expect(lineOf(tea, []).deposit).toBeUndefined()
    expect(lineOf(tea, [priceless]).deposit).toBeUndefined()
  })
  test('plain goods by the piece carry nothing that older tills do not know', () => {
    const line = lineOf(aProduct('print'))
    for (const key of ['kind', 'unit', 'deposit', 'voucher']) expect(line).not.toHaveProperty(key)
  })
  test('M46: measured goods carry their unit', () => {
    expect(lineOf(aProduct('cheese', {}, { unit: 'kg' })).unit).toBe('kg')
  })
})
