/** Finds the catalogue's own variant for each variant of a file. */
import { unreachable } from '../assert.ts'
import type { VariantId } from '../domain/ids.ts'
import type { Product, Variant } from '../domain/product.ts'
import { foldKey } from './clean-text.ts'
import { barcodeKey } from './gtin-key.ts'
import type { ImportedProduct, ImportedVariant } from './imported.ts'

export interface Found {
  readonly product: Product
  readonly variant: Variant
}

export class CatalogueIndex {
  readonly #byKey = new Map<string, Found[]>()
  readonly #productByHandle = new Map<string, Product>()
  readonly #productById = new Map<string, Product>()

  constructor(products: readonly Product[]) {
    for (const product of products) this.#add(product)
  }

  /**
   * By our own id, else SKU, else barcode, else handle and options, else (without a handle) name and options.
   * The stronger key of one row goes before the weaker of another, and no variant is found twice.
   */
  match(products: readonly ImportedProduct[]): ReadonlyMap<ImportedVariant, Found> {
    const matches = new Map<ImportedVariant, Found>()
    const taken = new Set<VariantId>()
    for (const kind of KEY_KINDS) {
      for (const product of products) {
        for (const variant of product.variants) {
          const found = matches.has(variant) ? undefined : this.#find(kind, { product, variant, taken })
          if (!found) continue
          matches.set(variant, found)
          taken.add(found.variant.id)
        }
      }
    }
    return matches
  }

  /** The product that new variants join: of that id, or of that handle. */
  findProduct(product: ImportedProduct): Product | undefined {
    const byId = product.id === undefined ? undefined : this.#productById.get(product.id)
    return byId ?? (product.handle === null ? undefined : this.#productByHandle.get(product.handle))
  }

  #add(product: Product): void {
    this.#productById.set(product.id, product)
    if (product.handle && !this.#productByHandle.has(product.handle)) {
      this.#productByHandle.set(product.handle, product)
    }
    for (const variant of product.variants) {
      for (const kind of KEY_KINDS) this.#addKey(keyOf(kind, product, variant), { product, variant })
    }
  }

  #addKey(key: string | null, found: Found): void {
    if (key === null) return
    const known = this.#byKey.get(key)
    if (known) known.push(found)
    else this.#byKey.set(key, [found])
  }

  #find(
    kind: KeyKind,
    wanted: { product: ImportedProduct; variant: ImportedVariant; taken: ReadonlySet<VariantId> },
  ): Found | undefined {
    const { product, variant, taken } = wanted
    if (kind === 'name' && product.handle !== null) return undefined
    const key = keyOf(kind, product, variant)
    const found = key === null ? undefined : this.#byKey.get(key)
    if (!found) return undefined
    // A SKU or barcode that several have tells none of them apart; of several alike in name, any is as good.
    if (found.length > 1 && (kind === 'sku' || kind === 'barcode')) return undefined
    return found.find(
      (candidate) =>
        !taken.has(candidate.variant.id) && (kind !== 'name' || !skusDiffer(candidate.variant, variant)),
    )
  }
}

const KEY_KINDS = ['id', 'sku', 'barcode', 'handle', 'name'] as const
type KeyKind = (typeof KEY_KINDS)[number]

type Keyed = Pick<ImportedVariant, 'id' | 'sku' | 'barcode' | 'options'>

function keyOf(
  kind: KeyKind,
  product: Pick<ImportedProduct, 'handle' | 'name'>,
  variant: Keyed,
): string | null {
  switch (kind) {
    case 'id':
      return variant.id ? `id ${variant.id}` : null
    case 'sku':
      return variant.sku ? `sku ${variant.sku}` : null
    case 'barcode':
      return variant.barcode ? `barcode ${barcodeKey(variant.barcode)}` : null
    case 'handle':
      return product.handle === null ? null : formKey('handle', product.handle, variant)
    case 'name':
      return formKey('name', foldKey(product.name), variant)
    default:
      return unreachable(kind)
  }
}

const formKey = (kind: string, head: string, { options }: Keyed): string =>
  [`${kind} ${head}`, ...options.map(foldKey)].join('\u001f')

const skusDiffer = (variant: Variant, { sku }: Keyed): boolean =>
  Boolean(variant.sku && sku && variant.sku !== sku)
