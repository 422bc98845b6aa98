/** The catalogue as our own CSV: edited in a spreadsheet and imported again, it changes what was edited. */
import { minorToDecimal } from '../domain/money-text.ts'
import type { Product, Variant } from '../domain/product.ts'
import { guardFormula } from './clean-text.ts'
import { depositReference } from './deposit-plan.ts'
import { BARROW_COLUMNS, MAX_OPTIONS, optionColumns } from './dialects/barrow.ts'
import type { CurrentCatalogue } from './plan-import.ts'
import { KIND_WORDS, PURPOSE_WORDS } from './read-kind.ts'
import { ppmToPercent, quantityToDecimal } from './read-number.ts'
import { writeCsv } from './write-csv.ts'

/** Comma, CRLF, decimals with a point, one row a variant. `currency` is the location's, ISO 4217. */
export function exportCatalogue(catalogue: CurrentCatalogue, currency: string): string {
  const slots = Math.min(
    MAX_OPTIONS,
    Math.max(3, ...catalogue.products.map(({ optionNames }) => optionNames.length)),
  )
  const categoryNames = new Map(catalogue.categories.map(({ id, name }) => [id, name]))
  const products = new Map(catalogue.products.map((product) => [product.id as string, product]))
  const context: RowContext = { catalogue, currency, slots, categoryNames, products }
  const rows = catalogue.products.flatMap((product) =>
    product.variants.map((variant) => rowOf(product, variant, context)),
  )
  return writeCsv([headerOf(slots), ...rows])
}

interface RowContext {
  readonly catalogue: CurrentCatalogue
  readonly currency: string
  readonly slots: number
  readonly categoryNames: ReadonlyMap<string, string>
  readonly products: ReadonlyMap<string, Product>
}

const slotsUpTo = (count: number) => Array.from({ length: count }, (_, index) => index)

function headerOf(slots: number): readonly string[] {
  const columns = BARROW_COLUMNS
  return [
    ...[columns.productId, columns.variantId, columns.name, columns.category, columns.kind],
    ...slotsUpTo(slots).flatMap((slot) => Object.values(optionColumns(slot + 1))),
    ...[
      columns.sku,
      columns.barcode,
      columns.unit,
      columns.price,
      columns.cost,
      columns.taxName,
      columns.taxPercent,
    ],
    ...[columns.tracked, columns.stock, columns.stockAtExport, columns.lowMark],
    ...[columns.deposit, columns.voucherPurpose, columns.voucherMonths],
    ...[columns.favourite, columns.handle, columns.pictureUrl, columns.description],
  ]
}

function rowOf(product: Product, variant: Variant, context: RowContext): readonly string[] {
  const { catalogue, currency, slots, categoryNames } = context
  const rate = product.taxRate === null ? undefined : catalogue.taxRates.get(product.taxRate)
  const category = product.category === null ? '' : (categoryNames.get(product.category) ?? product.category)
  const stock = variant.tracked ? quantityToDecimal(catalogue.stock.get(variant.id) ?? ZERO_STOCK) : ''
  const money = (amount: Variant['priceMinor']) => (amount === null ? '' : minorToDecimal(amount, currency))
  return [
    ...[product.id, variant.id, guardFormula(product.name), guardFormula(category)],
    KIND_WORDS[product.kind],
    ...slotsUpTo(slots).flatMap((slot) => [
      guardFormula(product.optionNames[slot] ?? ''),
      guardFormula(variant.options[slot] ?? ''),
    ]),
    ...[guardFormula(variant.sku ?? ''), guardFormula(variant.barcode ?? ''), variant.unit],
    ...[money(variant.priceMinor), money(variant.costMinor)],
    ...[guardFormula(rate?.name ?? ''), rate ? ppmToPercent(rate.ppm) : ''],
    ...[variant.tracked ? 'Y' : 'N', stock, stock],
    variant.lowMark === null ? '' : quantityToDecimal(variant.lowMark),
    ...kindCells(product, context),
    product.favourite === null ? '' : String(product.favourite),
    ...[product.handle, product.pictureUrl, product.description].map((text) => guardFormula(text ?? '')),
  ]
}

function kindCells({ kind, deposit, voucherPurpose, voucherMonths }: Product, { products }: RowContext) {
  const goesAlong = deposit === null ? undefined : products.get(deposit)
  const isVoucher = kind === 'voucher'
  return [
    goesAlong ? guardFormula(depositReference(goesAlong)) : '',
    isVoucher || voucherPurpose !== 'multi' ? PURPOSE_WORDS[voucherPurpose] : '',
    voucherMonths === null ? '' : String(voucherMonths),
  ]
}

const ZERO_STOCK = 0 as NonNullable<Variant['lowMark']>
