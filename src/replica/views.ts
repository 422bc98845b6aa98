/** What screens read: the folded state, published after each change. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CategoryId, ProductId, StaffId, TaxRateId, VariantId } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { Category, Product, Variant } from '../../core/domain/product.ts'
import type { Staff } from '../../core/domain/staff.ts'
import type { TaxRate } from '../../core/domain/tax.ts'
import {
  categoriesOf,
  locationOf,
  productsOf,
  staffOf,
  taxRatesOf,
} from '../../core/journal/catalogue-view.ts'
import type { SaleRecord, State, TenderQuestion } from '../../core/journal/state.ts'
import { openQuestions } from '../../core/journal/state.ts'
import type { Identity } from './journal-database.ts'

export interface CatalogueViews {
  readonly location: Location | null
  readonly staff: readonly Staff[]
  readonly categories: readonly Category[]
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRate>
  readonly products: readonly Product[]
}

export interface Views extends CatalogueViews {
  /** False until the journal has been caught up after start: lists of sales wait for it, tiles do not. */
  readonly ready: boolean
  /** Counted stock in thousandths, by variant. The map is changed in place: select single figures from it. */
  readonly stock: ReadonlyMap<VariantId, Thousandths>
  /** Every sale this device knows. Changed in place: `salesVersion` tells when. */
  readonly sales: ReadonlyMap<string, SaleRecord>
  readonly salesVersion: number
  readonly stockVersion: number
  /** Card questions of this till that nobody has answered: a crash between asking and answering. */
  readonly questions: readonly TenderQuestion[]
  readonly deviceNames: ReadonlyMap<string, string>
  readonly doubtCount: number
}

export type ViewsStore = StoreApi<Views>

/** An empty store, filled by `publish`. */
export function createViewsStore(
  catalogue: CatalogueViews | null,
  stock: ReadonlyMap<VariantId, Thousandths>,
): ViewsStore {
  const nothing = { location: null, staff: [], categories: [], taxRates: new Map(), products: [] }
  return createStore<Views>(() => ({
    ...(catalogue ?? nothing),
    ready: false,
    stock,
    sales: new Map(),
    salesVersion: 0,
    stockVersion: 0,
    questions: [],
    deviceNames: new Map(),
    doubtCount: 0,
  }))
}

/** Computes the catalogue's views from the settings; some 10 ms for 10,000 products. */
export function catalogueViews(state: State, identity: Identity): CatalogueViews {
  const { settings } = state
  return {
    location: locationOf(identity.location, settings.location),
    staff: staffOf(settings.staff),
    categories: categoriesOf(settings.category),
    taxRates: taxRatesOf(settings['tax-rate']),
    products: productsOf(settings),
  }
}

/** Which parts of the state a batch of entries has changed. */
export interface Changes {
  settings: boolean
  ledger: boolean
}

/** Tells the screens. A sale costs a version number; only a change of settings recomputes the catalogue. */
export function publish(store: ViewsStore, state: State, identity: Identity, changes: Changes): void {
  const names = () =>
    new Map([...state.settings.device].map(([id, fields]) => [id as string, fields.name ?? '']))
  store.setState((views) => ({
    ...(changes.settings ? { ...catalogueViews(state, identity), deviceNames: names() } : {}),
    ready: true,
    stock: state.stock,
    sales: state.sales,
    salesVersion: views.salesVersion + (changes.ledger ? 1 : 0),
    stockVersion: views.stockVersion + (changes.ledger ? 1 : 0),
    questions: openQuestions(state, identity.device),
    doubtCount: state.doubts.size,
  }))
}

/** Products and variants by id, and the lookups of search and scanner; computed once per catalogue. */
export interface CatalogueIndex {
  readonly productById: ReadonlyMap<ProductId, Product>
  readonly variantById: ReadonlyMap<VariantId, Variant>
  readonly variantByCode: ReadonlyMap<string, Variant>
  readonly categoryById: ReadonlyMap<CategoryId, Category>
}

export const staffById = (views: Views, id: StaffId | null): Staff | undefined =>
  views.staff.find((staff) => staff.id === id)
