/** An edited product → patches and stock lines, with only what differs. Pure. */
import type { CategoryId, ProductId, TaxRateId, VariantId } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Thousandths } from '../../../core/domain/money.ts'
import { type Category, categoryIdOf, type Product, type Variant } from '../../../core/domain/product.ts'
import type { Patch, RecordFields } from '../../../core/journal/settings.ts'
import type { CountedLine, StockLine } from '../../replica/deeds.ts'
import { differences } from '../typed.ts'
import type { CheckedForm, CheckedVariant } from './check-form.ts'
import type { ProductForm } from './product-form.ts'

export interface SavePlan {
  readonly patches: readonly Patch[]
  /** Variants that become capped, or whose cap is counted anew: mark and count are one deed. */
  readonly caps: readonly Cap[]
  readonly counted: readonly CountedLine[]
  readonly received: readonly StockLine[]
}

export interface Cap {
  readonly variant: VariantId
  /** What there is now, on all tills together. */
  readonly pieces: number
}

export interface SaveContext {
  /** null: the product is new. */
  readonly product: Product | null
  readonly products: readonly Product[]
  readonly categories: readonly Category[]
  readonly stock: ReadonlyMap<VariantId, Thousandths>
  readonly newId: () => string
}

/** What saving writes; nothing at all for a form that says what is there. */
export function planSave(form: ProductForm, checked: CheckedForm, context: SaveContext): SavePlan {
  const { product } = context
  const id = product?.id ?? (context.newId() as ProductId)
  const category = resolveCategory(checked.category, context.categories)
  const wanted = productFields(form, checked, { ...context, category: category.id })
  const fields = product
    ? differences({ ...wanted, ...kindFields(checked) }, product)
    : { ...wanted, ...differences(kindFields(checked), PLAIN), pictureUrl: null, handle: null }
  const head: Patch[] = Object.keys(fields).length > 0 ? [{ record: 'product', id, fields }] : []
  const parts = checked.variants.map((variant, index) => planVariant(variant, { id, index, context }))
  return {
    patches: [
      ...category.patches,
      ...head,
      ...parts.flatMap((part) => part.patches),
      ...removals(checked, product),
    ],
    caps: parts.flatMap((part) => part.caps),
    counted: parts.flatMap((part) => part.counted),
    received: parts.flatMap((part) => part.received),
  }
}

function resolveCategory(
  name: string | null,
  categories: readonly Category[],
): { readonly id: CategoryId | null; readonly patches: readonly Patch[] } {
  if (name === null) return { id: null, patches: [] }
  const known = categories.find((category) => category.name.toLowerCase() === name.toLowerCase())
  if (known) return { id: known.id, patches: [] }
  const id = categoryIdOf(name)
  const position = Math.max(0, ...categories.map((category) => category.position)) + 1
  return { id, patches: [{ record: 'category', id, fields: { name, position, removed: false } }] }
}

type ProductFields = RecordFields['product']

function productFields(
  form: ProductForm,
  { name, description, optionNames }: CheckedForm,
  { product, products, category }: SaveContext & { readonly category: CategoryId | null },
): ProductFields {
  const last = (of: (other: Product) => number) =>
    products.reduce((max, other) => Math.max(max, of(other)), 0)
  const favourite = form.favourite ? (product?.favourite ?? last((other) => other.favourite ?? 0) + 1) : null
  return {
    ...{ name, category, description, favourite, picture: form.picture, optionNames: [...optionNames] },
    taxRate: form.taxRate === '' ? null : (form.taxRate as TaxRateId),
    position: product?.position ?? last((other) => other.position) + 1,
  }
}

const kindFields = ({ kind, deposit, voucherPurpose, voucherMonths }: CheckedForm) => ({
  ...{ kind, deposit, voucherPurpose, voucherMonths },
})

/** What a product is that says nothing of its kind. */
const PLAIN = { kind: 'goods', deposit: null, voucherPurpose: 'multi', voucherMonths: null }

function planVariant(
  checked: CheckedVariant,
  { id: product, index, context }: { id: ProductId; index: number; context: SaveContext },
): SavePlan {
  const known = context.product?.variants.find((variant) => variant.id === checked.id)
  const id = known?.id ?? (context.newId() as VariantId)
  const fields = variantFields(checked, { product, index, known })
  const patch: readonly Patch[] = Object.keys(fields).length > 0 ? [{ record: 'variant', id, fields }] : []
  return { patches: patch, ...stockLines(checked, { id, known, stock: context.stock }) }
}

function variantFields(
  checked: CheckedVariant,
  place: { readonly product: ProductId; readonly index: number; readonly known: Variant | undefined },
): RecordFields['variant'] {
  const { product, index, known } = place
  const { options, sku, barcode, priceMinor, costMinor, lowMark, unit } = checked
  // A cap is set together with its count; only its end is a field of its own.
  const counting = checked.capped
    ? {}
    : { tracked: checked.tracked, ...(known?.capped ? { capped: false } : {}) }
  const wanted = { options: [...options], sku, barcode, priceMinor, costMinor, lowMark, ...counting }
  if (known) return differences({ ...wanted, unit }, known)
  return {
    ...wanted,
    ...(unit === 'piece' ? {} : { unit }),
    product,
    importedStock: null,
    position: index + 1,
  }
}

/** A count is the difference to what is there now (rule K2); what came in is added to it. */
function stockLines(
  { capped, counted, received }: CheckedVariant,
  place: {
    readonly id: VariantId
    readonly known: Variant | undefined
    readonly stock: ReadonlyMap<VariantId, Thousandths>
  },
): Pick<SavePlan, 'caps' | 'counted' | 'received'> {
  const { id: variant, known } = place
  const expected = place.stock.get(variant) ?? 0
  const quantity = (counted ?? expected) - expected
  const isCap = capped && (!known?.capped || quantity !== 0)
  const line = { variant, countedQuantity: counted ?? (0 as Thousandths), quantity: quantity as Thousandths }
  return {
    caps: isCap ? [{ variant, pieces: Math.max(0, expected + quantity) / ONE_PIECE }] : [],
    counted: isCap || quantity === 0 ? [] : [line],
    received: received > 0 ? [{ variant, quantity: received }] : [],
  }
}

function removals({ variants }: CheckedForm, product: Product | null): readonly Patch[] {
  const kept = new Set(variants.map(({ id }) => id))
  const gone = product?.variants.filter(({ id }) => !kept.has(id)) ?? []
  return gone.map(({ id }) => ({ record: 'variant', id, fields: { removed: true } }))
}
