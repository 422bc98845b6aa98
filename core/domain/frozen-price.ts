/** A cart of which money has been asked for keeps its price, whatever the office or the clock does meanwhile (rule M27). */
import type { Cart, CartFields, CartLine } from './cart.ts'
import type { PricedCart } from './price-cart.ts'
import type { Tender } from './tender.ts'

/** The cart with the price that it has now; the first one stays. */
export const withPrice = ({ cart, ...frozen }: PricedCart): Cart => (cart.frozen ? cart : { ...cart, frozen })

/** What changes of a cart when these are its parts; without any its price moves again. */
export const partsOfCart = (
  { frozen }: Cart,
  tenders: readonly Tender[],
): Pick<CartFields, 'tenders' | 'frozen'> => ({ tenders, frozen: tenders.length > 0 ? frozen : undefined })

/** A line whose amount means another sum now: it was fixed when prices were written the other way (rule M80). */
export const lineOfOtherMode = ({ cart, taxMode }: Pick<PricedCart, 'cart' | 'taxMode'>): CartLine | null =>
  cart.lines.find((line) => line.taxMode !== undefined && line.taxMode !== taxMode) ?? null
