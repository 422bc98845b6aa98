import type { CategoryId, ProductId, TaxRateId, VariantId } from './ids.ts'
import type { Minor, Thousandths } from './money.ts'
import type { Unit } from './unit.ts'

/** A picture at the endpoint: content hash (hex) and ThumbHash (base64) for the placeholder. */
export interface Picture {
  readonly hash: string
  readonly thumbhash: string
}

/** One sellable form of a product. `priceMinor` null means: ask for the price at the sale. */
export interface Variant {
  readonly id: VariantId
  readonly product: ProductId
  /** The values of the product's options, in their order: ["M", "Blue"]; empty for a product without options. */
  readonly options: readonly string[]
  readonly sku: string | null
  readonly barcode: string | null
  readonly priceMinor: Minor | null
  readonly costMinor: Minor | null
  /** Whether stock is counted at all: coffee is not, prints are. */
  readonly tracked: boolean
  /** Sold under leases only (rule K4). */
  readonly capped: boolean
  /** In what it is sold; a price is for one of it. */
  readonly unit: Unit
  /** At or under this many thousandths the badge turns amber; null: no mark. */
  readonly lowMark: Thousandths | null
  /** The stock figure of the last imported file, so that importing it again changes nothing. */
  readonly importedStock: Thousandths | null
  readonly position: number
}

export interface Product {
  readonly id: ProductId
  readonly name: string
  readonly category: CategoryId | null
  readonly description: string | null
  /** null: the location's default rate. */
  readonly taxRate: TaxRateId | null
  readonly picture: Picture | null
  /** Where the picture is to be fetched from, as the import gave it. */
  readonly pictureUrl: string | null
  /** The foreign system's key of the product (Shopify and Loyverse handle, Square reference). */
  readonly handle: string | null
  readonly optionNames: readonly string[]
  /** Place among the favourites, set by hand; null: not a favourite. */
  readonly favourite: number | null
  readonly kind: 'goods' | 'deposit' | 'voucher'
  /** The product of kind deposit that goes along with each piece. */
  readonly deposit: ProductId | null
  readonly voucherPurpose: 'multi' | 'single'
  /** null: its vouchers do not expire. */
  readonly voucherMonths: number | null
  readonly position: number
  readonly variants: readonly Variant[]
}

export interface Category {
  readonly id: CategoryId
  readonly name: string
  readonly position: number
}

/** A category's id is its name, normalised, so that two devices that import the same file agree. */
export function categoryIdOf(name: string): CategoryId {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase().slice(0, 100) as CategoryId
}

/** The variant's own words: "M / Blue"; empty for a product without options. */
export function variantLabel(variant: Pick<Variant, 'options'>): string {
  return variant.options.filter((option) => option !== '').join(' / ')
}

/** Up to two letters for a tile without a picture: "Sunset Risograph" → "SR". */
export function monogram(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const letters = words.filter((word) => /^\p{L}/u.test(word))
  const chosen = (letters.length > 0 ? letters : words).slice(0, 2)
  return chosen.map((word) => [...word][0]?.toLocaleUpperCase() ?? '').join('')
}

/** What the badge of a variant says. */
export type StockBadge =
  | { readonly kind: 'untracked' }
  | { readonly kind: 'plenty' | 'low'; readonly pieces: number }
  | { readonly kind: 'sold-out' }

/** The truth about a variant's stock, in whole pieces that can still be sold. */
export function stockBadge(
  variant: Pick<Variant, 'tracked' | 'lowMark'>,
  stock: Thousandths | undefined,
): StockBadge {
  if (!variant.tracked) return { kind: 'untracked' }
  const left = stock ?? 0
  if (left <= 0) return { kind: 'sold-out' }
  const pieces = Math.floor(left / 1000)
  if (variant.lowMark !== null && left <= variant.lowMark) return { kind: 'low', pieces }
  return { kind: 'plenty', pieces }
}
