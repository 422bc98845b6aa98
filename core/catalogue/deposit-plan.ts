/** Deposits by the words of a sheet: the product that goes along, by its SKU or its name, old or new. */
import type { ProductId } from '../domain/ids.ts'
import type { Product } from '../domain/product.ts'
import { cleanLine, cutText, foldKey } from './clean-text.ts'
import type { FindingList } from './finding.ts'
import type { ImportedProduct } from './imported.ts'

/** How a sheet names a deposit: by SKU, which is its own, else by name. */
export const depositReference = ({ name, variants }: Pick<Product, 'name' | 'variants'>): string =>
  variants.find(({ sku }) => sku !== null)?.sku ?? name

export interface DepositPlanContext {
  readonly products: readonly Product[]
  /** The products of the file, under the ids that they have or will have. */
  readonly imported: ReadonlyMap<ImportedProduct, ProductId>
  readonly findings: FindingList
}

export class DepositPlan {
  readonly #bySku = new Map<string, ProductId>()
  readonly #byName = new Map<string, ProductId>()
  readonly #current: ReadonlyMap<ProductId, Product>
  readonly #newNames = new Map<ProductId, string>()
  readonly #findings: FindingList

  constructor({ products, imported, findings }: DepositPlanContext) {
    this.#findings = findings
    this.#current = new Map(products.map((product) => [product.id, product]))
    const inFile = new Map([...imported].map(([product, id]) => [id, product]))
    for (const product of products)
      if ((inFile.get(product.id)?.kind ?? product.kind) === 'deposit') this.#add(product.id, product)
    for (const [product, id] of imported)
      if ((product.kind ?? this.#current.get(id)?.kind) === 'deposit') this.#add(id, product)
  }

  /** undefined: nothing to write. A name that nothing has is said, and the field stays. */
  resolve(
    row: number,
    wanted: string | null | undefined,
    now: ProductId | null,
  ): ProductId | null | undefined {
    if (wanted === undefined) return undefined
    const known = now === null ? undefined : this.#current.get(now)
    if (wanted === null) return now === null ? undefined : null
    if (known && cleanLine(depositReference(known)) === wanted) return undefined
    const found = this.#find(wanted)
    if (found !== undefined) return found === now ? undefined : found
    const message = `No deposit has the SKU or the name “${cutText(wanted, 40)}”: the deposit is left as it is.`
    this.#findings.note(row, null, 'deposit-unknown', message)
    return undefined
  }

  #find(wanted: string): ProductId | undefined {
    return this.#bySku.get(wanted) ?? this.#byName.get(wanted) ?? this.#byName.get(FOLDED + foldKey(wanted))
  }

  /** For words about a change. */
  name(id: ProductId | null): string | null {
    return id === null ? null : (this.#current.get(id)?.name ?? this.#newNames.get(id) ?? null)
  }

  /** The first of a name stands, as it does in the catalogue; capitals matter only where they tell two apart. */
  #add(id: ProductId, { name, variants }: Named): void {
    const skus = variants.flatMap(({ sku }) => (sku ? [cleanLine(sku)] : []))
    for (const sku of skus) if (!this.#bySku.has(sku)) this.#bySku.set(sku, id)
    for (const key of [cleanLine(name), FOLDED + foldKey(name)])
      if (!this.#byName.has(key)) this.#byName.set(key, id)
    this.#newNames.set(id, name)
  }
}

/** Stands before a key without capitals: no cleaned name begins so. */
const FOLDED = '\u0000'

interface Named {
  readonly name: string
  readonly variants: readonly { readonly sku?: string | null | undefined }[]
}
