import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CategoryId, ProductId, TaxRateId, VariantId } from '../domain/ids.ts'
import { categoryIdOf } from '../domain/product.ts'
import type { Patch } from '../journal/settings.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { exportCatalogue } from './export-csv.ts'
import { findingsCsv } from './findings-csv.ts'
import { CatalogueWorld } from './fixtures/catalogue-world.ts'
import { isEmptyPlan } from './plan.ts'

const word = fc.oneof(
  fc.constantFrom(
    'Mug',
    '=HYPERLINK("x")',
    "'=1",
    '-a',
    '+1',
    'Größe "M", blau',
    'a;b',
    '日本',
    '007',
    '1e9',
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((text) => /[a-z0-9]/i.test(text)),
)
const prose = fc.oneof(word, fc.constant('line one\nline two'), fc.constant('<b>not HTML</b> &amp;'))
const amount = fc.option(fc.integer({ min: 0, max: 1_000_000 }))
const quantity = fc.integer({ min: -100_000, max: 100_000 })

const variantArbitrary = fc.record({
  barcode: fc.option(fc.constantFrom('4006381333931', 'A-17', '036000291452')),
  hasSku: fc.boolean(),
  priceMinor: amount,
  costMinor: amount,
  tracked: fc.boolean(),
  capped: fc.constant(false),
  unit: fc.constantFrom('piece', 'kg', 'ml', 'h'),
  lowMark: fc.option(quantity),
  importedStock: fc.option(quantity),
  stock: quantity,
})
const productArbitrary = fc.record({
  name: word,
  category: fc.option(fc.constantFrom('Wear', 'Home & Kitchen', '=cmd', "'quoted")),
  description: fc.option(prose),
  taxRate: fc.constantFrom(null, 'rate-standard', 'rate-7'),
  pictureUrl: fc.option(fc.constant('https://pictures.example/a.jpg?b=1,2')),
  handle: fc.option(word),
  favourite: fc.option(fc.integer({ min: 0, max: 50 })),
  optionNames: fc.uniqueArray(fc.constantFrom('Size', 'Colour', '=Sum', 'Finish'), { maxLength: 4 }),
  kind: fc.constantFrom('goods', 'goods', 'deposit', 'voucher'),
  deposit: fc.option(fc.nat({ max: 5 })),
  voucherPurpose: fc.constantFrom('multi', 'single'),
  voucherMonths: fc.option(fc.integer({ min: 1, max: 1200 })),
  variants: fc.array(variantArbitrary, { minLength: 1, maxLength: 4 }),
})
const catalogueArbitrary = fc.array(productArbitrary, { maxLength: 6 })

/** Writes the products by hand, as the office would. */
function worldOf(products: readonly (typeof productArbitrary extends fc.Arbitrary<infer T> ? T : never)[]) {
  const world = new CatalogueWorld()
  const patches: Patch[] = []
  const lines: { variant: VariantId; quantity: never }[] = []
  products.forEach(({ variants, ...product }, index) => {
    const id = `product-${index}` as ProductId
    const category = product.category === null ? null : categoryIdOf(product.category)
    if (category !== null) {
      const fields = { name: product.category ?? '', position: 1 }
      patches.push({ record: 'category', id: category as CategoryId, fields })
    }
    const taxRate = product.taxRate as TaxRateId | null
    const goesAlong = product.deposit === null ? undefined : products[product.deposit]
    const deposit = goesAlong?.kind === 'deposit' ? (`product-${product.deposit}` as ProductId) : null
    const fields = { ...product, category, taxRate, deposit, position: index } as never
    patches.push({ record: 'product', id, fields })
    variants.forEach(({ hasSku, stock, ...variant }, place) => {
      const own = `variant-${index}-${place}` as VariantId
      const options = product.optionNames.map((name) => `${name} ${place}`)
      const sku = hasSku ? `SKU-${index}-${place}` : null
      const fields = { ...variant, product: id, options, sku, position: place } as never
      patches.push({ record: 'variant', id: own, fields })
      if (stock !== 0) lines.push({ variant: own, quantity: stock as never })
    })
  })
  if (patches.length > 0) world.write({ kind: 'settings', body: { patches } })
  if (lines.length > 0) world.write({ kind: 'stock-received', body: { lines } })
  return world
}

/** Everything of a catalogue but its ids, text cleaned as any import cleans it. */
function essenceOf({ catalogue }: CatalogueWorld) {
  const line = (text: string | null) => (text === null ? null : cleanLine(text) || null)
  const names = new Map(catalogue.categories.map(({ id, name }) => [id, name]))
  return catalogue.products.map((product) => ({
    name: line(product.name),
    handle: line(product.handle),
    description: product.description === null ? null : cleanText(product.description) || null,
    category: product.category && names.get(product.category),
    ppm: product.taxRate && catalogue.taxRates.get(product.taxRate)?.ppm,
    pictureUrl: product.pictureUrl,
    favourite: product.favourite,
    optionNames: product.optionNames,
    kind: product.kind,
    deposit:
      product.deposit && line(catalogue.products.find(({ id }) => id === product.deposit)?.name ?? null),
    voucherPurpose: product.voucherPurpose,
    voucherMonths: product.voucherMonths,
    variants: product.variants.map(({ id, product: _, importedStock, ...variant }) => ({
      ...variant,
      position: 0,
      stock: variant.tracked ? (catalogue.stock.get(id) ?? 0) : null,
    })),
  }))
}

describe('exportCatalogue', () => {
  it('imported again, it changes nothing, though sales have moved the stock meanwhile', () => {
    fc.assert(
      fc.property(catalogueArbitrary, (products) => {
        const world = worldOf(products)
        const text = exportCatalogue(world.catalogue, world.currency)
        const file = world.read(text)
        expect(file.skipped).toEqual([])
        for (const { variants } of world.catalogue.products)
          for (const { id } of variants) world.moveStock(id, -1)
        const plan = world.plan(file)
        expect(plan.changes).toEqual([])
        expect(isEmptyPlan(plan)).toBe(true)
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  it('imported into another location, it makes the same catalogue', () => {
    fc.assert(
      fc.property(catalogueArbitrary, (products) => {
        const world = worldOf(products)
        const text = exportCatalogue(world.catalogue, world.currency)
        const other = new CatalogueWorld()
        other.import(text)
        expect(essenceOf(other)).toEqual(essenceOf(world))
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('has no cell that a spreadsheet would run', () => {
    const name = '=HYPERLINK("http://x","y")'
    const [product] = fc.sample(productArbitrary, 1)
    if (!product) return
    const world = worldOf([{ ...product, name }])
    expect(exportCatalogue(world.catalogue, 'EUR')).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  })

  it('brings an edited stock back as a count, once', () => {
    const world = new CatalogueWorld()
    const sheet = 'Name,SKU,Price,Stock\nMug,M1,26,9'
    world.import(sheet, world.read(sheet).proposal)
    const edited = exportCatalogue(world.catalogue, 'EUR').replace(',Y,9,9,', ',Y,15,9,')
    expect(world.import(edited).stockCounted).toMatchObject([{ quantity: 6000, countedQuantity: 15_000 }])
    expect(isEmptyPlan(world.import(edited))).toBe(true)
  })

  it('O17: names a deposit by its SKU or its name, wherever in the file it stands', () => {
    const rows = [
      'Barrow product,Barrow variant,Name,Kind,SKU,Unit,Price,Deposit,Gift card buys,Months valid',
      ',,Punch,goods,P1,l,8,cup,,',
      ',,Beer,,B1,,5,BTL,,',
      ',,Cup,deposit,,,2,,,',
      ',,Bottle,deposit,BTL,,0.25,,,',
      ',,Card,gift card,,,,,anything,36',
    ]
    const world = new CatalogueWorld()
    world.import(rows.join('\n'))
    const { products } = world.catalogue
    const nameOf = (id: string | null) => products.find((product) => product.id === id)?.name
    expect(products.map(({ name, kind, deposit }) => [name, kind, nameOf(deposit)])).toEqual([
      ['Punch', 'goods', 'Cup'],
      ['Beer', 'goods', 'Bottle'],
      ['Cup', 'deposit', undefined],
      ['Bottle', 'deposit', undefined],
      ['Card', 'voucher', undefined],
    ])
    expect(products[0]?.variants[0]?.unit).toBe('l')
    expect(products[4]).toMatchObject({ voucherPurpose: 'multi', voucherMonths: 36 })
    const edited = exportCatalogue(world.catalogue, 'EUR').replace('BTL,,,', ',,,').replace(',36,', ',12,')
    expect(world.plan(world.read(edited)).changes.flatMap(({ changes }) => changes)).toMatchObject([
      { field: 'Deposit', before: 'Bottle', after: '' },
      { field: 'Months valid', before: '36', after: '12' },
    ])
  })

  it('O17: of two deposits of one name the one that goes along stays', () => {
    const world = new CatalogueWorld()
    const head = 'Barrow product,Barrow variant,Name,Kind,SKU,Price\n'
    world.import(`${head},,Cup,deposit,,1\nb,,Cup,deposit,,2\n,,Tea,,T1,3\n`)
    const [, second, tea] = world.catalogue.products
    const fields = { deposit: second?.id ?? null }
    world.write({
      kind: 'settings',
      body: { patches: [{ record: 'product', id: tea?.id as ProductId, fields }] },
    })
    const again = world.plan(world.read(exportCatalogue(world.catalogue, 'EUR')))
    expect(second?.variants[0]?.priceMinor).toBe(200)
    expect(again.changes).toEqual([])
  })

  it('O17: what it cannot read of kinds it names, and leaves as it is', () => {
    const world = new CatalogueWorld()
    const head = 'Barrow product,Name,Kind,Unit,Deposit,Months valid\n'
    const plan = world.import(`${head},Tea,drink,cup,Mug,ten\n`)
    expect(plan.findings.map(({ code, column }) => [code, column])).toEqual([
      ['kind-unreadable', 'Unit'],
      ['kind-unreadable', 'Kind'],
      ['kind-unreadable', 'Months valid'],
      ['deposit-unknown', null],
    ])
    expect(world.catalogue.products).toMatchObject([{ kind: 'goods', deposit: null, voucherMonths: null }])
  })

  it('clears a field whose cell was emptied', () => {
    const world = new CatalogueWorld()
    const sheet = 'Name,SKU,Price,Cost\nMug,M1,26,9.50'
    world.import(sheet, world.read(sheet).proposal)
    const edited = exportCatalogue(world.catalogue, 'EUR').replace(',9.50,', ',,')
    expect(world.import(edited).patches).toMatchObject([{ fields: { costMinor: null } }])
  })
})

describe('findingsCsv', () => {
  it('gives the bad rows back with their number and the reason, and runs nothing', () => {
    const world = new CatalogueWorld()
    const sheet = 'Name,SKU,Price\nMug,M1,26\n=cmd|x,M2,$5\n,M3,4\n'
    const file = world.read(sheet, world.read(sheet).proposal)
    const lines = findingsCsv(file).split('\r\n')
    expect(lines[0]).toBe('Name,SKU,Price,row,reason')
    expect(lines[1]).toMatch(/^'=cmd\|x,M2,\$5,3,/)
    expect(lines[2]).toBe(',M3,4,4,The row has no product name: write one in.')
    expect(lines).toHaveLength(3)
  })

  it('can be mended and imported as it is', () => {
    const world = new CatalogueWorld()
    const sheet = 'Name,SKU,Price\nMug,M1,$26\n'
    const back = findingsCsv(world.read(sheet, world.read(sheet).proposal)).replace('$26', '26')
    expect(world.import(back, world.read(back).proposal).adds).toHaveLength(1)
  })
})
