/** File + catalogue → plan. Nothing that the file does not name is touched or removed. */
import type { ProductId, TaxRateId, VariantId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import type { Category, Product } from '../domain/product.ts'
import type { TaxRate } from '../domain/tax.ts'
import type { Patch } from '../journal/settings.ts'
import { CatalogueIndex, type Found } from './catalogue-index.ts'
import { CategoryPlan } from './category-plan.ts'
import { FindingList } from './finding.ts'
import type { ReadCatalogue } from './import-catalogue.ts'
import type { ImportedProduct } from './imported.ts'
import type {
  CountedLine,
  FieldChange,
  ImportPlan,
  PlannedChange,
  PlannedProduct,
  ReceivedLine,
} from './plan.ts'
import { newProductFields, productChanges } from './product-changes.ts'
import { planStock } from './stock-plan.ts'
import { TaxPlan } from './tax-plan.ts'
import { newVariantFields, variantChanges } from './variant-changes.ts'

/** The location's catalogue as it is now: `productsOf`, `categoriesOf`, `taxRatesOf` and `state.stock`. */
export interface CurrentCatalogue {
  readonly products: readonly Product[]
  readonly categories: readonly Category[]
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRate>
  readonly stock: ReadonlyMap<VariantId, Thousandths>
}

export interface PlanContext {
  /** ISO 4217. */
  readonly currency: string
  readonly defaultRate: TaxRateId
  /** A fresh id at each call (UUIDv7). */
  readonly newId: () => string
  /** Called every few hundred products, and at the end: products done, products in the file. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * What importing the file would do. Planning the same file again after the plan was carried out gives an empty
 * plan, even when sales have moved the stock since.
 */
export function planImport(
  file: Pick<ReadCatalogue, 'products' | 'skipped' | 'findings'>,
  current: CurrentCatalogue,
  context: PlanContext,
): ImportPlan {
  const planner = new Planner(current, context)
  file.products.forEach((product, index) => {
    if (index % PROGRESS_STEP === 0) context.onProgress?.(index, file.products.length)
    planner.plan(product)
  })
  context.onProgress?.(file.products.length, file.products.length)
  return planner.finish(file)
}

const PROGRESS_STEP = 250

class Planner {
  readonly #adds: PlannedProduct[] = []
  readonly #changes: PlannedChange[] = []
  readonly #unchanged: PlannedProduct[] = []
  readonly #patches: Patch[] = []
  readonly #received: ReceivedLine[] = []
  readonly #counted: CountedLine[] = []
  readonly #findings = new FindingList()
  readonly #taken = new Set<VariantId>()
  readonly #index: CatalogueIndex
  readonly #taxes: TaxPlan
  readonly #categories: CategoryPlan
  readonly #current: CurrentCatalogue
  readonly #context: PlanContext
  #position: number

  constructor(current: CurrentCatalogue, context: PlanContext) {
    this.#current = current
    this.#context = context
    this.#index = new CatalogueIndex(current.products)
    this.#taxes = new TaxPlan({ ...context, taxRates: current.taxRates, findings: this.#findings })
    this.#categories = new CategoryPlan(current.categories)
    this.#position = current.products.reduce((max, { position }) => Math.max(max, position), 0)
  }

  plan(imported: ImportedProduct): void {
    const matches = imported.variants.map((variant) => {
      const found = this.#index.find(imported, variant, this.#taken)
      if (found) this.#taken.add(found.variant.id)
      return found
    })
    const own = this.#index.findProduct(imported) ?? matches.find((found) => found !== undefined)?.product
    if (own) this.#change(imported, own, matches)
    else this.#add(imported)
  }

  finish({ skipped, findings }: Pick<ReadCatalogue, 'skipped' | 'findings'>): ImportPlan {
    return {
      adds: this.#adds,
      changes: this.#changes,
      unchanged: this.#unchanged,
      skipped,
      findings: [...findings, ...this.#findings.all].sort((a, b) => a.row - b.row),
      patches: [...this.#taxes.patches, ...this.#categories.patches, ...this.#patches],
      stockReceived: this.#received,
      stockCounted: this.#counted,
    }
  }

  #add(imported: ImportedProduct): void {
    const id = this.#context.newId() as ProductId
    this.#position += 1
    const fields = newProductFields(imported, {
      taxes: this.#taxes,
      categories: this.#categories,
      position: this.#position,
    })
    this.#patches.push({ record: 'product', id, fields })
    imported.variants.forEach((_, index) => {
      this.#addVariant(imported, index, { product: id, position: index + 1 })
    })
    this.#adds.push(this.#line(imported, id, fields.category ?? null))
  }

  #addVariant(
    imported: ImportedProduct,
    index: number,
    { product, position }: { product: ProductId; position: number },
  ): void {
    const variant = imported.variants[index]
    if (!variant) return
    const id = this.#context.newId() as VariantId
    const fields = newVariantFields(variant, product, position)
    this.#patches.push({ record: 'variant', id, fields })
    const quantity = fields.importedStock
    if (!quantity) return
    // Nothing can be received below zero: a shortage in the file is a count.
    if (quantity > 0) this.#received.push({ variant: id, quantity })
    else this.#counted.push({ variant: id, quantity, countedQuantity: quantity })
  }

  #change(imported: ImportedProduct, product: Product, matches: readonly (Found | undefined)[]): void {
    const { fields, changes } = productChanges(imported, product, {
      taxes: this.#taxes,
      categories: this.#categories,
    })
    if (Object.keys(fields).length > 0) this.#patches.push({ record: 'product', id: product.id, fields })
    const all = [...changes]
    let position = Math.max(0, ...product.variants.map((variant) => variant.position))
    imported.variants.forEach((variant, index) => {
      const found = matches[index]
      if (found) {
        all.push(...this.#changeVariant(imported, index, found))
        return
      }
      position += 1
      this.#addVariant(imported, index, { product: product.id, position })
      const after = variant.options.join(' / ') || (variant.sku ?? imported.name)
      all.push({ row: variant.row, field: 'New variant', before: '', after })
    })
    const category = fields.category === undefined ? product.category : fields.category
    const line = this.#line(imported, product.id, category)
    if (all.length > 0) this.#changes.push({ ...line, changes: all })
    else this.#unchanged.push(line)
  }

  #changeVariant(imported: ImportedProduct, index: number, { variant }: Found): readonly FieldChange[] {
    const wanted = imported.variants[index]
    if (!wanted) return []
    const changed = variantChanges(wanted, variant, this.#context.currency)
    const stock = planStock(wanted, variant, this.#current.stock.get(variant.id))
    if (stock.counted) this.#counted.push({ variant: variant.id, ...stock.counted })
    const fields = { ...changed.fields, ...stock.fields }
    if (Object.keys(fields).length > 0) this.#patches.push({ record: 'variant', id: variant.id, fields })
    return stock.change ? [...changed.changes, stock.change] : changed.changes
  }

  #line(imported: ImportedProduct, id: ProductId, category: Product['category']): PlannedProduct {
    const { name, rows, variants } = imported
    return { id, name, category: this.#categories.name(category), variants: variants.length, rows }
  }
}
