/** The cart that is being built here. Plain zustand, no React; every change is synchronous. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyToCart, type Cart, type CartCommand, emptyCart } from '../../../core/domain/cart.ts'
import type { ProductId, SaleId } from '../../../core/domain/ids.ts'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { CartTotals } from '../../../core/domain/totals.ts'

export interface OpenCart {
  readonly cart: Cart
  /** False until the cart that an earlier life of this tab left behind has been looked for. */
  readonly adopted: boolean
  /** The cart at the prices of its last change. */
  readonly priced: PricedCart
  readonly totals: CartTotals
  /** Thousandths of goods in the cart by product, so that a tile reads one number. */
  readonly quantityByProduct: ReadonlyMap<ProductId, number>
}

export interface CartStore extends StoreApi<OpenCart> {
  readonly dispatch: (command: CartCommand) => void
  /** Puts another cart in this one's place: the next sale, a resumed one, an undone clearing. */
  readonly replace: (cart: Cart) => void
  /** Prices this cart and the next ones in another way. */
  readonly priceBy: (price: (cart: Cart) => PricedCart) => void
  /** Prices the same cart anew: the settings have changed, or the hour. */
  readonly reprice: () => void
  /** The kept cart has been found: what was pressed meanwhile is added to it. */
  readonly adopt: (kept: Cart) => void
}

/** Parts of its total have been paid: what is in it may not change (rule M40). */
export const isLocked = ({ tenders }: Cart): boolean => tenders !== undefined && tenders.length > 0

/** What is left of the total once parts of it are paid; below nought it goes back. The figure that moves the sale on. */
export const leftMinorOf = ({ cart, totals }: Pick<OpenCart, 'cart' | 'totals'>): Minor =>
  toMinor(totals.totalMinor - (cart.tenders ?? []).reduce((paid, { amountMinor }) => paid + amountMinor, 0))

/** What parts do themselves (being taken, given back, the tip with the last one) is no change of what is sold. */
const changesContent = (command: CartCommand): boolean =>
  command.type !== 'set' || CONTENT.some((field) => field in command.fields)
const CONTENT = ['discount', 'coupons', 'service', 'exempt'] as const

/**
 * `plainly` prices the cart until `priceBy` says otherwise. It asks for the settings at each change: they may arrive
 * after the cart. `onLocked` hears of a change that was refused because parts have been paid.
 */
export function createCartStore(
  id: SaleId,
  plainly: (cart: Cart) => PricedCart,
  onLocked: () => void = () => {},
): CartStore {
  let price = plainly
  const next = (cart: Cart) => {
    const priced = price(cart)
    return { cart, priced, totals: priced.totals, quantityByProduct: quantities(cart) }
  }
  const store = createStore<OpenCart>(() => ({ ...next(emptyCart(id)), adopted: false }))
  const replace = (cart: Cart) => store.setState(next(cart))
  return {
    ...store,
    replace,
    priceBy: (anew) => {
      price = anew
      replace(store.getState().cart)
    },
    reprice: () => replace(store.getState().cart),
    dispatch: (command) => {
      const { cart } = store.getState()
      if (isLocked(cart) && changesContent(command)) onLocked()
      else replace(applyToCart(cart, command))
    },
    adopt: (kept) => {
      const { lines } = store.getState().cart
      const pressed = isLocked(kept) ? [] : lines
      if (pressed !== lines && lines.length > 0) onLocked()
      const cart = pressed.reduce((into, line) => applyToCart(into, { type: 'add', line }), kept)
      store.setState({ ...next(cart), adopted: true })
    },
  }
}

function quantities(cart: Cart): ReadonlyMap<ProductId, number> {
  const byProduct = new Map<ProductId, number>()
  for (const { product, quantity, kind } of cart.lines) {
    if (product && !kind && quantity > 0) byProduct.set(product, (byProduct.get(product) ?? 0) + quantity)
  }
  return byProduct
}
