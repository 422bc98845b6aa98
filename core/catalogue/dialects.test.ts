import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { type ImportedProduct, type ReadCatalogue, readCatalogue } from './import-catalogue.ts'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url), 'utf8')

const read = (name: string, options: { currency?: string; locationName?: string } = {}) =>
  readCatalogue(fixture(name), { currency: 'EUR', ...options })

const codes = (findings: readonly Finding[]) => findings.map(({ row, code }) => [row, code])
const skips = (file: ReadCatalogue) => codes(file.skipped.map(({ finding }) => finding))
const named = (file: ReadCatalogue, name: string): ImportedProduct => {
  const product = file.products.find((candidate) => candidate.name === name)
  if (!product) throw new Error(`${name} is not among ${file.products.map((other) => other.name)}`)
  return product
}
const counts = ({ products, skipped }: ReadCatalogue) => ({
  products: products.length,
  variants: products.flatMap(({ variants }) => variants).length,
  skipped: skipped.length,
})

describe('Shopify, classic headers', () => {
  const file = read('shopify-classic')

  it('counts', () => {
    expect(file.label).toBe('Shopify')
    expect(counts(file)).toEqual({ products: 3, variants: 5, skipped: 2 })
    expect(skips(file)).toEqual([
      [7, 'not-published'],
      [8, 'gift-card'],
    ])
  })

  it('makes text of HTML, no option of "Default Title", and takes the picture row in', () => {
    const apron = named(file, 'Linen Apron')
    expect(apron.description).toBe('Washed linen, two pockets.\n• 60 °C wash\n• "One size" & adjustable')
    expect(apron.optionNames).toEqual([])
    expect(apron.rows).toEqual([2, 3])
    expect(apron.pictureUrl).toBe('https://pictures.example/apron.jpg?v=1')
    expect(apron.variants).toMatchObject([{ barcode: '4006381333931', stock: 7000, priceMinor: 4900 }])
  })

  it('reads variants, negative stock, untracked variants and untaxed products', () => {
    const tee = named(file, 'Harbour Tee')
    expect(tee.optionNames).toEqual(['Size', 'Colour'])
    expect(tee.tax).toEqual({ kind: 'untaxed' })
    expect(tee.variants).toMatchObject([
      { row: 4, options: ['S', 'Ink'], stock: 3000, tracked: true },
      { row: 5, options: ['M', 'Ink'], stock: -2000, tracked: true },
      { row: 6, options: ['L', 'Sand'], stock: undefined, tracked: false },
    ])
  })

  it('remarks on prices of 0 and on none', () => {
    expect(codes(file.findings)).toEqual([
      [6, 'price-zero'],
      [9, 'price-empty'],
    ])
    expect(named(file, 'Custom Work').variants[0]?.priceMinor).toBeNull()
  })
})

describe('Shopify, present headers', () => {
  const file = read('shopify-present')

  it('counts', () => {
    expect(counts(file)).toEqual({ products: 2, variants: 3, skipped: 4 })
    expect(skips(file)).toEqual([
      [6, 'draft'],
      [7, 'archived'],
      [8, 'sku-repeated'],
      [9, 'no-name'],
    ])
  })

  it('names the row of the first when a SKU comes twice', () => {
    expect(file.skipped[2]?.finding.message).toContain('row 2')
  })

  it('judges barcodes: an ISBN is a GTIN, a number with a wrong check digit stays text, 4.0E+12 is lost', () => {
    const candle = named(file, 'Beeswax Candle')
    expect(candle.category).toBe('Candles')
    expect(candle.variants).toMatchObject([
      { barcode: '9783161484100', costMinor: 610 },
      { barcode: '10203041', costMinor: 800 },
    ])
    expect(named(file, 'Sticker Sheet').variants[0]?.barcode).toBeUndefined()
    expect(codes(file.findings)).toEqual([
      [3, 'barcode-no-gtin'],
      [5, 'barcode-scientific'],
    ])
  })
})

