import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Variant } from '../domain/product.ts'
import { CatalogueWorld } from './fixtures/catalogue-world.ts'
import { isEmptyPlan } from './plan.ts'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url), 'utf8')

const FIXTURES = [
  ['shopify-classic', 'EUR'],
  ['shopify-present', 'EUR'],
  ['square-old', 'USD'],
  ['square-2025', 'EUR'],
  ['square-newest', 'EUR'],
  ['woocommerce', 'EUR'],
  ['loyverse-short', 'EUR'],
  ['loyverse-full', 'EUR'],
  ['plain-de', 'EUR'],
] as const

const variantOf = (world: CatalogueWorld, sku: string): Variant => {
  const variant = world.catalogue.products.flatMap(({ variants }) => variants).find((own) => own.sku === sku)
  if (!variant) throw new Error(`no variant ${sku}`)
  return variant
}
const stockOf = (world: CatalogueWorld, sku: string) => world.catalogue.stock.get(variantOf(world, sku).id)

describe('importing each dialect', () => {
  it.each(FIXTURES)(
    '%s: into an empty catalogue, every row has one outcome; again, nothing changes',
    (name, currency) => {
      const world = new CatalogueWorld({ currency })
      const text = fixture(name)
      const mapping = name.startsWith('plain') ? world.read(text).proposal : undefined
      const file = world.read(text, mapping)
      const plan = world.plan(file)
      const told = [...plan.adds.flatMap(({ rows }) => rows), ...plan.skipped.map(({ row }) => row)]
      expect(told.sort((a, b) => a - b)).toEqual(file.rows.map(({ row }) => row))
      expect(plan.adds).toHaveLength(file.products.length)
      world.carryOut(plan)
      expect(world.catalogue.products).toHaveLength(file.products.length)

      for (const { variants } of world.catalogue.products) {
        for (const { id } of variants) world.moveStock(id, -1000)
      }
      const again = world.plan(world.read(text, mapping))
      expect(isEmptyPlan(again)).toBe(true)
      expect(again.unchanged).toHaveLength(file.products.length)
    },
  )
})

const header = 'Name,SKU,Price,Stock,Category,Tax,Barcode'
const sheet = (...lines: readonly string[]) => [header, ...lines].join('\n')
const importSheet = (world: CatalogueWorld, ...lines: readonly string[]) => {
  const text = sheet(...lines)
  return world.import(text, world.read(text).proposal)
}

describe('a changed file', () => {
  it('writes only the fields that differ', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,9,Home,19%,', 'Cap,C1,22,6,Wear,19%,')
    const plan = importSheet(world, 'Mug,M1,27.5,9,Home,19%,', 'Cap,C1,22,6,Wear,7%,')
    expect(plan.patches.map(({ record, fields }) => [record, fields])).toEqual([
      ['variant', { priceMinor: 2750 }],
      ['product', { taxRate: 'rate-7' }],
    ])
    expect(plan.changes.map(({ name, changes }) => [name, changes])).toEqual([
      ['Mug', [{ row: 2, field: 'Price', before: '26.00', after: '27.50' }]],
      ['Cap', [{ row: 3, field: 'Tax', before: 'VAT 19 %', after: 'VAT 7 %' }]],
    ])
    expect(plan.stockCounted).toEqual([])
  })

  it('removes nothing that it does not name, and keeps what it has no column for', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,9,Home,19%,', 'Cap,C1,22,6,Wear,19%,')
    const text = 'Name,SKU,Price\nMug,M1,30'
    const plan = world.import(text, world.read(text).proposal)
    expect(plan.patches).toHaveLength(1)
    expect(world.catalogue.products.map(({ name }) => name)).toEqual(['Mug', 'Cap'])
    expect(variantOf(world, 'M1')).toMatchObject({ priceMinor: 3000, tracked: true, importedStock: 9000 })
  })

  it('adds a variant that is new to a product that is known', () => {
    const world = new CatalogueWorld()
    const shopify = (...lines: readonly string[]) =>
      ['Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price', ...lines].join('\n')
    world.import(shopify('tee,Tee,Size,S,TEE-S,28'))
    const plan = world.import(shopify('tee,Tee,Size,S,TEE-S,28', 'tee,,,M,TEE-M,28'))
    expect(plan.changes).toMatchObject([{ name: 'Tee', changes: [{ field: 'New variant', after: 'M' }] }])
    expect(world.catalogue.products).toHaveLength(1)
    expect(world.catalogue.products[0]?.variants.map(({ options }) => options)).toEqual([['S'], ['M']])
  })
})

