/** Carts and cash for tests that sell. */
import { applyToCart, type Cart, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId, TaxRateId, TenderId } from '../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, toMinor } from '../../core/domain/money.ts'
import { type PricedCart, plainRules, priceCart } from '../../core/domain/price-cart.ts'
import { cashTender, type Tender } from '../../core/domain/tender.ts'
import type { Replica } from '../../src/replica/replica.ts'

/** A cart with one piece of the first product, 10.00. */
export function oneLineCart(replica: Replica): Cart {
  const cart = emptyCart(replica.deps.newId() as SaleId)
  return applyToCart(cart, {
    type: 'add',
    line: {
      key: 'line-1',
      product: 'p0' as never,
      variant: 'v0' as never,
      name: 'Product 0',
      variantName: '',
      sku: 'SKU-0',
      quantity: ONE_PIECE,
      unitMinor: toMinor(1000),
      listMinor: toMinor(1000),
      taxRate: { id: 'rate-1' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
      note: '',
    },
  })
}

/** A cart priced by a location without promotions, tax in the prices. */
export const pricedOf = (cart: Cart): PricedCart => priceCart(cart, plainRules('inclusive'))

/** Exact cash for a cart. */
export function exactCash(cart: Cart): readonly Tender[] {
  const { totalMinor } = pricedOf(cart).totals
  const tender = cashTender(`${cart.id}-cash` as TenderId, totalMinor, totalMinor)
  return tender ? [tender] : []
}
