/** The price of a cart in the first instants of a till, before the engine that knows discounts is here. */
import type { Cart } from './cart.ts'
import { extend } from './money.ts'
import type { PricedCart } from './price-cart.ts'
import { DEFAULT_TAX_POLICY, type TaxMode } from './tax.ts'
import { totalsOf } from './totals.ts'

/** Unit price × quantity and the tax: for a cart without anything else the same as `priceCart`. */
export function plainPrice(taxMode: TaxMode, cart: Cart): PricedCart {
  const rules = { taxMode, taxPolicy: DEFAULT_TAX_POLICY }
  if (cart.frozen) return { cart, ...rules, ...cart.frozen }
  const lines = cart.lines.map((line) => ({
    ...line,
    amountMinor: line.returned?.amountMinor ?? extend(line.unitMinor, line.quantity),
  }))
  return { cart, ...rules, lines, totals: totalsOf(taxMode, lines) }
}