describe('matching', () => {
  it('goes by SKU, else barcode (a UPC-A equals its EAN-13), else handle and options, else name', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,,,,', 'Cap,,22,,,,036000291452', 'Zine,,7,,,,')
    const plan = importSheet(world, 'Big Mug,M1,26,,,,', 'Cap!,C1,22,,,,0036000291452', 'ZINE,Z1,7,,,,')
    expect(plan.adds).toEqual([])
    expect(plan.changes.map(({ name }) => name)).toEqual(['Big Mug', 'Cap!', 'ZINE'])
    expect(plan.changes[1]?.changes.map(({ field }) => field)).toEqual(['Name', 'SKU'])
  })

  it('finds a Shopify variant by handle and options when its SKU is new', () => {
    const world = new CatalogueWorld()
    const shopify = (sku: string) =>
      `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ntee,Tee,Size,S,${sku},28`
    world.import(shopify(''))
    expect(world.import(shopify('TEE-S')).changes).toMatchObject([
      { changes: [{ field: 'SKU', after: 'TEE-S' }] },
    ])
  })

  it('does not guess between two variants of one barcode', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,A,1,,,,4006381333931', 'Cap,B,1,,,,4006381333931')
    expect(importSheet(world, 'Jar,,1,,,,4006381333931').adds).toHaveLength(1)
  })
})

describe('stock', () => {
  it('is received with a new variant, and counted where the file starts below zero', () => {
    const world = new CatalogueWorld()
    const plan = importSheet(
      world,
      'Mug,M1,26,9,,,',
      'Cap,C1,22,-2,,,',
      'Tea,T1,3,,,,',
      'Olives,O1,18,2.5,,,',
    )
    expect(plan.stockReceived.map(({ quantity }) => quantity)).toEqual([9000, 2500])
    expect(plan.stockCounted).toMatchObject([{ quantity: -2000, countedQuantity: -2000 }])
    expect(variantOf(world, 'T1').tracked).toBe(false)
    expect(stockOf(world, 'C1')).toBe(-2000)
  })

  it('stands where the file repeats its figure, though sales have moved it since', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,9,,,')
    world.moveStock(variantOf(world, 'M1').id, -4000)
    expect(isEmptyPlan(importSheet(world, 'Mug,M1,26,9,,,'))).toBe(true)
    expect(stockOf(world, 'M1')).toBe(5000)
  })

  it('is counted to a figure that has changed, from what there is now', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,9,,,')
    world.moveStock(variantOf(world, 'M1').id, -4000)
    const plan = importSheet(world, 'Mug,M1,26,12,,,')
    expect(plan.stockCounted).toMatchObject([{ quantity: 7000, countedQuantity: 12_000 }])
    expect(stockOf(world, 'M1')).toBe(12_000)
    expect(isEmptyPlan(importSheet(world, 'Mug,M1,26,12,,,'))).toBe(true)
  })

  it('writes no count where the new figure is what there is, and remembers it', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,9,,,')
    world.moveStock(variantOf(world, 'M1').id, -4000)
    const plan = importSheet(world, 'Mug,M1,26,5,,,')
    expect(plan.stockCounted).toEqual([])
    world.moveStock(variantOf(world, 'M1').id, -1000)
    expect(isEmptyPlan(importSheet(world, 'Mug,M1,26,5,,,'))).toBe(true)
  })
})

