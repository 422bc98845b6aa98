/** Keeps the open cart on the device: after the paint, many changes in one write, and at once when the tab hides. */
import type { Cart } from '../../../core/domain/cart.ts'
import type { Result } from '../../../core/result.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { CartStore } from './cart-store.ts'

export interface CartKeeperDeps {
  readonly carts: CartStore
  readonly keep: (cart: Cart) => Promise<Result<unknown, StorageFailure>>
  readonly onFailure: (failure: StorageFailure) => void
  /** Calls back once the frame that shows the change has been painted. */
  readonly afterPaint: (write: () => void) => void
}

export interface CartKeeper {
  /** Writes what is not yet written; resolves when it is durable or has failed. */
  readonly flush: () => Promise<void>
}

/**
 * Starts keeping. One write at a time, of the cart as it is at that moment: what changes meanwhile goes into the
 * next one.
 */
export function startCartKeeper({ carts, keep, onFailure, afterPaint }: CartKeeperDeps): CartKeeper {
  let written: Cart = carts.getState().cart
  let writing: Promise<void> | null = null
  let scheduled = false
  const write = async () => {
    const { cart } = carts.getState()
    const needless = cart === written || (cart.id !== written.id && cart.lines.length === 0)
    // What could not be written is not written: "try again" writes it.
    const kept = needless ? null : await keep(cart)
    if (kept?.ok === false) onFailure(kept.error)
    else written = cart
  }
  const flush = async (): Promise<void> => {
    // Starts within this very task where it can: after `pagehide` there may be no other.
    while (writing) await writing
    const own = write()
    writing = own
    await own
    writing = null
  }
  carts.subscribe((now, before) => {
    // The same cart at new prices: what could not be written has been told, and is not told over the payment.
    if (scheduled || now.cart === before.cart) return
    scheduled = true
    afterPaint(() => {
      scheduled = false
      void flush()
    })
  })
  return { flush }
}
