/** The cart that is being built here. Plain zustand, no React; every change is synchronous. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  applyToCart,
  type Cart,
  type CartCommand,
  type CartTotals,
  emptyCart,
  priceLines,
} from '../../../core/domain/cart.ts'
import type { ProductId, SaleId } from '../../../core/domain/ids.ts'
import type { TaxMode } from '../../../core/domain/tax.ts'

export interface OpenCart {
  readonly cart: Cart
  /** False until the cart that an earlier life of this tab left behind has been looked for. */
  readonly adopted: boolean
  readonly totals: CartTotals
  /** Thousandths in the cart by product, so that a tile reads one number. */
  readonly quantityByProduct: ReadonlyMap<ProductId, number>
}

export interface CartStore extends StoreApi<OpenCart> {
  readonly dispatch: (command: CartCommand) => void
  /** Puts another cart in this one's place: the next sale, a resumed one, an undone clearing. */
  readonly replace: (cart: Cart) => void
  /** The kept cart has been found: what was pressed meanwhile is added to it. */
  readonly adopt: (kept: Cart) => void
}

/** `taxMode` is asked at each change, because the location's settings may arrive after the cart. */
export function createCartStore(id: SaleId, taxMode: () => TaxMode): CartStore {
  const next = (cart: Cart) => ({
    cart,
    totals: priceLines(taxMode(), cart.lines),
    quantityByProduct: quantities(cart),
  })
  const store = createStore<OpenCart>(() => ({ ...next(emptyCart(id)), adopted: false }))
  const replace = (cart: Cart) => store.setState(next(cart))
  return {
    ...store,
    replace,
    dispatch: (command) => replace(applyToCart(store.getState().cart, command)),
    adopt: (kept) => {
      const { lines } = store.getState().cart
      const cart = lines.reduce((into, line) => applyToCart(into, { type: 'add', line }), kept)
      store.setState({ ...next(cart), adopted: true })
    },
  }
}

function quantities(cart: Cart): ReadonlyMap<ProductId, number> {
  const byProduct = new Map<ProductId, number>()
  for (const { product, quantity } of cart.lines) {
    if (product) byProduct.set(product, (byProduct.get(product) ?? 0) + quantity)
  }
  return byProduct
}
