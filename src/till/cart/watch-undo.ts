/** A way back lasts as long as its cart: where that is paid, parked or left for another, or paying begins, it goes. */
import { dismissToast, toastStore } from '../../ui/toast-store.ts'
import type { TillModel } from '../till-model.ts'

/** Starts watching; the answer stops it. */
export function watchUndo({ carts, sheets }: TillModel): () => void {
  const dismiss = (isOver: (cart: string) => boolean) => {
    const cart = toastStore.getState().toast?.cart
    if (cart !== undefined && isOver(cart)) dismissToast()
  }
  const stops = [
    carts.subscribe(({ cart: { id } }) => dismiss((cart) => cart !== id)),
    sheets.subscribe((stack) => dismiss(() => stack.sheets.some(({ kind }) => kind === 'pay'))),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
