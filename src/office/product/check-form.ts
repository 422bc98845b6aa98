/** What was typed into the editor → what it means, or which field is wrong and how to mend it. Pure. */
import { barcodeKey, gtinDigits } from '../../../core/catalogue/gtin-key.ts'
import { readQuantity } from '../../../core/catalogue/read-number.ts'
import type { ProductId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import { parseMoney, separatorsOf } from '../../../core/domain/parse-money.ts'
import type { Product } from '../../../core/domain/product.ts'
import type { Unit } from '../../../core/domain/unit.ts'
import { exampleAmount, readCount } from '../typed.ts'
import type { ProductForm, VariantForm } from './product-form.ts'

/** By field: `name`, `option-0`, or a variant's `key/field`. */
export type FormErrors = Readonly<Record<string, string>>

export interface CheckedVariant {
  readonly key: string
  readonly id: VariantId | null
  readonly options: readonly string[]
  readonly sku: string | null
  readonly barcode: string | null
  /** null: the till asks at the sale. */
  readonly priceMinor: Minor | null
  readonly costMinor: Minor | null
  readonly tracked: boolean
  readonly capped: boolean
  readonly unit: Unit
  readonly lowMark: Thousandths | null
  /** undefined: the field was not touched. */
  readonly counted: Thousandths | undefined
  readonly received: Thousandths
}

export interface CheckedForm {
  readonly name: string
  readonly category: string | null
  readonly description: string | null
  readonly kind: Product['kind']
  readonly deposit: ProductId | null
  readonly voucherPurpose: Product['voucherPurpose']
  /** null: its vouchers do not expire. */
  readonly voucherMonths: number | null
  readonly optionNames: readonly string[]
  readonly variants: readonly CheckedVariant[]
}

/** A hundred years. */
const MOST_MONTHS = 1200

export interface CheckContext {
  readonly currency: string
  readonly locale: string
  /** The whole catalogue: a SKU names one variant in it. */
  readonly products: readonly Product[]
  /** The form as it was opened: what differs from it was typed. */
  readonly opened: ProductForm
}

export type FormCheck =
  | { readonly ok: true; readonly value: CheckedForm }
  | { readonly ok: false; readonly errors: FormErrors }

/** Reads the whole form; all errors at once, each at its field. */
export function checkForm(form: ProductForm, context: CheckContext): FormCheck {
  const checker = new Checker(form, context)
  const value = checker.read()
  return Object.keys(checker.errors).length === 0
    ? { ok: true, value }
    : { ok: false, errors: checker.errors }
}

/** A hint under a barcode that no scanner would take for a GTIN; null when there is nothing to say. */
export function barcodeHint(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '' || gtinDigits(trimmed)) return null
  return /^\d{8,14}$/.test(trimmed)
    ? 'The check digit does not fit an EAN or UPC: look whether a digit is wrong. It can be saved all the same.'
    : 'Not an EAN or UPC; it is found when exactly this is scanned.'
}

class Checker {
  readonly errors: Record<string, string> = {}
  readonly #form: ProductForm
  readonly #context: CheckContext

  constructor(form: ProductForm, context: CheckContext) {
    this.#form = form
    this.#context = context
  }

  read(): CheckedForm {
    const { name, category, description, optionNames, variants } = this.#form
    if (name.trim() === '') this.errors.name = 'Give the product a name.'
    if (name.trim().length > 200) this.errors.name = 'Shorten the name to 200 characters.'
    if (category.trim().length > 100) this.errors.category = 'Shorten the category to 100 characters.'
    if (description.length > 4000) this.errors.description = 'Shorten the description to 4,000 characters.'
    optionNames.forEach((option, slot) => {
      if (option.trim() === '')
        this.errors[`option-${slot}`] = 'Name the option (size, colour …) or remove it.'
    })
    this.#checkTwins()
    return {
      name: name.trim(),
      category: category.trim() || null,
      description: description.trim() || null,
      ...this.#readKind(),
      optionNames: optionNames.map((option) => option.trim().slice(0, 100)),
      variants: variants.map((variant) => this.#readVariant(variant)),
    }
  }

  /** What another kind of product says of itself does not count, and is not judged. */
  #readKind(): Pick<CheckedForm, 'kind' | 'deposit' | 'voucherPurpose' | 'voucherMonths'> {
    const { kind, deposit, voucherPurpose, voucherMonths } = this.#form
    const isVoucher = kind === 'voucher'
    return {
      kind,
      deposit: kind === 'goods' && deposit !== '' ? deposit : null,
      voucherPurpose: isVoucher ? voucherPurpose : 'multi',
      voucherMonths: isVoucher && voucherMonths.trim() !== '' ? this.#months(voucherMonths) : null,
    }
  }

