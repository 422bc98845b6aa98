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
  offerPutBack(till, before, `${line.name} removed`)
}

/** Empties the cart of its lines and of all that was given to it, with a way back. */
export function clearCart(till: TillModel): void {
  const before = till.carts.getState().cart
  if (before.lines.length === 0) return
  if (refusesChange(till)) return
  const { id, takenBack } = before
  // Money of a transfer that was taken back may come yet, whatever this cart sells in the end.
  till.carts.replace({ ...emptyCart(id), ...(takenBack && { takenBack }) })
  offerPutBack(till, before, 'Cart cleared')
}

function offerPutBack(till: TillModel, before: Cart, text: string): void {
  const { carts } = till
  const after = carts.getState().cart
  const offer = () =>
    offerUndo(till, text, () => {
      // Behind the first paint. Until it is here the way back stays offered.
      void import('./put-back.ts').then((m) => m.putBackInto(till, { before, after }), offer)
    })
  offer()
}

/** Says what was done to the open cart, with a way back that lasts as long as it is that one that is open. */
export function offerUndo({ carts }: TillModel, text: string, undo: () => void): void {
  const { id } = carts.getState().cart
  const run = () => {
    if (carts.getState().cart.id === id) undo()
  }
  say(text, { cart: id, action: { label: 'Undo', run } })
}
