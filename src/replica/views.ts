/** Publishes the folded state to the screens. */

import type { DeviceId, VariantId } from '../../core/domain/ids.ts'
import { heldOf } from '../../core/domain/lease.ts'
import {
  accountsOf,
  categoriesOf,
  couponsOf,
  locationOf,
  payeesOf,
  productsOf,
  promotionsOf,
  staffOf,
  takeAwayRatesOf,
  taxRatesOf,
} from '../../core/journal/catalogue-view.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import { openQuestions, type State } from '../../core/journal/state.ts'
import type { Identity } from './journal-database.ts'
import type { CatalogueViews, ViewsStore } from './views-store.ts'

/** Computes the catalogue's views from the settings; some 10 ms for 10,000 products. */
export function catalogueViews(state: State, identity: Identity): CatalogueViews {
  const { settings } = state
  return {
    location: locationOf(identity.location, settings.location),
    staff: staffOf(settings.staff),
    categories: categoriesOf(settings.category),
    taxRates: taxRatesOf(settings['tax-rate']),
    products: productsOf(settings),
    promotions: promotionsOf(settings.promotion),
    coupons: couponsOf(settings.coupon),
    accounts: accountsOf(settings.account),
    payees: payeesOf(settings.payee),
    takeAwayRates: takeAwayRatesOf(settings['tax-rate']),
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
    awaiting: state.awaiting.size,
    returned: state.returned,
    returnedMinor: state.returnedMinor,
    returnedTaxMinor: state.returnedTaxMinor,
    salesVersion: views.salesVersion + (changes.ledger ? 1 : 0),
    stockVersion: views.stockVersion + (changes.ledger ? 1 : 0),
    questions: openQuestions(state, identity.device),
    decisions: openDecisions(state),
    leased: leasedTo(state, identity.device),
  }))
}

/** What a device may sell of capped stock while cut off. */
function leasedTo({ leases }: State, device: DeviceId): ReadonlyMap<VariantId, number> {
  const leased = new Map<VariantId, number>()
  for (const lease of leases.values()) {
    if (lease.grant?.device !== device || !lease.taken) continue
    leased.set(lease.grant.variant, (leased.get(lease.grant.variant) ?? 0) + heldOf(lease))
  }
  return leased
}
