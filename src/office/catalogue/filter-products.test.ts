import { describe, expect, it } from 'vitest'
import type { CategoryId, ProductId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { plainProduct } from '../../../test/support/catalogue.ts'
import { filterProducts, priceRange, stockWords } from './filter-products.ts'

const productOf = (
  name: string,
  variants: readonly Partial<Variant>[] = [{}],
  category: string | null = null,
): Product => ({
  ...{
    id: name as ProductId,
    name,
    category: category as CategoryId | null,
    description: null,
    taxRate: null,
  },
  ...plainProduct,
  ...{ picture: null, pictureUrl: null, handle: null, optionNames: [], favourite: null, position: 1 },
  variants: variants.map((variant, index) => ({
    ...{
      id: `${name}-${index}` as VariantId,
      product: name as ProductId,
      options: [],
      sku: null,
      barcode: null,
    },
    ...{
      priceMinor: 500 as Minor,
      costMinor: null,
      tracked: true,
      capped: false,
      unit: 'piece',
      lowMark: null,
      importedStock: null,
      position: 1,
    },
    ...variant,
  })),
})

const products = [
  productOf('Zine 10', [{ sku: 'ZIN-10' }], 'zines'),
  productOf('Zine 9', [{ sku: 'ZIN-9', barcode: '4006381333931' }], 'zines'),
  productOf('Café Crème', [{ options: ['Large'] }]),
]
const find = (query: string, category: string | null = null) =>
  filterProducts(products, { query, category: category as CategoryId | null }).map(({ name }) => name)

describe('filterProducts', () => {
  it('lists by name, numbers as a person counts', () => {
    expect(find('')).toEqual(['Café Crème', 'Zine 9', 'Zine 10'])
  })

  it.each([
    ['cafe creme', ['Café Crème']],
    ['zine 9', ['Zine 9']],
    ['40063', ['Zine 9']],
    ['zin-1', ['Zine 10']],
    ['large', ['Café Crème']],
    ['nothing', []],
  ])('finds %j', (query, names) => {
    expect(find(query)).toEqual(names)
  })

  it('keeps to a category, or to those without', () => {
    expect(find('', 'zines')).toEqual(['Zine 9', 'Zine 10'])
    expect(find('', 'none')).toEqual(['Café Crème'])
  })
})

describe('a row of the list', () => {
  it('tells one price, a range, or that the till asks', () => {
    expect(priceRange(productOf('A', [{}, { priceMinor: 900 as Minor }]))).toEqual({
      ...{ from: 500, to: 900, unit: 'piece' },
    })
    expect(priceRange(productOf('A', [{ unit: 'kg' }]))?.unit).toBe('kg')
    expect(priceRange(productOf('A', [{}, { priceMinor: null }]))).toBeNull()
  })

  it('tells the stock of all variants, and the worst of them', () => {
    const stock = new Map([
      ['A-0' as VariantId, 12_000 as Thousandths],
      ['A-1' as VariantId, 0 as Thousandths],
    ])
    expect(stockWords(productOf('A', [{}]), stock)).toEqual({ tone: 'quiet', words: '12 left' })
    expect(stockWords(productOf('A', [{ lowMark: 12_000 as Thousandths }]), stock).tone).toBe('warn')
    expect(stockWords(productOf('A', [{}, {}]), stock)).toEqual({
      tone: 'warn',
      words: '12 left, 1 sold out',
    })
    expect(stockWords(productOf('B', [{}]), stock)).toEqual({ tone: 'stop', words: 'Sold out' })
    expect(stockWords(productOf('B', [{ tracked: false }]), stock).words).toBe('Not counted')
  })
})
