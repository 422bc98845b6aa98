/** Finds the catalogue's own variant for a variant of the file. */
import type { VariantId } from '../domain/ids.ts'
import type { Product, Variant } from '../domain/product.ts'
import { foldKey } from './clean-text.ts'
import { barcodeKey } from './gtin-key.ts'
import type { ImportedProduct, ImportedVariant } from './imported.ts'

export interface Found {
  readonly product: Product
  readonly variant: Variant
}

/** Keys that more than one variant has find none: better a new variant than a wrong one. */
export class CatalogueIndex {
  readonly #byId = new Map<string, Found>()
  readonly #bySku = new Map<string, Found | null>()
  readonly #byBarcode = new Map<string, Found | null>()
  readonly #byHandle = new Map<string, Found | null>()
  readonly #byName = new Map<string, Found | null>()
  readonly #productByHandle = new Map<string, Product>()
  readonly #productById = new Map<string, Product>()

  constructor(products: readonly Product[]) {
    for (const product of products) this.#add(product)
  }

  #add(product: Product): void {
    this.#productById.set(product.id, product)
    if (product.handle && !this.#productByHandle.has(product.handle)) {
      this.#productByHandle.set(product.handle, product)
    }
    for (const variant of product.variants) {
      const found = { product, variant }
      this.#byId.set(variant.id, found)
      setUnique(this.#bySku, variant.sku, found)
      setUnique(this.#byBarcode, variant.barcode && barcodeKey(variant.barcode), found)
      setUnique(this.#byHandle, product.handle && formKey(product.handle, variant.options), found)
      setUnique(this.#byName, formKey(foldKey(product.name), variant.options), found)
    }
  }

  /** By our own id, else SKU, else barcode, else handle and options, else (without a handle) name and options. */
  find(product: ImportedProduct, variant: ImportedVariant, taken: ReadonlySet<VariantId>): Found | undefined {
    const { id, sku, barcode, options } = variant
    const byForm =
      product.handle === null
        ? this.#byName.get(formKey(foldKey(product.name), options))
        : this.#byHandle.get(formKey(product.handle, options))
    const candidates = [
      id === undefined ? null : this.#byId.get(id),
      sku ? this.#bySku.get(sku) : null,
      barcode ? this.#byBarcode.get(barcodeKey(barcode)) : null,
      byForm,
    ]
    return candidates.find((found) => found && !taken.has(found.variant.id)) ?? undefined
  }

  /** The product that new variants join: of that id, or of that handle. */
  findProduct(product: ImportedProduct): Product | undefined {
    const byId = product.id === undefined ? undefined : this.#productById.get(product.id)
    return byId ?? (product.handle === null ? undefined : this.#productByHandle.get(product.handle))
  }
}

const formKey = (head: string, options: readonly string[]): string =>
  [head, ...options.map(foldKey)].join('\u001f')

function setUnique(map: Map<string, Found | null>, key: string | null, found: Found): void {
  if (key) map.set(key, map.has(key) ? null : found)
}
