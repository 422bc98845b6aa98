/** File + catalogue → plan. Nothing that the file does not name is touched or removed. */
import type { ProductId, TaxRateId, VariantId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import type { Category, Product } from '../domain/product.ts'
import type { TaxRate } from '../domain/tax.ts'
import type { Patch } from '../journal/settings.ts'
import { CatalogueIndex, type Found } from './catalogue-index.ts'
import { CategoryPlan } from './category-plan.ts'
import { DepositPlan } from './deposit-plan.ts'
import { FindingList } from './finding.ts'
import type { ReadCatalogue } from './import-catalogue.ts'
import type { ImportedProduct, ImportedVariant } from './imported.ts'
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
  const planner = new Planner(file.products, current, context)
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
  readonly #index: CatalogueIndex
  readonly #matches: ReadonlyMap<ImportedVariant, Found>
  readonly #taxes: TaxPlan
  readonly #categories: CategoryPlan
  readonly #own: ReadonlyMap<ImportedProduct, Product | undefined>
  /** A row may name a deposit that stands further down: all have their ids before any is planned. */
  readonly #ids: ReadonlyMap<ImportedProduct, ProductId>
  readonly #deposits: DepositPlan
  readonly #current: CurrentCatalogue
  readonly #context: PlanContext
  #position: number

  constructor(products: readonly ImportedProduct[], current: CurrentCatalogue, context: PlanContext) {
    this.#current = current
    this.#context = context
    this.#index = new CatalogueIndex(current.products)
    this.#matches = this.#index.match(products)
    this.#taxes = new TaxPlan({ ...context, taxRates: current.taxRates, findings: this.#findings })
    this.#categories = new CategoryPlan(current.categories)
    this.#own = new Map(products.map((product) => [product, this.#productFor(product)]))
    const ids = products.map((product): [ImportedProduct, ProductId] => [product, this.#idOf(product)])
    this.#ids = new Map(ids)
    const { products: known } = current
    this.#deposits = new DepositPlan({ products: known, imported: this.#ids, findings: this.#findings })
    this.#position = current.products.reduce((max, { position }) => Math.max(max, position), 0)
  }

  plan(imported: ImportedProduct): void {
    const own = this.#own.get(imported)
    if (own) this.#change(imported, own)
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
    const id = this.#ids.get(imported) ?? (this.#context.newId() as ProductId)
    this.#position += 1
    const fields = newProductFields(imported, {
      taxes: this.#taxes,
      categories: this.#categories,
      deposits: this.#deposits,
      position: this.#position,
    })
    this.#patches.push({ record: 'product', id, fields })
    imported.variants.forEach((variant, index) => {
      this.#addVariant(variant, id, index + 1)
    })
    this.#adds.push(this.#line(imported, id, fields.category ?? null))
  }

  /** Handles may repeat: where variants were found, one of their products is meant, by handle if it can be. */
  #productFor(imported: ImportedProduct): Product | undefined {
    const named = this.#index.findProduct(imported)
    const found = imported.variants.flatMap((variant) => this.#matches.get(variant)?.product ?? [])
    return found.find((product) => product.id === named?.id) ?? found[0] ?? named
  }

  #idOf(imported: ImportedProduct): ProductId {
    return this.#own.get(imported)?.id ?? (this.#context.newId() as ProductId)
  }

  #addVariant(variant: ImportedVariant, product: ProductId, position: number): void {
    const id = this.#context.newId() as VariantId
    const fields = newVariantFields(variant, product, position)
    this.#patches.push({ record: 'variant', id, fields })
    const quantity = fields.importedStock
    if (!quantity) return
    // Nothing can be received below zero: a shortage in the file is a count.
    if (quantity > 0) this.#received.push({ variant: id, quantity })
    else this.#counted.push({ variant: id, quantity, countedQuantity: quantity })
  }

  #change(imported: ImportedProduct, product: Product): void {
    const { fields, changes } = productChanges(imported, product, {
      taxes: this.#taxes,
      categories: this.#categories,
      deposits: this.#deposits,
    })
    if (Object.keys(fields).length > 0) this.#patches.push({ record: 'product', id: product.id, fields })
    const all = [...changes]
    let position = Math.max(0, ...product.variants.map((variant) => variant.position))
    for (const variant of imported.variants) {
      const found = this.#matches.get(variant)
      if (found) all.push(...this.#changeVariant(variant, found))
      else {
        position += 1
        this.#addVariant(variant, product.id, position)
        all.push(newVariant(variant, imported))
      }
    }
    const category = fields.category === undefined ? product.category : fields.category
    const line = this.#line(imported, product.id, category)
    if (all.length > 0) this.#changes.push({ ...line, changes: all })
    else this.#unchanged.push(line)
  }

  #changeVariant(wanted: ImportedVariant, { variant }: Found): readonly FieldChange[] {
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

const newVariant = ({ row, options, sku }: ImportedVariant, { name }: ImportedProduct): FieldChange => ({
  row,
  field: 'New variant',
  before: '',
  after: options.join(' / ') || sku || name,
})
