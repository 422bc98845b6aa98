/** Open and parked carts: they outlive a reload and a crash, and end in the transaction of their sale. */
import { type Cart, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId } from '../../core/domain/ids.ts'
import type { CartRow } from './journal-database.ts'
import { withReopen } from './reopen.ts'
import type { Replica } from './replica.ts'

/**
 * Keeps a cart as it is now. An empty open cart leaves no row, and a cart that has become a sale none ever again:
 * a write that was under way while its sale was recorded must not bring it back to be paid twice.
 */
export function keepCart(replica: Replica, cart: Cart, state: CartRow['state'] = 'open') {
  const { journal, now } = replica.deps
  return withReopen(journal, () =>
    journal.transaction('rw', [journal.carts, journal.entries], async () => {
      const sold = await journal.entries.where('id').equals(cart.id).count()
      if (cart.lines.length === 0 || sold > 0) await journal.carts.delete(cart.id)
      else await journal.carts.put({ id: cart.id, state, cart, parkedAt: now() })
    }),
  )
}

export const parkedCarts = (replica: Replica): Promise<CartRow[]> =>
  replica.deps.journal.carts.where('state').equals('parked').sortBy('parkedAt')

/** Forgets a cart that somebody cleared, or takes a parked one away to open it. */
export const dropCart = (replica: Replica, id: SaleId) =>
  withReopen(replica.deps.journal, () => replica.deps.journal.carts.delete(id))

/**
 * The cart this tab goes on with: an open one that no living tab holds, the newest first; others left behind
 * by crashed tabs are parked, so that each shows up somewhere. `hold` claims a cart for this tab's life.
 */
export async function adoptCart(replica: Replica, hold: (id: SaleId) => Promise<boolean>): Promise<Cart> {
  const { journal, newId } = replica.deps
  const open = await journal.carts.where('state').equals('open').sortBy('parkedAt')
  let adopted: Cart | null = null
  for (const row of open.reverse()) {
    if (!(await hold(row.id))) continue
    if (!adopted) adopted = row.cart
    else await journal.carts.put({ ...row, state: 'parked' })
  }
  if (adopted) return adopted
  const cart = emptyCart(newId() as SaleId)
  await hold(cart.id)
  return cart
}

/** Claims by Web Lock, held until the tab dies; without Web Locks every tab is taken to be alone. */
export function holdCart(id: SaleId): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((settle) => {
    void navigator.locks.request(`barrow-cart-${id}`, { ifAvailable: true }, (lock) => {
      settle(lock !== null)
      return lock === null ? undefined : new Promise<never>(() => {})
    })
  })
}
