import type { VariantId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import type { State } from './state.ts'

/** Stock is a counter and may go below nought: then somebody decides (rule K1). `quantity` is in thousandths. */
export function moveStock(state: State, variant: VariantId, quantity: number): void {
  const left = (state.stock.get(variant) ?? 0) + quantity
  state.stock.set(variant, left as Thousandths)
  if (left < 0) state.negative.add(variant)
  else if (state.negative.size > 0) state.negative.delete(variant)
}
