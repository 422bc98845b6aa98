/** A cart of which money has been asked for keeps its price, whatever the office or the clock does meanwhile (rule M27). */
import type { Cart, CartFields } from './cart.ts'
import type { PricedCart } from './price-cart.ts'
import type { Tender } from './tender.ts'

/** The cart with the price that it has now; the first one stays. */
export const withPrice = ({ cart, ...frozen }: PricedCart): Cart => (cart.frozen ? cart : { ...cart, frozen })

/** What changes of a cart when these are its parts; without any its price moves again. */
export const partsOfCart = (
  { frozen }: Cart,
  tenders: readonly Tender[],
): Pick<CartFields, 'tenders' | 'frozen'> => ({ tenders, frozen: tenders.length > 0 ? frozen : undefined })
