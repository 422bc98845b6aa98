/** A product as the editor holds it: everything as it was typed, so that nothing typed is lost. Plain data. */
import { quantityToDecimal } from '../../../core/catalogue/read-number.ts'
import type { ProductId, TaxRateId, VariantId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import type { Category, Picture, Product, Variant } from '../../../core/domain/product.ts'
import type { Unit } from '../../../core/domain/unit.ts'
import { amountText, localDecimal } from '../typed.ts'

export interface VariantForm {
  /** For lists: the variant's id, or a mark of its own while it is new. */
  readonly key: string
  /** null: not in the catalogue yet. */
  readonly id: VariantId | null
  readonly options: readonly string[]
  readonly sku: string
  readonly barcode: string
  readonly price: string
  readonly cost: string
  readonly tracked: boolean
  /** Sold under leases: what is in stock is the most that can ever be sold. */
  readonly capped: boolean
  /** In what it is sold: a price is for one of it. */
  readonly unit: Unit
  readonly lowMark: string
  /** What is there: changed, it is a count. */
  readonly stock: string
  /** What came in: added to the stock. */
  readonly received: string
}

export interface ProductForm {
  readonly name: string
  readonly category: string
  readonly description: string
  /** Empty: the location's default rate. */
  readonly taxRate: TaxRateId | ''
  readonly favourite: boolean
  readonly kind: Product['kind']
  /** The product of kind deposit that goes along with each piece; empty: none. */
  readonly deposit: ProductId | ''
  readonly voucherPurpose: Product['voucherPurpose']
  /** As typed; empty: no end. */
  readonly voucherMonths: string
  readonly picture: Picture | null
  readonly optionNames: readonly string[]
  readonly variants: readonly VariantForm[]
}

export interface FormContext {
  /** ISO 4217. */
  readonly currency: string
  /** BCP 47. */
  readonly locale: string
  readonly categories: readonly Category[]
  readonly stock: ReadonlyMap<VariantId, Thousandths>
}

/** A quantity as a person writes it. */
export const quantityText = (quantity: Thousandths | null, locale: string) =>
  quantity === null ? '' : localDecimal(quantityToDecimal(quantity), locale)

/** The product as it is now, to be edited. */
export function formOf(product: Product, context: FormContext): ProductForm {
  const category = context.categories.find(({ id }) => id === product.category)
  return {
    name: product.name,
    category: category?.name ?? product.category ?? '',
    description: product.description ?? '',
    taxRate: product.taxRate ?? '',
    favourite: product.favourite !== null,
    kind: product.kind,
    deposit: product.deposit ?? '',
    voucherPurpose: product.voucherPurpose,
    voucherMonths: product.voucherMonths === null ? '' : String(product.voucherMonths),
    picture: product.picture,
    optionNames: product.optionNames,
    variants: product.variants.map((variant) => variantFormOf(variant, context)),
  }
}

function variantFormOf(variant: Variant, context: FormContext): VariantForm {
  const { id, options, sku, barcode, tracked, capped, unit } = variant
  return {
    ...{ key: id, id, options, tracked, capped, unit },
    sku: sku ?? '',
    barcode: barcode ?? '',
    price: amountText(variant.priceMinor, context),
    cost: amountText(variant.costMinor, context),
    lowMark: quantityText(variant.lowMark, context.locale),
    stock: quantityText(context.stock.get(id) ?? (0 as Thousandths), context.locale),
    received: '',
  }
}

/** A variant that is about to be written in. `key` must be new to the form. */
export const emptyVariant = (key: string, options: readonly string[] = []): VariantForm => ({
  ...{ key, id: null, options, sku: '', barcode: '', price: '', cost: '' },
  ...{ tracked: true, capped: false, unit: 'piece', lowMark: '', stock: '', received: '' },
})

/** A product that is about to be written in. */
export const emptyForm = (): ProductForm => ({
  ...{ name: '', category: '', description: '', taxRate: '', favourite: false, picture: null },
  ...{ kind: 'goods', deposit: '', voucherPurpose: 'multi', voucherMonths: '' },
  optionNames: [],
  variants: [emptyVariant('new-1')],
})

/** One more option: every variant gets a place for it. */
export function addOption(form: ProductForm): ProductForm {
  return {
    ...form,
    optionNames: [...form.optionNames, ''],
    variants: form.variants.map((variant) => ({
      ...variant,
      options: [...padded(variant.options, form.optionNames.length), ''],
    })),
  }
}

/** Takes an option away from the product and its variants. */
export function removeOption(form: ProductForm, slot: number): ProductForm {
  const without = (texts: readonly string[]) => texts.filter((_, index) => index !== slot)
  return {
    ...form,
    optionNames: without(form.optionNames),
    variants: form.variants.map((variant) => ({ ...variant, options: without(variant.options) })),
  }
}

/** One more variant, priced like the last. */
export function addVariant(form: ProductForm, key: string): ProductForm {
  const last = form.variants.at(-1)
  const variant = {
    ...emptyVariant(key, padded([], form.optionNames.length)),
    ...(last ? { price: last.price, cost: last.cost, tracked: last.tracked, unit: last.unit } : {}),
  }
  return { ...form, variants: [...form.variants, variant] }
}

export const changeVariant = (form: ProductForm, key: string, change: Partial<VariantForm>): ProductForm => ({
  ...form,
  variants: form.variants.map((variant) => (variant.key === key ? { ...variant, ...change } : variant)),
})

export const removeVariant = (form: ProductForm, key: string): ProductForm => ({
  ...form,
  variants: form.variants.filter((variant) => variant.key !== key),
})

const padded = (texts: readonly string[], length: number) =>
  Array.from({ length }, (_, index) => texts[index] ?? '')