describe('tax', () => {
  const shopify = (taxable: string) =>
    `Handle,Title,Variant SKU,Variant Price,Variant Taxable\nmug,Mug,M1,26,${taxable}`

  it('makes a rate that is missing, once', () => {
    const world = new CatalogueWorld()
    const plan = importSheet(world, 'Mug,M1,26,,,5.5%,', 'Cap,C1,22,,,5.5%,')
    expect(plan.patches.filter(({ record }) => record === 'tax-rate')).toHaveLength(1)
    expect(world.catalogue.taxRates.size).toBe(3)
  })

  it('finds a rate by its percentage whatever its name', () => {
    const world = new CatalogueWorld()
    const loyverse = 'Handle,Name,Sold by weight,Price,"Tax - ""MwSt"" (7%)"\nmug,Mug,N,26,Y'
    world.import(loyverse)
    expect(world.catalogue.products[0]?.taxRate).toBe('rate-7')
  })

  it('leaves a rate set by hand where the file only says that there is one', () => {
    const world = new CatalogueWorld()
    world.import(shopify('true'))
    const [product] = world.catalogue.products
    expect(product?.taxRate).toBeNull()
    if (!product) return
    world.write({
      kind: 'settings',
      body: { patches: [{ record: 'product', id: product.id, fields: { taxRate: 'rate-7' as never } }] },
    })
    expect(isEmptyPlan(world.import(shopify('true')))).toBe(true)
    world.import(shopify('false'))
    expect(world.catalogue.taxRates.get(world.catalogue.products[0]?.taxRate as never)?.ppm).toBe(0)
    world.import(shopify('true'))
    expect(world.catalogue.products[0]?.taxRate).toBeNull()
  })

  it('asks where a class can be more than one rate', () => {
    const world = new CatalogueWorld({ rates: [20, 10, 5.5] })
    const plan = importSheet(world, 'Mug,M1,26,,,reduced-rate,')
    expect(plan.findings.map(({ row, code }) => [row, code])).toEqual([[2, 'tax-unknown']])
  })
})

describe('categories', () => {
  it('are made once, found by name whatever its case, and found again after they were renamed', () => {
    const world = new CatalogueWorld()
    importSheet(world, 'Mug,M1,26,,Home,,', 'Cup,M2,20,,HOME,,')
    expect(world.catalogue.categories).toMatchObject([{ id: 'home', name: 'Home' }])
    const fields = { name: 'Kitchen' }
    world.write({
      kind: 'settings',
      body: { patches: [{ record: 'category', id: 'home' as never, fields }] },
    })
    expect(isEmptyPlan(importSheet(world, 'Mug,M1,26,,Home,,'))).toBe(true)
    expect(isEmptyPlan(importSheet(world, 'Mug,M1,26,,kitchen,,'))).toBe(true)
  })
})

describe('hostile text', () => {
  const piece = fc.oneof(
    fc.constantFrom('"', ',', ';', '\n', '\r\n', '\t', '=1', '-5', '$5', '€5', '1e9', '  ', 'Mug', 'M1'),
    fc.constantFrom(...FIXTURES.map(([name]) => fixture(name).split('\n')[0] ?? '')),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )

  it('never throws, and gives every row exactly one outcome', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIXTURES.map(([name]) => fixture(name))),
        fc.array(fc.tuple(fc.nat(), piece), { maxLength: 30 }),
        (text, insertions) => {
          const spoilt = insertions.reduce((now, [place, insertion]) => {
            const at = place % (now.length + 1)
            return now.slice(0, at) + insertion + now.slice(at)
          }, text)
          const world = new CatalogueWorld()
          const proposal = world.read(spoilt).proposal
          const file = world.read(spoilt, world.read(spoilt).dialect === 'unknown' ? proposal : undefined)
          const plan = world.plan(file)
          const told = [...plan.adds.flatMap(({ rows }) => rows), ...plan.skipped.map(({ row }) => row)]
          expect(new Set(told).size).toBe(told.length)
          expect(file.rows.every(({ row }) => told.includes(row))).toBe(true)
          world.carryOut(plan)
          const again = world.plan(world.read(spoilt, file.dialect === 'mapped' ? proposal : undefined))
          expect(again.patches).toEqual([])
          expect(isEmptyPlan(again)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  }, 60_000)
})
