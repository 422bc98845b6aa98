/** Taking the money, as deeds on the replica. No React. */
import { assert } from '../../../core/assert.ts'
import type { Cart, CartLine } from '../../../core/domain/cart.ts'
import { partsOfCart, withPrice } from '../../../core/domain/frozen-price.ts'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { App } from '../../app/app-context.tsx'
import { keepCart } from '../../replica/carts.ts'
import {
  approveCard,
  askCard,
  askOnline,
  declineCard,
  type RecordedSale,
  recordSale,
  reversePart,
  type SaleFailure,
  type SaleRequest,
} from '../../replica/deeds.ts'
import { refusalBeforeAsked } from '../../replica/money-check.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Allowance, MoneyRefusal } from '../../replica/sale-checks.ts'
import { staffNow, startNextCart, type TillModel } from '../till-model.ts'
import { partsOf } from './parts.ts'

/** Records the sale, its earlier parts and the one that closes it; once it is durable, makes room for the next one. */
export async function recordAndGoOn(
  till: TillModel,
  priced: PricedCart,
  closing: Tender | null,
  allowed: readonly Allowance[] = [],
): Promise<Result<RecordedSale, SaleFailure>> {
  const recorded = await recordSale(till.app.replica, requestOf(till, priced, closing, allowed))
  if (recorded.ok && till.carts.getState().cart.id === priced.cart.id) startNextCart(till)
  return recorded
}

function requestOf(
  { app }: TillModel,
  priced: PricedCart,
  closing: Tender | null,
  allowed: readonly Allowance[] = [],
): SaleRequest {
  const parts = partsOf(priced)
  return {
    priced,
    tenders: [...parts, ...(closing ? [closing] : [])],
    staff: staffNow(app)?.id ?? null,
    allowed: [...allowed, ...parts.flatMap(passedBefore), ...priced.cart.lines.flatMap(passedOnLine)],
    inTouch: isInTouch(app),
  }
}

/** Somebody said yes to an earlier part when it was taken. What it takes beyond a balance is refused all the same. */
function passedBefore({ kind }: Tender): readonly Allowance[] {
  if (kind === 'house-account') return ['account-over-limit']
  return kind === 'voucher' || kind === 'store-credit' ? ['voucher-unknown', 'voucher-expired'] : []
}

/** The same of a voucher that became a line. */
const passedOnLine = ({ passedBy }: CartLine): readonly Allowance[] =>
  passedBy === undefined ? [] : ['voucher-expired']

/** Whether the endpoint answers now. */
export function isInTouch({ sync }: Pick<App, 'sync'>): boolean {
  const { state, lastHeardAt } = sync.getState()
  return lastHeardAt !== null && state !== 'offline' && state !== 'slow'
}

/** The same for a card that has been charged: such a sale is never short of leases. */
export async function recordCharged(
  till: TillModel,
  priced: PricedCart,
  tender: Extract<Tender, { kind: 'card' | 'online' }>,
): Promise<Result<RecordedSale, StorageFailure>> {
  const recorded = await recordAndGoOn(till, priced, tender)
  if (recorded.ok) return recorded
  const { error } = recorded
  assert(isStorageFailure(error), 'a sale that a card has paid is refused by nothing but the storage')
  return err(error)
}

/**
 * The cart is made durable first, with its price: a crash while the terminal is busy then leaves the question and the
 * cart that it was asked for.
 */
export async function askTerminal(till: TillModel, priced: PricedCart, amountMinor: Minor): Asked {
  const refused = await refusedBefore(till, priced)
  if (refused) return err(refused)
  const sale = await keepPrice(till, priced)
  const staff = staffNow(till.app)?.id ?? null
  return askCard(till.app.replica, { sale, amountMinor, staff })
}

/** The id under which somebody was asked; or why nobody was, and nothing is written. */
type Asked = Promise<Result<TenderId, StorageFailure | MoneyRefusal>>

/** A charge stands whatever speaks against its sale, so that is looked at before anybody is charged (rule S51). */
async function refusedBefore(till: TillModel, priced: PricedCart) {
  const looked = await refusalBeforeAsked(till.app.replica, requestOf(till, priced, null))
  return looked.ok ? looked.value : looked.error
}

export async function terminalDeclined(till: TillModel, tender: TenderId) {
  const declined = await declineCard(till.app.replica, tender, staffNow(till.app)?.id ?? null)
  if (declined.ok) thawPrice(till)
  return declined
}

