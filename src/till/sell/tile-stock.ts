/** What a tile says of a product's stock: the sum over its variants. Pure. */
import type { VariantId } from '../../../core/domain/ids.ts'
import { type Thousandths, toMinor } from '../../../core/domain/money.ts'
import { type Product, type StockBadge, stockBadge } from '../../../core/domain/product.ts'

/** Thousandths left, or null where at least one variant is not counted. A negative count is no minus for its siblings. */
export function stockLeft(product: Product, stock: ReadonlyMap<VariantId, Thousandths>): number | null {
  const [only] = product.variants
  if (product.variants.length === 1 && only) return only.tracked ? (stock.get(only.id) ?? 0) : null
  let left = 0
  for (const { id, tracked } of product.variants) {
    if (!tracked) return null
    left += Math.max(0, stock.get(id) ?? 0)
  }
  return left
}

/** The badge for that figure; the low marks of several variants add up. */
export function tileBadge(product: Product, left: number | null): StockBadge {
  if (left === null) return { kind: 'untracked' }
  return stockBadge({ tracked: true, lowMark: lowMarkOf(product) }, left as Thousandths)
}

function lowMarkOf({ variants }: Product): Thousandths | null {
  let sum: number | null = null
  for (const { lowMark } of variants) if (lowMark !== null) sum = (sum ?? 0) + lowMark
  return sum as Thousandths | null
}

/** The price on a tile: one, or the lowest of several with `from`; null when it is asked at the sale. */
export function tilePrice({ variants }: Product) {
  const prices = variants.flatMap(({ priceMinor }) => (priceMinor === null ? [] : [priceMinor]))
  const [first] = prices
  if (first === undefined) return null
  const minor = toMinor(Math.min(...prices))
  return { minor, from: prices.some((price) => price !== minor) || prices.length < variants.length }
}
