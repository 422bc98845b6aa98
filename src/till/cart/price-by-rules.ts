import { priceNow } from '../../replica/price-rules.ts'
import type { TillModel } from '../till-model.ts'

/**
 * From now on the open cart is priced by all the location's rules. They come behind the first paint; whoever takes
 * money makes sure of them, so that no sale is made at the plain price.
 */
export function priceByRules({ app: { replica }, carts }: TillModel): void {
  carts.priceBy((cart) => priceNow(replica.store.getState(), cart, replica.deps.now()))
}
