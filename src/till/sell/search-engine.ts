/** Finding a product by what somebody types: exact codes first, then names with one slip of the finger a word. */
import uFuzzy from '@leeoniya/ufuzzy'
import type { CategoryId } from '../../../core/domain/ids.ts'
import { type Category, type Product, type Variant, variantLabel } from '../../../core/domain/product.ts'
import { codeKey } from './product-code.ts'

export interface CodeHit {
  readonly product: Product
  readonly variant: Variant
}

export interface SearchEngine {
  /** The best first. */
  readonly find: (query: string) => readonly Product[]
  readonly byCode: (code: string) => CodeHit | null
}

const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
})

/** Hits beyond this many are not ranked: nobody looks at the thousandth. */
const RANKED = 1000

/** A slip of the finger may be anywhere in a word, so the search grows with the square of its length: no name needs more. */
const SEARCHED_CHARS = 80

/** Indexes a catalogue; both indexes are built when they are first asked for. */
export function createSearchEngine(
  products: readonly Product[],
  categories: readonly Category[],
): SearchEngine {
  let haystack: string[] | null = null
  let codes: ReadonlyMap<string, CodeHit> | null = null
  const byCode = (code: string) => {
    codes ??= indexCodes(products)
    return codes.get(codeKey(code)) ?? null
  }
  const find = (query: string) => {
    const hit = byCode(query)
    if (hit) return [hit.product]
    haystack ??= words(products, categories)
    return search(haystack, query).flatMap((at) => products[at] ?? [])
  }
  return { find, byCode }
}

function search(haystack: string[], query: string): readonly number[] {
  const [found, info, order] = fuzzy.search(
    haystack,
    uFuzzy.latinize(query.slice(0, SEARCHED_CHARS)),
    1,
    RANKED,
  )
  if (info && order) return order.flatMap((at) => info.idx[at] ?? [])
  return found ?? []
}

function words(products: readonly Product[], categories: readonly Category[]): string[] {
  const names = new Map<CategoryId | null, string>(categories.map(({ id, name }) => [id, name]))
  const texts = products.map(({ name, variants, category }) => {
    const options = variants.length > 1 ? variants.map(variantLabel).join(' ') : ''
    const skus = variants.map(({ sku }) => sku ?? '').join(' ')
    return `${name} ${options} ${skus} ${names.get(category) ?? ''}`
  })
  return uFuzzy.latinize(texts)
}

function indexCodes(products: readonly Product[]): ReadonlyMap<string, CodeHit> {
  const codes = new Map<string, CodeHit>()
  const note = (code: string | null, hit: CodeHit) => {
    if (code && !codes.has(codeKey(code))) codes.set(codeKey(code), hit)
  }
  for (const product of products)
    for (const variant of product.variants) note(variant.barcode, { product, variant })
  for (const product of products)
    for (const variant of product.variants) note(variant.sku, { product, variant })
  return codes
}
