import { describe, expect, it } from 'vitest'
import type { CategoryId, ProductId, TaxRateId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { plainProduct } from '../../../test/support/catalogue.ts'
import { barcodeHint, checkForm } from './check-form.ts'
import {
  addOption,
  addVariant,
  changeVariant,
  emptyForm,
  formOf,
  type ProductForm,
  removeOption,
  removeVariant,
} from './product-form.ts'
import { planSave } from './save-plan.ts'

const variantOf = (id: string, change: Partial<Variant> = {}): Variant => ({
  ...{ id: id as VariantId, product: 'tee' as ProductId, options: [], sku: null, barcode: null },
  ...{
    priceMinor: 2800 as Minor,
    costMinor: null,
    tracked: true,
    capped: false,
    unit: 'piece',
    lowMark: null,
    importedStock: null,
    position: 1,
  },
  ...change,
})

const tee: Product = {
  ...{
    id: 'tee' as ProductId,
    name: 'Tee',
    category: 'wear' as CategoryId,
    description: null,
    taxRate: null,
  },
  ...plainProduct,
  ...{ picture: null, pictureUrl: null, handle: null, favourite: null, position: 4 },
  optionNames: ['Size'],
  variants: [
    variantOf('s', { options: ['S'], sku: 'TEE-S' }),
    variantOf('m', { options: ['M'], sku: 'TEE-M', barcode: '4006381333931' }),
  ],
}
const mug: Product = {
  ...tee,
  id: 'mug' as ProductId,
  name: 'Mug',
  optionNames: [],
  variants: [variantOf('mug', { sku: 'MUG' })],
}
const categories = [{ id: 'wear' as CategoryId, name: 'Wear', position: 2 }]
const stock = new Map([['s' as VariantId, 7000 as Thousandths]])
const formContext = { currency: 'EUR', locale: 'de', categories, stock }

const opened = formOf(tee, formContext)
const check = (form: ProductForm, before: ProductForm = opened) =>
  checkForm(form, { currency: 'EUR', locale: 'de', products: [tee, mug], opened: before })

let ids = 0
const plan = (form: ProductForm, product: Product | null = tee) => {
  const checked = check(form, product ? opened : emptyForm())
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
  const newId = () => {
    ids += 1
    return `new-${ids}`
  }
  return planSave(form, checked.value, { product, products: [tee, mug], categories, stock, newId })
}
const errorsOf = (form: ProductForm, before?: ProductForm) => {
  const checked = check(form, before)
  return checked.ok ? {} : checked.errors
}

describe('the product form', () => {
  it('shows amounts as the person writes them', () => {
    expect(opened.variants[0]).toMatchObject({ price: '28,00', stock: '7', sku: 'TEE-S' })
    expect(opened.category).toBe('Wear')
  })

  it('writes nothing when nothing was changed', () => {
    expect(plan(opened)).toEqual({ patches: [], caps: [], counted: [], received: [] })
  })

  it('writes only the fields that were changed', () => {
    const form = changeVariant({ ...opened, name: 'Harbour Tee' }, 's', { price: '29,5', lowMark: '3' })
    expect(plan(form).patches).toEqual([
      { record: 'product', id: 'tee', fields: { name: 'Harbour Tee' } },
      { record: 'variant', id: 's', fields: { priceMinor: 2950, lowMark: 3000 } },
    ])
  })

  it('counts what was typed as stock from what is there, and adds what came in', () => {
    const form = changeVariant(opened, 's', { stock: '5,5', received: '12' })
    expect(plan(form)).toMatchObject({
      patches: [],
      counted: [{ variant: 's', countedQuantity: 5500, quantity: -1500 }],
      received: [{ variant: 's', quantity: 12_000 }],
    })
  })

  it('caps a variant together with its count, and ends a cap as a field of its own (K4)', () => {
    const capping = plan(changeVariant(opened, 's', { capped: true, stock: '5' }))
    expect(capping).toMatchObject({ patches: [], counted: [], caps: [{ variant: 's', pieces: 5 }] })
    expect(plan(changeVariant(opened, 's', { capped: true })).caps).toEqual([{ variant: 's', pieces: 7 }])
    const capped = { ...tee, variants: [variantOf('s', { options: ['S'], capped: true }), variantOf('m')] }
    const before = formOf(capped, formContext)
    const planned = (form: ProductForm) => {
      const checked = check(form, before)
      if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
      const newId = () => 'new'
      return planSave(form, checked.value, { product: capped, products: [mug], categories, stock, newId })
    }
    expect(planned(before).caps).toEqual([])
    expect(planned(changeVariant(before, 's', { stock: '9' })).caps).toEqual([{ variant: 's', pieces: 9 }])
    const uncapped = planned(changeVariant(before, 's', { capped: false })).patches
    expect(uncapped).toEqual([{ record: 'variant', id: 's', fields: { capped: false } }])
  })

  it('makes a product with its category, a favourite at the end, and stock', () => {
    const empty = emptyForm()
    const form = changeVariant(
      { ...empty, name: ' Zine 8 ', category: 'Zines', favourite: true, taxRate: 'rate-7' as TaxRateId },
      'new-1',
      { price: '7', stock: '54' },
    )
    const { patches, counted } = plan(form, null)
    expect(patches.map(({ record }) => record)).toEqual(['category', 'product', 'variant'])
    expect(patches[0]).toMatchObject({ id: 'zines', fields: { name: 'Zines', removed: false } })
    expect(patches[1]?.fields).toMatchObject({ name: 'Zine 8', favourite: 1, position: 5, taxRate: 'rate-7' })
    expect(patches[2]?.fields).toMatchObject({ priceMinor: 700, tracked: true, product: patches[1]?.id })
    expect(counted).toMatchObject([{ variant: patches[2]?.id, quantity: 54_000 }])
  })

  it('adds and removes variants and options', () => {
    const more = changeVariant(addVariant(opened, 'new-9'), 'new-9', { options: ['L'] })
    expect(plan(more).patches).toMatchObject([
      { record: 'variant', fields: { options: ['L'], priceMinor: 2800 } },
    ])
    expect(plan(removeVariant(opened, 'm')).patches).toEqual([
      { record: 'variant', id: 'm', fields: { removed: true } },
    ])
    const coloured = addOption(opened)
    expect(coloured.variants[0]?.options).toEqual(['S', ''])
    expect(removeOption(coloured, 1)).toEqual(opened)
  })
})

describe('checking the form', () => {
  it.each([
    [{ ...opened, name: '  ' }, 'name', /name/],
    [changeVariant(opened, 's', { price: 'abc' }), 's/price', /12,50/],
    [changeVariant(opened, 's', { price: '-1' }), 's/price', /EUR/],
    [changeVariant(opened, 's', { cost: '1,234' }), 's/cost', /cost/],
    [changeVariant(opened, 's', { stock: 'many' }), 's/stock', /2,5/],
    [changeVariant(opened, 's', { capped: true, stock: '' }), 's/stock', /how many/],
    [changeVariant(opened, 's', { capped: true, stock: '-3' }), 's/stock', /how many/],
    [changeVariant(opened, 's', { received: '-2' }), 's/received', /number/],
    [changeVariant(opened, 's', { sku: 'MUG' }), 's/sku', /“Mug”/],
    [changeVariant(opened, 's', { sku: 'TEE-M' }), 's/sku', /Another variant/],
    [changeVariant(opened, 's', { options: ['M'] }), 'm/options', /options/],
    [addOption(opened), 'option-1', /Name the option/],
    [{ ...opened, variants: [] }, 'variants', /at least one/],
  ])('names the field %#', (form, field, words) => {
    expect(errorsOf(form)[field]).toMatch(words)
  })

  it('takes an empty price: the till asks', () => {
    expect(plan(changeVariant(opened, 's', { price: '' })).patches).toMatchObject([
      { fields: { priceMinor: null } },
    ])
  })

  it('wants an option where there is more than one variant', () => {
    const form = addVariant({ ...emptyForm(), name: 'Cap' }, 'new-2')
    expect(errorsOf(form, emptyForm()).variants).toMatch(/option/)
  })

  it('speaks of barcodes that are no GTIN, and refuses one that another product has', () => {
    expect(barcodeHint('4006381333931')).toBeNull()
    expect(barcodeHint('4006381333932')).toMatch(/check digit/)
    expect(barcodeHint('A-17')).toMatch(/exactly this/)
    const form = changeVariant({ ...emptyForm(), name: 'Cap' }, 'new-1', { barcode: '4006381333931' })
    expect(errorsOf(form, emptyForm())['new-1/barcode']).toMatch(/“Tee”/)
  })
})

const cup: Product = {
  ...mug,
  ...{ id: 'cup' as ProductId, name: 'Cup deposit', kind: 'deposit' },
  variants: [variantOf('cup', { priceMinor: 200 as Minor, tracked: false })],
}

describe('O16: kinds of products', () => {
  it('a unit and a deposit that goes along are fields that differ', () => {
    const form = changeVariant({ ...opened, deposit: cup.id }, 's', { unit: 'kg' })
    expect(plan(form).patches).toEqual([
      { record: 'product', id: 'tee', fields: { deposit: 'cup' } },
      { record: 'variant', id: 's', fields: { unit: 'kg' } },
    ])
  })

  it('goods that say nothing special write nothing special', () => {
    const form = changeVariant({ ...emptyForm(), name: 'Zine' }, 'new-1', { price: '7' })
    const [product, variant] = plan(form, null).patches
    expect(Object.keys({ ...product?.fields, ...variant?.fields })).not.toContain('kind')
    expect(Object.keys({ ...product?.fields, ...variant?.fields })).not.toContain('unit')
  })

  it('a gift card is neither counted nor measured, and brings no deposit along', () => {
    const typed = { kind: 'voucher', voucherPurpose: 'single', voucherMonths: '36', deposit: cup.id } as const
    const form = changeVariant({ ...emptyForm(), name: 'Gift card', ...typed }, 'new-1', {
      ...{ unit: 'kg', capped: true, stock: '' },
    })
    const planned = plan(form, null)
    expect(planned.patches).toMatchObject([
      { fields: { kind: 'voucher', voucherPurpose: 'single', voucherMonths: 36 } },
      { fields: { tracked: false, priceMinor: null } },
    ])
    expect(planned.patches[0]?.fields).not.toHaveProperty('deposit')
    expect(planned.patches[1]?.fields).not.toHaveProperty('unit')
    expect(planned).toMatchObject({ caps: [], counted: [] })
  })

  it.each([
    [{ kind: 'deposit' }, '', 'new-1/price', /given back/],
    [{ kind: 'deposit' }, '0', 'new-1/price', /given back/],
    [{ kind: 'voucher' }, '0', 'new-1/price', /worth/],
    [{ kind: 'voucher', voucherMonths: '0' }, '50', 'voucherMonths', /from 1 to 1,200/],
    [{ kind: 'voucher', voucherMonths: '2,5' }, '50', 'voucherMonths', /whole number/],
  ] as const)('%j at “%s” is named', (change, price, field, words) => {
    const form = changeVariant({ ...emptyForm(), name: 'X', ...change }, 'new-1', { price })
    expect(errorsOf(form, emptyForm())[field]).toMatch(words)
  })

  it('what another kind says of itself is not judged', () => {
    expect(errorsOf({ ...opened, voucherMonths: 'many' })).toEqual({})
  })
})
