/** Whether a sale can be written so that everybody reads it (rule S16). */
import type { PricedCart } from '../../core/domain/price-cart.ts'
import { completeSale } from '../../core/domain/sale.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { fitsEntry } from '../../core/journal/fits.ts'
import type { Replica } from './replica.ts'

/** Whether a draft keeps within the bounds of its kind; only a sale is made of as much as somebody puts into it. */
export const isReadable = (draft: Draft): boolean =>
  draft.kind !== 'sale' || fitsEntry(draft.kind, draft.body)

/** More than a sale's parts and leases add to what is known of it before it is paid. */
const PARTS_BYTES = 24 * 1024

/** Whether the sale of a cart could be recorded: to be asked before anybody is made to pay for it. */
export function canBeSold({ store }: Pick<Replica, 'store'>, priced: PricedCart): boolean {
  const { location } = store.getState()
  if (!location) return true
  const { currency } = location
  const context = { receipt: '', currency, tenders: priced.cart.tenders ?? [] }
  return fitsEntry('sale', completeSale(priced, context), PARTS_BYTES)
}
