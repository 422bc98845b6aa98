/** What people do with the open cart and with parked ones. No React. */
import { type Cart, type CartLine, emptyCart } from '../../../core/domain/cart.ts'
import type { SaleId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { holdCart, keepCart, parkedCarts } from '../../replica/carts.ts'
import { say } from '../../ui/toast-store.ts'
import { startNextCart, type TillModel } from '../till-model.ts'

/** One piece more or less; the last one less removes the line, with a way back. */
export function stepLine(till: TillModel, line: CartLine, step: 1 | -1): void {
  const quantity = (line.quantity + step * 1000) as Thousandths
  if (quantity <= 0) removeLine(till, line)
  else till.carts.dispatch({ type: 'set-quantity', key: line.key, quantity })
}

export function removeLine(till: TillModel, line: CartLine): void {
  const before = till.carts.getState().cart
  till.carts.dispatch({ type: 'remove', key: line.key })
  offerUndo(till, before, `${line.name} removed`)
}

/** Empties the cart, with a way back. */
export function clearCart(till: TillModel): void {
  const before = till.carts.getState().cart
  if (before.lines.length === 0) return
  till.carts.replace({ ...before, lines: [] })
  offerUndo(till, before, 'Cart cleared')
}

/** The way back lasts as long as the cart is still the same one. */
function offerUndo({ carts }: TillModel, before: Cart, text: string): void {
  const undo = () => {
    if (carts.getState().cart.id === before.id) carts.replace(before)
  }
  say(text, { action: { label: 'Undo', run: undo } })
}

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
  if (till.carts.getState().cart.lines.length > 0) await parkCart(till, till.carts.getState().cart.label)
  const kept = await keepCart(till.app.replica, parked, 'open')
  if (!kept.ok) return till.app.storage.setState({ failure: kept.error })
  void holdCart(parked.id)
  till.carts.replace(parked)
  await countParked(till)
}

/** Forgets a parked cart for good. */
export async function forgetParked(till: TillModel, id: SaleId): Promise<void> {
  await keepCart(till.app.replica, emptyCart(id))
  await countParked(till)
}

export async function countParked({ app, place }: TillModel): Promise<void> {
  const parked = await parkedCarts(app.replica).catch(() => [])
  place.setState({ parkedCount: parked.length })
}
