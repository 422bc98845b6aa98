/** A line item as it enters the cart: name, price and rate of this moment. Pure. */
import type { CartLine, DepositOf, LabelPrice } from '../../../core/domain/cart.ts'
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
  readonly deposit?: DepositOf | undefined
  readonly label?: LabelPrice | undefined
}

/** What goes along with each piece of a product: its deposit at the price of this moment. */
export function depositOf(
  { deposit }: Product,
  products: readonly Product[],
  rates: Rates,
): DepositOf | undefined {
  const product = deposit && products.find(({ id }) => id === deposit)
  const variant = product?.variants[0]
  if (!product || !variant || variant.priceMinor === null) return undefined
  const { id, sku, priceMinor: unitMinor } = variant
  return {
    product: product.id,
    variant: id,
    name: product.name,
    sku,
    unitMinor,
    taxRate: rateOf(product, rates),
  }
}

export function productLine(
  { key, product, variant, unitMinor, quantity = ONE_PIECE, deposit, label }: LineOf,
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
    ...(product.kind === 'goods' ? {} : { kind: product.kind }),
    ...(variant.unit === 'piece' ? {} : { unit: variant.unit }),
    ...(deposit ? { deposit } : {}),
    ...(label ? { label } : {}),
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
