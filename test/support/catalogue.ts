/** What a product, a variant and a location are when nothing has been said about them: for tests. */

import type { Location } from '../../core/domain/location.ts'
import { locationOf } from '../../core/journal/catalogue-view.ts'
import type { CatalogueViews } from '../../src/replica/views-store.ts'

export const plainVariant = { unit: 'piece', tracked: false, capped: false, costMinor: null } as const

export const plainProduct = {
  kind: 'goods',
  deposit: null,
  voucherPurpose: 'multi',
  voucherMonths: null,
} as const

/** A location in Berlin that takes euros, tax of 19 % in its prices. */
export function plainLocation(change: Partial<Location> = {}): Location {
  const id = 'here' as Location['id']
  const fields = { name: 'Saltworks', currency: 'EUR', country: 'DE', zone: 'Europe/Berlin' }
  const taxes = { taxMode: 'inclusive', defaultTaxRate: 'standard' as Location['defaultTaxRate'] } as const
  const made = locationOf(id, new Map([[id, { ...fields, ...taxes }]]))
  if (!made) throw new Error('no location')
  return { ...made, ...change }
}

export const emptyCatalogue: CatalogueViews = {
  location: null,
  ...{ staff: [], categories: [], products: [], promotions: [], coupons: [], accounts: [], payees: [] },
  ...{ taxRates: new Map(), takeAwayRates: new Map() },
}
