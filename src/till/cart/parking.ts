/** Parked carts: set aside under a name, taken up again, thrown away. No React. */
import { type Cart, emptyCart } from '../../../core/domain/cart.ts'
import { holdCart, keepCart, parkedCarts } from '../../replica/carts.ts'
import { say } from '../../ui/toast-store.ts'
import { startNextCart, type TillModel } from '../till-model.ts'

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
  const waiting = await parkedCarts(till.app.replica)
  if (!waiting.some(({ id }) => id === parked.id)) {
    say('That cart has been taken in another tab.', { tone: 'warn' })
    return countParked(till)
  }
  if (till.carts.getState().cart.lines.length > 0) await parkCart(till, till.carts.getState().cart.label)
  const kept = await keepCart(till.app.replica, parked, 'open')
  if (!kept.ok) return till.app.storage.setState({ failure: kept.error })
  void holdCart(parked.id)
  till.carts.replace(parked)
  await countParked(till)
}

/** Throws a parked cart away, with a way back. */
export async function forgetParked(till: TillModel, cart: Cart): Promise<void> {
  const { replica } = till.app
  await keepCart(replica, emptyCart(cart.id))
  await countParked(till)
  const undo = () => void keepCart(replica, cart, 'parked').then(() => countParked(till))
  say('Parked cart thrown away', { action: { label: 'Undo', run: undo } })
}

export async function countParked({ app, place }: TillModel): Promise<void> {
  const parked = await parkedCarts(app.replica).catch(() => [])
  place.setState({ parkedCount: parked.length })
}
