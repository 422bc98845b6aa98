/** What screens read: the folded state, published after each change. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Account, PayeeRecord } from '../../core/domain/account.ts'
import type { TaxRateId, VariantId } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { Category, Product } from '../../core/domain/product.ts'
import type { Coupon, Promotion } from '../../core/domain/promotion.ts'
import type { Staff } from '../../core/domain/staff.ts'
import type { TaxRate } from '../../core/domain/tax.ts'
import type { Decision } from '../../core/journal/decision.ts'
import type { SaleRecord, TenderQuestion } from '../../core/journal/state.ts'

export interface CatalogueViews {
  readonly location: Location | null
  readonly staff: readonly Staff[]
  readonly categories: readonly Category[]
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRate>
  readonly products: readonly Product[]
  readonly promotions: readonly Promotion[]
  readonly coupons: readonly Coupon[]
  readonly accounts: readonly Account[]
  readonly payees: readonly PayeeRecord[]
  /** The rate that takes each rate's place when goods are taken away. */
  readonly takeAwayRates: ReadonlyMap<TaxRateId, TaxRate>
}

export interface Views extends CatalogueViews {
  /** False until the journal has been caught up after start: lists of sales wait for it, tiles do not. */
  readonly ready: boolean
  /** Counted stock in thousandths, by variant. The map is changed in place: select single figures from it. */
  readonly stock: ReadonlyMap<VariantId, Thousandths>
  /** Every sale this device knows. Changed in place: `salesVersion` tells when. */
  readonly sales: ReadonlyMap<string, SaleRecord>
  /** What came back of a sale's line, in thousandths, by `sale/line`. Changed in place, as `sales`. */
  readonly returned: ReadonlyMap<string, number>
  /** The same in minor units of the line's amount, and of its tax. */
  readonly returnedMinor: ReadonlyMap<string, number>
  readonly returnedTaxMinor: ReadonlyMap<string, number>
  readonly salesVersion: number
  readonly stockVersion: number
  /** Card questions of this till that nobody has answered: a crash between asking and answering. */
  readonly questions: readonly TenderQuestion[]
  /** How many transfers nobody has seen the money of. */
  readonly awaiting: number
  readonly deviceNames: ReadonlyMap<string, string>
  /** What waits for a person, the same on every device. */
  readonly decisions: readonly Decision[]
  /** Capped stock that this till may sell now, by variant, in thousandths; without an entry: nothing. */
  readonly leased: ReadonlyMap<VariantId, number>
}

export type ViewsStore = StoreApi<Views>

/** An empty store, filled by `publish`. */
export function createViewsStore(
  catalogue: CatalogueViews | null,
  { stock, leased }: Pick<Views, 'stock' | 'leased'>,
): ViewsStore {
  const nothing = {
    location: null,
    ...{ staff: [], categories: [], products: [], promotions: [], coupons: [], accounts: [], payees: [] },
    ...{ taxRates: new Map(), takeAwayRates: new Map() },
  }
  return createStore<Views>(() => ({
    ...(catalogue ?? nothing),
    ready: false,
    stock,
    sales: new Map(),
    ...{ returned: new Map(), returnedMinor: new Map(), returnedTaxMinor: new Map() },
    salesVersion: 0,
    stockVersion: 0,
    questions: [],
    awaiting: 0,
    deviceNames: new Map(),
    decisions: [],
    leased,
  }))
}