describe('Square', () => {
  it('reads the older export: taxes as columns add up, options from names or from the variation', () => {
    const file = read('square-old', { currency: 'USD' })
    expect(file.label).toBe('Square')
    expect(counts(file)).toEqual({ products: 4, variants: 6, skipped: 1 })
    expect(skips(file)).toEqual([[6 + 1, 'not-for-sale']])
    expect(named(file, 'Oat Cookie')).toMatchObject({
      optionNames: [],
      tax: { kind: 'rate', name: 'City + State', ppm: 81_250 },
      variants: [{ priceMinor: 350, costMinor: 110, stock: 22_000, lowMark: 5000, tracked: true }],
    })
    expect(named(file, 'Filter Coffee')).toMatchObject({
      optionNames: ['Variation'],
      variants: [{ options: ['Small'], tracked: false }, { options: ['Large'] }],
    })
    expect(named(file, 'Cap')).toMatchObject({
      optionNames: ['Colour'],
      tax: { kind: 'untaxed' },
      variants: [
        { options: ['Blue'], stock: 9000, barcode: '036000291452' },
        { options: ['Red'], stock: 1500 },
      ],
    })
    expect(named(file, 'Donation').variants[0]?.priceMinor).toBeNull()
  })

  it('reads the export of 2025 at the location of our name', () => {
    const file = read('square-2025', { locationName: 'pier 9' })
    expect(counts(file)).toEqual({ products: 1, variants: 1, skipped: 3 })
    expect(skips(file)).toEqual([
      [3, 'not-for-sale'],
      [4, 'gift-card'],
      [5, 'archived'],
    ])
    expect(named(file, 'Enamel Mug')).toMatchObject({
      category: 'Kitchen',
      description: 'Fired twice.',
      variants: [{ priceMinor: 2900, stock: 2000 }],
    })
    expect(file.findings).toEqual([])
  })

  it('takes the first location, and says so, where none has our name', () => {
    const file = read('square-2025')
    expect(counts(file)).toEqual({ products: 1, variants: 2, skipped: 2 })
    expect(codes(file.findings)).toEqual([[0, 'several-locations']])
    expect(named(file, 'Enamel Mug').variants).toMatchObject([
      { priceMinor: 2600, stock: 9000 },
      { priceMinor: 2600, stock: 0, lowMark: 3000 },
    ])
  })

  it('reads the newest export: its handle, its own price of a location', () => {
    const file = read('square-newest')
    expect(counts(file)).toEqual({ products: 2, variants: 2, skipped: 0 })
    expect(named(file, 'Zine 7')).toMatchObject({
      handle: '#zine-7',
      category: 'Paper',
      variants: [{ priceMinor: 600, stock: 0, tracked: true }],
    })
  })
})

describe('WooCommerce', () => {
  const file = read('woocommerce')

  it('counts', () => {
    expect(file.label).toBe('WooCommerce')
    expect(counts(file)).toEqual({ products: 3, variants: 4, skipped: 6 })
    expect(skips(file)).toEqual([
      [7, 'kind-not-sold'],
      [8, 'kind-not-sold'],
      [9, 'kind-not-sold'],
      [10, 'not-published'],
      [11, 'draft'],
      [12, 'parent-missing'],
    ])
  })

  it('joins variations to their parent by SKU and by id, before and after it, by attribute name', () => {
    expect(named(file, 'Hoodie')).toMatchObject({
      category: 'Hoodies',
      description: 'Warm.',
      pictureUrl: 'https://pictures.example/hoodie-1.png',
      optionNames: ['Logo', 'Colour'],
      rows: [2, 3, 4],
      variants: [
        { options: ['Yes', 'Red'], priceMinor: 4500, stock: 12_000 },
        { options: ['No', 'Blue'], priceMinor: 4000, tracked: false },
      ],
    })
  })

  it('takes no sale price that has a window, and stock of 0 from "In stock?"', () => {
    expect(named(file, 'Cap')).toMatchObject({
      description: 'Line one\nline two',
      tax: { kind: 'class', name: 'reduced-rate' },
      variants: [{ priceMinor: 1600, lowMark: 1000 }],
    })
    expect(named(file, 'Last Print')).toMatchObject({
      category: 'Prints, framed',
      variants: [{ stock: 0, tracked: true }],
    })
    expect(codes(file.findings)).toEqual([
      [4, 'stock-at-parent'],
      [4, 'sale-price'],
      [5, 'sale-price'],
    ])
  })
})

