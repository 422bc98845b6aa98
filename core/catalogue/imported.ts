/** What every dialect comes to: products as the file describes them, before they meet the catalogue. */
import type { Minor, Ppm, Thousandths } from '../domain/money.ts'
import type { Product } from '../domain/product.ts'
import type { Unit } from '../domain/unit.ts'

/** How a file speaks of tax. */
export type ImportedTax =
  | { readonly kind: 'rate'; readonly name: string; readonly ppm: Ppm }
  /** The location's default rate, said outright. */
  | { readonly kind: 'default' }
  /** Taxed at some rate that the file does not tell. */
  | { readonly kind: 'taxable' }
  | { readonly kind: 'untaxed' }
  /** A rate by its name only: "reduced-rate". */
  | { readonly kind: 'class'; readonly name: string }

/** In all of these, undefined means that the file says nothing of it and an existing value stays. */
export interface ImportedVariant {
  readonly row: number
  /** Our own id, from a file that we exported. */
  readonly id: string | undefined
  readonly options: readonly string[]
  readonly sku: string | null | undefined
  readonly barcode: string | null | undefined
  readonly unit: Unit | undefined
  /** null: ask at the sale. */
  readonly priceMinor: Minor | null | undefined
  readonly costMinor: Minor | null | undefined
  readonly stock: Thousandths | undefined
  /** What the stock was when we exported the file: where `stock` still says the same, nobody counted. */
  readonly stockAtExport: Thousandths | undefined
  readonly tracked: boolean | undefined
  readonly lowMark: Thousandths | null | undefined
}

export interface ImportedProduct {
  /** Our own id, from a file that we exported. */
  readonly id: string | undefined
  readonly handle: string | null
  readonly name: string
  readonly description: string | null | undefined
  /** The category's name. */
  readonly category: string | null | undefined
  readonly tax: ImportedTax | undefined
  readonly pictureUrl: string | null | undefined
  readonly favourite: number | null | undefined
  readonly kind: Product['kind'] | undefined
  /** The SKU or the name of the deposit that goes along; null: none. */
  readonly deposit: string | null | undefined
  readonly voucherPurpose: Product['voucherPurpose'] | undefined
  /** null: its vouchers do not expire. */
  readonly voucherMonths: number | null | undefined
  /** undefined with `options` of no length: the file has no options. */
  readonly optionNames: readonly string[]
  readonly variants: readonly ImportedVariant[]
  /** Every row of the file that this product is made of, pictures' rows included. */
  readonly rows: readonly number[]
}
