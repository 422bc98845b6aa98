/** A customer who pays no tax, on the open cart. No React. */
import type { Exemption } from '../../../core/domain/cart.ts'
import { refusesChange, type TillModel } from '../till-model.ts'
import { offerUndo } from './cart-deeds.ts'

/** Takes the tax off, or charges it again; with a way back. */
export function setExemption(till: TillModel, exempt: Exemption | undefined): void {
  const { carts } = till
  const { cart } = carts.getState()
  if (refusesChange(till)) return
  carts.dispatch({ type: 'set', fields: { exempt } })
  offerUndo(till, exempt ? 'Sold without tax' : 'Tax is charged', () =>
    carts.dispatch({ type: 'set', fields: { exempt: cart.exempt } }),
  )
}
