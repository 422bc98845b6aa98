/** Taking the money, as deeds on the replica. No React. */
import { assert } from '../../../core/assert.ts'
import type { Cart } from '../../../core/domain/cart.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { err, type Result } from '../../../core/result.ts'
import { askCard, declineCard, type RecordedSale, recordSale, type SaleFailure } from '../../replica/deeds.ts'
import { priceNow } from '../../replica/price-rules.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { staffNow, startNextCart, type TillModel } from '../till-model.ts'

/** Records the sale and, once it is durable, makes room for the next one. */
export async function recordAndGoOn(
  till: TillModel,
  cart: Cart,
  tender: Tender,
): Promise<Result<RecordedSale, SaleFailure>> {
  const recorded = await recordSale(till.app.replica, {
    priced: priceNow(till.app.replica.store.getState(), cart, till.app.replica.deps.now()),
    tenders: [tender],
    staff: staffNow(till.app)?.id ?? null,
  })
  if (recorded.ok && till.carts.getState().cart.id === cart.id) startNextCart(till)
  return recorded
}

/** The same for a card that has been charged: such a sale is never short of leases. */
export async function recordCharged(
  till: TillModel,
  cart: Cart,
  tender: Extract<Tender, { kind: 'card' }>,
): Promise<Result<RecordedSale, StorageFailure>> {
  const recorded = await recordAndGoOn(till, cart, tender)
  if (recorded.ok) return recorded
  assert(recorded.error.kind !== 'lease-short', 'a sale that a card has paid is never short')
  return err(recorded.error)
}

/** The cart is made durable first: a crash while the terminal is busy then leaves the question and its cart. */
export async function askTerminal(till: TillModel, cart: Cart, amountMinor: Minor) {
  await till.keeper.flush()
  const staff = staffNow(till.app)?.id ?? null
  return askCard(till.app.replica, { sale: cart.id, amountMinor, staff })
}

export function terminalDeclined(till: TillModel, tender: TenderId) {
  return declineCard(till.app.replica, tender, staffNow(till.app)?.id ?? null)
}
