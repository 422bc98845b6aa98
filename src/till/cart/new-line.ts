/** A line item as it enters the cart: name, price and rate of this moment. Pure. */
import type { CartLine } from '../../../core/domain/cart.ts'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import { type Minor, ONE_PIECE, type Ppm, type Thousandths } from '../../../core/domain/money.ts'
import { type Product, type Variant, variantLabel } from '../../../core/domain/product.ts'
import type { TaxRate } from '../../../core/domain/tax.ts'

export interface Rates {
  readonly byId: ReadonlyMap<TaxRateId, TaxRate>
  readonly defaultId: TaxRateId
}

/** The product's own rate, else the location's; a rate that nobody defined is nought and says so. */
export function rateOf(product: Pick<Product, 'taxRate'> | null, { byId, defaultId }: Rates): TaxRate {
  const own = product?.taxRate ? byId.get(product.taxRate) : undefined
  return own ?? byId.get(defaultId) ?? { id: defaultId, name: 'No tax', ppm: 0 as Ppm }
}

export interface LineOf {
  readonly key: string
  readonly product: Product
  readonly variant: Variant
  /** What one costs: the catalogue's price, or what somebody keyed in for a product without one. */
  readonly unitMinor: Minor
  readonly quantity?: Thousandths
}

export function productLine(
  { key, product, variant, unitMinor, quantity = ONE_PIECE }: LineOf,
  rates: Rates,
): CartLine {
  return {
    key,
    product: product.id,
    variant: variant.id,
    name: product.name,
    variantName: variantLabel(variant),
    sku: variant.sku,
    quantity,
    unitMinor,
    listMinor: variant.priceMinor,
    taxRate: rateOf(product, rates),
    note: '',
  }
}

/** An amount for something that is not in the catalogue. */
export function customLine(key: string, name: string, unitMinor: Minor, taxRate: TaxRate): CartLine {
  return {
    key,
    product: null,
    variant: null,
    name,
    variantName: '',
    sku: null,
    quantity: ONE_PIECE,
    unitMinor,
    listMinor: null,
    taxRate,
    note: '',
  }
}
