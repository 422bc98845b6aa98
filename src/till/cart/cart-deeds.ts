/** What people do with the open cart. No React. */
import type { Cart, CartLine } from '../../../core/domain/cart.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { say } from '../../ui/toast-store.ts'
import type { TillModel } from '../till-model.ts'

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
