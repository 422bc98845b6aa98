/** The catalogue's list: what is found, and in which words a product is told. Pure. */
import type { CategoryId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import { type Product, stockBadge } from '../../../core/domain/product.ts'
import type { Unit } from '../../../core/domain/unit.ts'

export interface ProductFilter {
  /** Every word of it must be found in the name, a SKU, a barcode or an option. */
  readonly query: string
  /** null: all of them; 'none': those without a category. */
  readonly category: CategoryId | 'none' | null
}

/** In alphabetical order, because the till's own order is about reach, not about finding. */
export function filterProducts(
  products: readonly Product[],
  { query, category }: ProductFilter,
): readonly Product[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  return products
    .filter((product) => category === null || (product.category ?? 'none') === category)
    .filter((product) => words.length === 0 || containsAll(textOf(product), words))
    .sort((a, b) => collator.compare(a.name, b.name))
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const containsAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word))

const textOf = ({ name, variants }: Product) =>
  fold(
    [name, ...variants.flatMap(({ sku, barcode, options }) => [sku ?? '', barcode ?? '', ...options])].join(
      ' ',
    ),
  )

export interface PriceRange {
  readonly from: Minor
  readonly to: Minor
  /** For one of what: of the cheapest variant. */
  readonly unit: Unit
}

/** The lowest and the highest price; null when the till asks for it. */
export function priceRange({ variants }: Product): PriceRange | null {
  const prices = variants.flatMap(({ priceMinor }) => priceMinor ?? [])
  const [first] = prices
  if (first === undefined || prices.length < variants.length) return null
  const from = Math.min(...prices) as Minor
  const unit = variants.find(({ priceMinor }) => priceMinor === from)?.unit ?? 'piece'
  return { from, to: Math.max(...prices) as Minor, unit }
}

export interface StockWords {
  readonly tone: 'quiet' | 'warn' | 'stop'
  readonly words: string
}

/** The stock of all variants together, and the worst of them. */
export function stockWords(product: Product, stock: ReadonlyMap<VariantId, Thousandths>): StockWords {
  const badges = product.variants.map((variant) => stockBadge(variant, stock.get(variant.id)))
  const counted = badges.filter(({ kind }) => kind !== 'untracked')
  if (counted.length === 0) return { tone: 'quiet', words: 'Not counted' }
  const soldOut = counted.filter(({ kind }) => kind === 'sold-out').length
  if (soldOut === counted.length) return { tone: 'stop', words: 'Sold out' }
  const pieces = badges.reduce((sum, badge) => sum + ('pieces' in badge ? badge.pieces : 0), 0)
  if (soldOut > 0) return { tone: 'warn', words: `${pieces} left, ${soldOut} sold out` }
  return { tone: counted.some(({ kind }) => kind === 'low') ? 'warn' : 'quiet', words: `${pieces} left` }
}
