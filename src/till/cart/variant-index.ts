/** Variants by id, once a catalogue. */
import type { VariantId } from '../../../core/domain/ids.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'

const indexOf = new WeakMap<readonly Product[], ReadonlyMap<VariantId, Variant>>()

export function variantIndexOf(products: readonly Product[]): ReadonlyMap<VariantId, Variant> {
  const known = indexOf.get(products)
  if (known) return known
  const index = new Map<VariantId, Variant>()
  for (const { variants } of products) for (const variant of variants) index.set(variant.id, variant)
  indexOf.set(products, index)
  return index
}
