/** What people do with the open cart. No React. */
import { type Cart, type CartLine, emptyCart } from '../../../core/domain/cart.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { say } from '../../ui/toast-store.ts'
import { refusesChange, type TillModel } from '../till-model.ts'

/** Whether a line goes by pieces: not what is measured, comes back by its receipt, or stands for a voucher's code. */
export const isStepped = ({ unit, returned, voucher, account }: CartLine): boolean =>
  !unit && !returned && !voucher && !account

/** One piece more or less; the step to nought removes the line, with a way back. Cups that come back go below it. */
export function stepLine(till: TillModel, line: CartLine, step: 1 | -1): void {
  if (!isStepped(line)) return
  const quantity = (line.quantity + step * 1000) as Thousandths
  if (quantity === 0 || quantity > 0 !== line.quantity > 0) removeLine(till, line)
  else till.carts.dispatch({ type: 'set-quantity', key: line.key, quantity })
}

export function removeLine(till: TillModel, line: CartLine): void {
  const before = till.carts.getState().cart
  if (refusesChange(till)) return
  till.carts.dispatch({ type: 'remove', key: line.key })
  offerUndo(till, before, `${line.name} removed`)
}

/** Empties the cart of its lines and of all that was given to it, with a way back. */
export function clearCart(till: TillModel): void {
  const before = till.carts.getState().cart
  if (before.lines.length === 0) return
  if (refusesChange(till)) return
  till.carts.replace(emptyCart(before.id))
  offerUndo(till, before, 'Cart cleared')
}

/** The way back lasts as long as the cart is still the same one, and nobody has paid a part of it meanwhile. */
function offerUndo(till: TillModel, before: Cart, text: string): void {
  const { carts } = till
  const undo = () => {
    if (carts.getState().cart.id === before.id && !refusesChange(till)) carts.replace(before)
  }
  say(text, { action: { label: 'Undo', run: undo } })
}