  #months(text: string): number | null {
    const months = readCount(text, { min: 1, max: MOST_MONTHS })
    if (!months.ok) this.errors.voucherMonths = months.error
    return months.ok ? months.value : null
  }

  #readVariant(variant: VariantForm): CheckedVariant {
    const { key, id, options } = variant
    const isGoods = this.#form.kind === 'goods'
    const capped = isGoods && variant.capped
    const tracked = isGoods && (variant.tracked || capped)
    return {
      ...{ key, id, capped, tracked },
      unit: isGoods ? variant.unit : 'piece',
      options: options.map((option) => option.trim().slice(0, 200)),
      sku: this.#sku(variant),
      barcode: this.#barcode(variant),
      priceMinor: this.#price(variant),
      costMinor: this.#money(variant, 'cost'),
      lowMark: this.#quantity(variant, 'lowMark') ?? null,
      counted: tracked ? this.#counted({ ...variant, capped }) : undefined,
      received: (tracked ? this.#quantity(variant, 'received') : undefined) ?? (0 as Thousandths),
    }
  }

  /** What was typed as the stock; undefined while it says what it said before. */
  #counted(variant: VariantForm): Thousandths | undefined {
    const opened = this.#context.opened.variants.find((before) => before.key === variant.key)
    const untouched = variant.stock === (opened?.stock ?? '')
    if (untouched && variant.capped === (opened?.capped ?? false)) return undefined
    const quantity = this.#quantity(variant, 'stock')
    if (variant.capped && (quantity ?? -1) < 0)
      this.errors[`${variant.key}/stock`] ??= 'Write how many there are now: no more than that can be sold.'
    return untouched ? undefined : quantity
  }

  /** Goods may be given away, or ask for their price; what is owed back has one, and a gift card is worth something. */
  #price(variant: VariantForm): Minor | null {
    const { kind } = this.#form
    const price = this.#money(variant, 'price')
    const field = `${variant.key}/price`
    if (kind === 'deposit' && !price) this.errors[field] ??= 'Write what is given back for each.'
    if (kind === 'voucher' && price === 0)
      this.errors[field] = 'Write what it is worth, or empty it: then the till asks.'
    return price
  }

  #money(variant: VariantForm, field: 'price' | 'cost'): Minor | null {
    const { currency, locale } = this.#context
    const text = variant[field].trim()
    if (text === '') return null
    const parsed = parseMoney(text, currency, locale)
    if (parsed.ok && parsed.value >= 0) return parsed.value
    const what = field === 'price' ? 'price' : 'cost'
    this.errors[`${variant.key}/${field}`] =
      parsed.ok || parsed.error !== 'too-large'
        ? `Write the ${what} in ${currency}, like ${exampleAmount(this.#context)}.`
        : `This ${what} is larger than any that can be sold at.`
    return null
  }

  #quantity(variant: VariantForm, field: 'stock' | 'lowMark' | 'received'): Thousandths | undefined {
    const text = variant[field].trim()
    if (text === '') return undefined
    const mark = separatorsOf(this.#context.locale).decimal === ',' ? ',' : '.'
    const quantity = readQuantity(text, mark)
    if (quantity !== null && (field === 'stock' || quantity >= 0)) return quantity
    this.errors[`${variant.key}/${field}`] = `Write a number, like 12 or 2${mark}5.`
    return undefined
  }

  #sku(variant: VariantForm): string | null {
    const sku = variant.sku.trim()
    const field = `${variant.key}/sku`
    if (sku === '') return null
    if (sku.length > 100) this.errors[field] = 'Shorten the SKU to 100 characters.'
    const own = this.#form.variants.find((other) => other.key !== variant.key && other.sku.trim() === sku)
    const other = this.#context.products.find(({ variants }) =>
      variants.some(({ id, sku: known }) => known === sku && !this.#isOwn(id)),
    )
    if (other) this.errors[field] = `“${other.name}” has this SKU already: each variant needs one of its own.`
    else if (own) this.errors[field] = 'Another variant has this SKU already: each needs one of its own.'
    return sku
  }

  #barcode(variant: VariantForm): string | null {
    const barcode = variant.barcode.trim()
    const field = `${variant.key}/barcode`
    if (barcode === '') return null
    if (barcode.length > 64) this.errors[field] = 'Shorten the barcode to 64 characters.'
    const other = this.#context.products.find(({ variants }) =>
      variants.some(
        ({ id, barcode: known }) =>
          known !== null && barcodeKey(known) === barcodeKey(barcode) && !this.#isOwn(id),
      ),
    )
    if (other)
      this.errors[field] = `“${other.name}” has this barcode already: a scan could not tell them apart.`
    return gtinDigits(barcode) ?? barcode
  }

  /** Variants of this very product, those just removed from the form included: they give their codes free. */
  #isOwn(id: VariantId): boolean {
    return this.#context.opened.variants.some((variant) => variant.id === id)
  }

  #checkTwins(): void {
    const { variants, optionNames } = this.#form
    const seen = new Set<string>()
    if (variants.length === 0) this.errors.variants = 'A product needs at least one variant to be sold.'
    for (const { key, options } of variants) {
      const label = options.map((option) => option.trim().toLowerCase()).join('\u001f')
      if (variants.length > 1 && optionNames.length === 0) {
        this.errors.variants = 'Add an option (size, colour …) that tells the variants apart.'
      } else if (seen.has(label)) {
        this.errors[`${key}/options`] = 'Another variant has these options already.'
      }
      seen.add(label)
    }
  }
}