async function keepPrice({ carts, keeper }: TillModel, priced: PricedCart): Promise<SaleId> {
  const { frozen, id } = withPrice(priced)
  if (carts.getState().cart.id === id) carts.dispatch({ type: 'set', fields: { frozen } })
  await keeper.flush()
  return id
}

/** Nobody pays and nothing is paid: the open cart's price moves again. */
export function thawPrice({ carts }: TillModel): void {
  const { frozen, tenders = [] } = carts.getState().cart
  if (frozen && tenders.length === 0) carts.dispatch({ type: 'set', fields: { frozen: undefined } })
}

/**
 * Keeps a part with its cart, durably, before the next one is taken (rule S20). An approved card is written down
 * behind that: a crash in between leaves a part whose answer `mendParts` writes.
 */
export async function keepPart(
  till: TillModel,
  cart: Cart,
  tender: Tender,
): Promise<Result<Cart, StorageFailure>> {
  const kept = await keepTenders(till, cart, [...(cart.tenders ?? []), tender])
  if (!kept.ok || !isAsked(tender)) return kept
  const approved = await approveCard(till.app.replica, tender.id, staffNow(till.app)?.id ?? null)
  return approved.ok ? kept : approved
}

/** Gives a part back. What a terminal or a provider was asked for is written as reversed first. */
export async function takePartBack(
  till: TillModel,
  cart: Cart,
  tender: Tender,
): Promise<Result<Cart, StorageFailure>> {
  if (isAsked(tender)) {
    const reversed = await reversePart(till.app.replica, tender.id, staffNow(till.app)?.id ?? null)
    if (!reversed.ok) return reversed
  }
  const left = (cart.tenders ?? []).filter(({ id }) => id !== tender.id)
  // Its money may have been seen, or come yet: the next transfer must be another one.
  const takenBack =
    tender.kind === 'transfer' ? [...(cart.takenBack ?? []), tender.id] : (cart.takenBack ?? [])
  return keepTenders(till, cart, left, takenBack)
}

/**
 * What a crash left between a part and its entry: a card part that stands in the cart was approved by somebody, one
 * that was reversed stands there no more.
 */
export async function mendParts(till: TillModel, cart: Cart): Promise<Result<Cart, StorageFailure>> {
  const asked = (cart.tenders ?? []).filter(isAsked)
  if (asked.length === 0) return ok(cart)
  const { replica } = till.app
  const outcomes = await replica.readState((state) => asked.map(({ id }) => state.outcomes.get(id)))
  const staff = staffNow(till.app)?.id ?? null
  for (const [index, { id }] of asked.entries()) {
    if (outcomes[index] !== undefined) continue
    const approved = await approveCard(replica, id, staff)
    if (!approved.ok) return approved
  }
  const reversed = new Set(asked.filter((_, index) => outcomes[index] === 'reversed').map(({ id }) => id))
  if (reversed.size === 0) return ok(cart)
  return keepTenders(
    till,
    cart,
    (cart.tenders ?? []).filter(({ id }) => !reversed.has(id)),
  )
}

const STORAGE: ReadonlySet<string> = new Set<StorageFailure['kind']>([
  'full',
  'connection-lost',
  'blocked',
  'failed',
])

/** Whether the storage failed, and not the sale was refused. */
export const isStorageFailure = (failure: SaleFailure): failure is StorageFailure => STORAGE.has(failure.kind)

const isAsked = ({ kind }: Tender): boolean => kind === 'card' || kind === 'online'

/** Memory changes behind the database; what else of the cart waits to be kept is kept before. */
async function keepTenders(
  till: TillModel,
  cart: Cart,
  tenders: readonly Tender[],
  takenBack = cart.takenBack ?? [],
): Promise<Result<Cart, StorageFailure>> {
  const fields = { ...partsOfCart(cart, tenders), ...(takenBack.length > 0 ? { takenBack } : {}) }
  const next: Cart = { ...cart, ...fields }
  await till.keeper.flush()
  const kept = await keepCart(till.app.replica, next)
  if (!kept.ok) return kept
  if (till.carts.getState().cart.id === cart.id) till.carts.dispatch({ type: 'set', fields })
  return ok(next)
}

/** Writes that a customer is about to be asked on their phone; the cart is durable before. */
export async function askPhone(till: TillModel, priced: PricedCart, amountMinor: Minor): Asked {
  const refused = await refusedBefore(till, priced)
  if (refused) return err(refused)
  const sale = await keepPrice(till, priced)
  return askOnline(till.app.replica, { sale, amountMinor, staff: staffNow(till.app)?.id ?? null })
}
