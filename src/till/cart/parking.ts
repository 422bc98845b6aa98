/** Parked carts: set aside under a name, taken up again, thrown away. No React. */
import { type Cart, emptyCart } from '../../../core/domain/cart.ts'
import { holdCart, keepCart, parkedCarts } from '../../replica/carts.ts'
import { say } from '../../ui/toast-store.ts'
import { startNextCart, type TillModel } from '../till-model.ts'
import { isLocked } from './cart-store.ts'

/** Sets the cart aside under a name and goes on with an empty one. */
export async function parkCart(till: TillModel, label: string): Promise<void> {
  const { cart } = till.carts.getState()
  if (cart.lines.length === 0) return
  const parked = { ...cart, label: label.trim().slice(0, 60) }
  startNextCart(till)
  const kept = await keepCart(till.app.replica, parked, 'parked')
  if (kept.ok) say(parked.label === '' ? 'Cart parked' : `“${parked.label}” parked`)
  else {
    till.carts.replace(cart)
    till.app.storage.setState({ failure: kept.error })
  }
  await countParked(till)
}

/** Goes on with a parked cart; one that is open meanwhile is parked first. */
export async function resumeCart(till: TillModel, parked: Cart): Promise<void> {
  const fresh = await freshCart(till, parked)
  if (!fresh) {
    say('That cart has been taken in another tab.', { tone: 'warn' })
    return countParked(till)
  }
  if (till.carts.getState().cart.lines.length > 0) await parkCart(till, till.carts.getState().cart.label)
  const kept = await keepCart(till.app.replica, fresh, 'open')
  if (!kept.ok) return till.app.storage.setState({ failure: kept.error })
  void holdCart(fresh.id)
  till.carts.replace(fresh)
  await countParked(till)
}

/** As it stands in the database: a part of it may have been paid since the list was drawn. */
async function freshCart({ app: { replica } }: TillModel, { id }: Cart): Promise<Cart | undefined> {
  const waiting = await parkedCarts(replica)
  return waiting.find((row) => row.id === id)?.cart
}

/**
 * Throws a parked cart away, with a way back; never one of which parts are paid, or may just be being paid: their money
 * would have no sale.
 */
export async function forgetParked(till: TillModel, listed: Cart): Promise<void> {
  const { replica } = till.app
  const cart = (await freshCart(till, listed)) ?? listed
  if (isLocked(cart)) {
    say('Part of that cart is paid. Resume it, and finish paying or give the parts back.', { tone: 'warn' })
    return
  }
  if (replica.store.getState().questions.some(({ sale }) => sale === cart.id)) {
    say('Somebody was asked for the money of that cart. Resume it, press Charge and say what became of it.', {
      tone: 'warn',
    })
    return
  }
  await keepCart(replica, emptyCart(cart.id))
  await countParked(till)
  const undo = () => void keepCart(replica, cart, 'parked').then(() => countParked(till))
  say('Parked cart thrown away', { action: { label: 'Undo', run: undo } })
}

export async function countParked({ app, place }: TillModel): Promise<void> {
  const parked = await parkedCarts(app.replica).catch(() => [])
  place.setState({ parkedCount: parked.length })
}
