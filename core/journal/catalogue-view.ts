/** The catalogue as screens read it: products with their variants, in order, removed ones left out. */
import type { CategoryId, LocationId, ProductId, StaffId, TaxRateId, VariantId } from '../domain/ids.ts'
import type { Location } from '../domain/location.ts'
import type { Ppm } from '../domain/money.ts'
import type { Category, Product, Variant } from '../domain/product.ts'
import type { Role, Staff } from '../domain/staff.ts'
import type { TaxRate } from '../domain/tax.ts'
import type { RecordFields } from './settings.ts'
import type { Settings } from './state.ts'

/** Products by favourite place, then by their position; a product without a variant is not sellable and left out. */
export function productsOf(settings: Pick<Settings, 'product' | 'variant'>): readonly Product[] {
  const variants = variantsByProduct(settings.variant)
  const products: Product[] = []
  for (const [id, fields] of settings.product) {
    const own = variants.get(id)
    if (fields.removed !== true && own) products.push(toProduct(id, fields, own))
  }
  return products.sort(byPlace)
}

const byPlace = (a: Product, b: Product) =>
  (a.favourite ?? Infinity) - (b.favourite ?? Infinity) || a.position - b.position || (a.id < b.id ? -1 : 1)

function variantsByProduct(records: Settings['variant']): ReadonlyMap<ProductId, Variant[]> {
  const byProduct = new Map<ProductId, Variant[]>()
  for (const [id, fields] of records) {
    if (fields.removed === true || fields.product === undefined) continue
    const variant = toVariant(id, fields.product, fields)
    const siblings = byProduct.get(fields.product)
    if (siblings) siblings.push(variant)
    else byProduct.set(fields.product, [variant])
  }
  for (const siblings of byProduct.values()) {
    if (siblings.length > 1) siblings.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  }
  return byProduct
}

function toVariant(id: VariantId, product: ProductId, fields: RecordFields['variant']): Variant {
  return {
    id,
    product,
    options: fields.options ?? [],
    sku: fields.sku ?? null,
    barcode: fields.barcode ?? null,
    priceMinor: fields.priceMinor ?? null,
    costMinor: fields.costMinor ?? null,
    tracked: fields.tracked ?? false,
    capped: fields.capped ?? false,
    lowMark: fields.lowMark ?? null,
    importedStock: fields.importedStock ?? null,
    position: fields.position ?? 0,
  }
}

function toProduct(id: ProductId, fields: RecordFields['product'], variants: readonly Variant[]): Product {
  return {
    id,
    name: fields.name ?? '',
    category: fields.category ?? null,
    description: fields.description ?? null,
    taxRate: fields.taxRate ?? null,
    picture: fields.picture ?? null,
    pictureUrl: fields.pictureUrl ?? null,
    handle: fields.handle ?? null,
    optionNames: fields.optionNames ?? [],
    favourite: fields.favourite ?? null,
    position: fields.position ?? 0,
    variants,
  }
}

export function categoriesOf(records: Settings['category']): readonly Category[] {
  return [...records]
    .filter(([, fields]) => fields.removed !== true)
    .map(
      ([id, fields]): Category => ({
        id: id as CategoryId,
        name: fields.name ?? id,
        position: fields.position ?? 0,
      }),
    )
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))
}

export function taxRatesOf(records: Settings['tax-rate']): ReadonlyMap<TaxRateId, TaxRate> {
  const rates = [...records].filter(([, fields]) => fields.removed !== true)
  return new Map(
    rates.map(([id, fields]) => [id, { id, name: fields.name ?? '', ppm: (fields.ppm ?? 0) as Ppm }]),
  )
}

export function staffOf(records: Settings['staff']): readonly Staff[] {
  return [...records]
    .filter(([, fields]) => fields.removed !== true)
    .map(
      ([id, fields]): Staff => ({
        id: id as StaffId,
        name: fields.name ?? '',
        role: (fields.role ?? 'cashier') as Role,
        ...(fields.pinChanged === undefined ? {} : { pinChanged: fields.pinChanged }),
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** How long a till waits before it locks itself, where nobody has said otherwise. */
const DEFAULT_LOCK_MINUTES = 5

/** The location's settings; null until its first settings entry has been folded. */
export function locationOf(id: LocationId, records: Settings['location']): Location | null {
  const fields = records.get(id)
  if (!fields?.currency || !fields.defaultTaxRate) return null
  return {
    id,
    name: fields.name ?? '',
    currency: fields.currency,
    country: fields.country ?? '',
    zone: fields.zone ?? 'UTC',
    taxMode: fields.taxMode ?? 'inclusive',
    defaultTaxRate: fields.defaultTaxRate,
    address: fields.address ?? '',
    receiptFooter: fields.receiptFooter ?? '',
    lockMinutes: fields.lockMinutes ?? DEFAULT_LOCK_MINUTES,
  }
}
