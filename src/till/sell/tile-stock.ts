/** What a tile says of a product's stock: the sum over its variants. Pure. */
import { type Thousandths, toMinor } from '../../../core/domain/money.ts'
import { type Product, type StockBadge, stockBadge, type Variant } from '../../../core/domain/product.ts'
import type { Views } from '../../replica/views-store.ts'

/** What screens know of the stock: the count, and what this till holds of capped goods. */
export type StockViews = Pick<Views, 'stock' | 'leased'>

/**
 * Thousandths that this till can sell now, or null where at least one variant is not counted: of capped goods what
 * it holds, of others what the count says. A negative count is no minus for its siblings.
 */
export function stockLeft({ variants }: Product, views: StockViews): number | null {
  return sumOver(variants, (variant) => (variant.capped ? views.leased : views.stock).get(variant.id))
}

/** Thousandths in all, at whatever till, where some of it is capped; else null. */
export function leftInAll({ variants }: Product, { stock }: StockViews): number | null {
  return variants.some(({ capped }) => capped) ? sumOver(variants, ({ id }) => stock.get(id)) : null
}

function sumOver(
  variants: readonly Variant[],
  leftOf: (variant: Variant) => number | undefined,
): number | null {
  let left = 0
  for (const variant of variants) {
    if (!variant.tracked) return null
    const own = leftOf(variant) ?? 0
    left += variants.length === 1 ? own : Math.max(0, own)
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

/** The price on a tile and for what it is: one, or the lowest of several with `from`; null when it is asked at the sale. */
export function tilePrice({ variants }: Product) {
  const prices = variants.flatMap(({ priceMinor }) => (priceMinor === null ? [] : [priceMinor]))
  const [first] = prices
  if (first === undefined) return null
  const minor = toMinor(Math.min(...prices))
  const from = prices.some((price) => price !== minor) || prices.length < variants.length
  return { minor, from, unit: variants[0]?.unit ?? 'piece' }
}
