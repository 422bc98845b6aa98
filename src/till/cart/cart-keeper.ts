/** Keeps the open cart on the device: after the paint, many changes in one write, and at once when the tab hides. */
import type { Cart } from '../../../core/domain/cart.ts'
import type { Result } from '../../../core/result.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { CartStore } from './cart-store.ts'

const AFTER_PAINT_MS = 120

export interface CartKeeperDeps {
  readonly carts: CartStore
  readonly keep: (cart: Cart) => Promise<Result<unknown, StorageFailure>>
  readonly onFailure: (failure: StorageFailure) => void
}

export interface CartKeeper {
  /** Writes what is not yet written; resolves when it is durable or has failed. */
  readonly flush: () => Promise<void>
  readonly stop: () => void
}

/** Starts keeping. A cart is written as it is at the moment of the write, never as it was when it changed. */
export function startCartKeeper({ carts, keep, onFailure }: CartKeeperDeps): CartKeeper {
  let written: Cart = carts.getState().cart
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const { cart } = carts.getState()
    const needless = cart === written || (cart.id !== written.id && cart.lines.length === 0)
    written = cart
    if (needless) return
    const kept = await keep(cart)
    if (!kept.ok) onFailure(kept.error)
  }
  const stop = carts.subscribe(() => {
    timer ??= setTimeout(() => void flush(), AFTER_PAINT_MS)
  })
  return { flush, stop }
}
