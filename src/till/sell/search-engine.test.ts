import { describe, expect, it } from 'vitest'
import type { CategoryId, ProductId, VariantId } from '../../../core/domain/ids.ts'
import type { Product } from '../../../core/domain/product.ts'
import { plainProduct } from '../../../test/support/catalogue.ts'
import { codeKey } from './product-code.ts'
import { createSearchEngine } from './search-engine.ts'
import { shownQuery } from './shown-query.ts'

const product = (name: string, sku: string, barcode: string | null = null): Product => ({
  id: name as ProductId,
  name,
  category: 'prints' as CategoryId,
  description: null,
  taxRate: null,
  ...plainProduct,
  picture: null,
  pictureUrl: null,
  handle: null,
  optionNames: [],
  favourite: null,
  position: 0,
  variants: [
    {
      id: sku as VariantId,
      product: name as ProductId,
      options: [],
      sku,
      barcode,
      priceMinor: null,
      costMinor: null,
      tracked: false,
      capped: false,
      unit: 'piece',
      lowMark: null,
      importedStock: null,
      position: 0,
    },
  ],
})

const engine = createSearchEngine(
  [
    product('Sunset Risograph A3', 'SUN-A3', '4006381333931'),
    product('Harbour Linocut', 'HAR-1', '036000291452'),
    product('Crème Brûlée', 'CRE-1'),
    product('Кофе', 'KOF-1'),
  ],
  [{ id: 'prints' as CategoryId, name: 'Prints', position: 0 }],
)
const names = (query: string) => engine.find(query).map(({ name }) => name)

describe('search', () => {
  it('finds by the beginning of a word, in any order', () => {
    expect(names('riso')).toEqual(['Sunset Risograph A3'])
    expect(names('linocut harbour')).toEqual(['Harbour Linocut'])
  })
  it.each(['risogrpah', 'rosograph', 'risgraph', 'risoograph'])('forgives one slip: %s', (query) => {
    expect(names(query)).toEqual(['Sunset Risograph A3'])
  })
  it('does not ask for accents, and knows other scripts', () => {
    expect(names('creme brulee')).toEqual(['Crème Brûlée'])
    expect(names('кофе')).toEqual(['Кофе'])
  })
  it('finds by SKU and category', () => {
    expect(names('har-1')).toEqual(['Harbour Linocut'])
    expect(names('prints')).toHaveLength(4)
  })
  it('takes UPC-A and EAN-13 for one code', () => {
    expect(engine.byCode('0036000291452')?.product.name).toBe('Harbour Linocut')
    expect(engine.byCode('036000291452')?.product.name).toBe('Harbour Linocut')
    expect(engine.byCode('4006381333931')?.variant.sku).toBe('SUN-A3')
    expect(engine.byCode('sun-a3')?.variant.sku).toBe('SUN-A3')
    expect(engine.byCode('4006381333932')).toBeNull()
    expect(codeKey('12345')).toBe('12345')
  })
  it('finds nothing without complaint', () => {
    expect(names('xylophone')).toEqual([])
    expect(names('((([')).toEqual([])
  })
  it('what was searched is said back by its beginning', () => {
    expect(shownQuery(' harbour ')).toBe('harbour')
    expect(shownQuery('👩‍👩'.repeat(2000)).length).toBeLessThan(100)
    expect(shownQuery('a'.repeat(41))).toBe(`${'a'.repeat(40)}…`)
  })
  it('text of any length is searched by its beginning, at once', () => {
    const many = Array.from({ length: 2000 }, (_, at) => product(`Harbour Linocut ${at}`, `LIN-${at}`))
    const { find } = createSearchEngine(many, [])
    find('warm')
    const startedMs = performance.now()
    for (const text of ['a', 'harbour', 'ab ', "x'y"]) expect(find(text.repeat(5000))).toEqual([])
    expect(performance.now() - startedMs).toBeLessThan(1000)
    expect(find(`harbour linocut 1999 ${' '.repeat(200)}${'z'.repeat(3000)}`)[0]?.name).toBe(
      'Harbour Linocut 1999',
    )
  })
})