describe('Loyverse', () => {
  it('reads the short export with decimal commas and weighed stock', () => {
    const file = read('loyverse-short')
    expect(file.label).toBe('Loyverse')
    expect(counts(file)).toEqual({ products: 3, variants: 3, skipped: 0 })
    expect(named(file, 'Olives').variants).toMatchObject([
      { priceMinor: 1890, costMinor: 950, stock: 2500, tracked: true },
    ])
    expect(codes(file.findings)).toEqual([[4, 'price-zero']])
  })

  it('reads the full export: options, one store of several, taxes; components and modifiers are left out', () => {
    const file = read('loyverse-full', { locationName: 'Depot' })
    expect(counts(file)).toEqual({ products: 3, variants: 4, skipped: 1 })
    expect(skips(file)).toEqual([[7, 'not-for-sale']])
    expect(named(file, 'Market Tote')).toMatchObject({
      optionNames: ['Colour'],
      tax: { kind: 'rate', name: 'VAT', ppm: 190_000 },
      variants: [
        { options: ['Natural'], priceMinor: 1700, stock: 3000, lowMark: undefined },
        { options: ['Ink'], stock: 0 },
      ],
    })
    expect(named(file, 'Hamper')).toMatchObject({ rows: [4, 5], variants: [{ tracked: false }] })
  })
})

describe('a plain sheet', () => {
  it('proposes a mapping by the words of its header', () => {
    const file = read('plain-de')
    expect(file.dialect).toBe('unknown')
    expect(file.proposal).toEqual({
      name: 'Artikelbezeichnung',
      sku: 'Artikelnummer',
      barcode: 'EAN',
      price: 'VK brutto',
      cost: 'EK netto',
      stock: 'Bestand',
      category: 'Warengruppe',
      tax: 'MwSt',
      option1: 'Größe',
    })
    expect(skips(file)).toHaveLength(6)
  })

  it('is read by a mapping', () => {
    const { proposal } = read('plain-de')
    const file = readCatalogue(fixture('plain-de'), { currency: 'EUR', mapping: proposal })
    expect(counts(file)).toEqual({ products: 2, variants: 3, skipped: 3 })
    expect(skips(file)).toEqual([
      [4, 'other-currency'],
      [5, 'price-unreadable'],
      [7, 'no-name'],
    ])
    expect(named(file, 'Geschirrtuch')).toMatchObject({
      optionNames: ['Größe'],
      tax: { kind: 'rate', ppm: 190_000 },
      variants: [
        { options: ['groß'], priceMinor: 123_450, costMinor: 600, stock: 12_000 },
        { options: ['klein'], priceMinor: 950, stock: -3000 },
      ],
    })
    expect(named(file, 'Gabe').variants[0]?.tracked).toBeUndefined()
  })

  it.each([
    ['Product,Price,Quantity,Size', { name: 'Product', price: 'Price', stock: 'Quantity', option1: 'Size' }],
    [
      'Nom du produit;Prix TTC;Réf.;TVA',
      { name: 'Nom du produit', price: 'Prix TTC', sku: 'Réf.', tax: 'TVA' },
    ],
    [
      'Artículo,PVP (€),Código de barras',
      { name: 'Artículo', price: 'PVP (€)', barcode: 'Código de barras' },
    ],
    ['Title,Handle', { name: 'Title', handle: 'Handle' }],
    ['a,b', {}],
  ])('%s', (header, mapping) => {
    expect(readCatalogue(`${header}\n`, { currency: 'EUR' }).proposal).toEqual(mapping)
  })
})
