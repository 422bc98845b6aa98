/** Our own export: every field of every variant, so that a sheet can be edited and brought back without loss. */
import { unguardFormula } from '../clean-text.ts'
import { type Dialect, type DialectInput, type Draft, readFlag } from '../draft-row.ts'
import type { ImportedTax } from '../imported.ts'
import type { CellReader, CsvRow } from '../parse-csv.ts'
import { readPercent } from '../read-number.ts'

/** The columns, in the order in which they are written; options come between `Kind` and `SKU`. */
export const BARROW_COLUMNS = {
  productId: 'Barrow product',
  variantId: 'Barrow variant',
  name: 'Name',
  category: 'Category',
  kind: 'Kind',
  sku: 'SKU',
  barcode: 'Barcode',
  unit: 'Unit',
  price: 'Price',
  cost: 'Cost',
  taxName: 'Tax rate',
  taxPercent: 'Tax %',
  tracked: 'Track stock',
  stock: 'Stock',
  stockAtExport: 'Stock at export',
  lowMark: 'Low mark',
  deposit: 'Deposit',
  voucherPurpose: 'Gift card buys',
  voucherMonths: 'Months valid',
  favourite: 'Favourite',
  handle: 'Handle',
  pictureUrl: 'Picture address',
  description: 'Description',
} as const

/** The two columns of an option slot, counted from 1. */
export const optionColumns = (slot: number) => ({
  name: `Option ${slot} name`,
  value: `Option ${slot} value`,
})

/** How many options a product may have. */
export const MAX_OPTIONS = 8

export const barrow: Dialect = {
  id: 'barrow',
  label: 'Barrow',
  html: false,
  emptyClears: true,
  detect: (columns) => columns.has(BARROW_COLUMNS.productId) && columns.has(BARROW_COLUMNS.name),
  draft: draftBarrow,
}

function draftBarrow({ sheet, columns }: DialectInput): Draft {
  const text = (name: string) => unguarded(columns.reader(name))
  const read = Object.fromEntries(
    Object.entries(BARROW_COLUMNS).map(([field, name]) => [field, text(name)]),
  ) as Record<keyof typeof BARROW_COLUMNS, CellReader>
  const options = Array.from({ length: MAX_OPTIONS }, (_, index) => optionColumns(index + 1)).map(
    ({ name, value }) => ({ name: text(name), value: text(value) }),
  )
  const rows = sheet.rows.map((row) => ({
    row: row.row,
    group: read.productId(row)?.trim() || null,
    skip: null,
    product: {
      id: read.productId(row)?.trim() || undefined,
      name: read.name(row),
      handle: read.handle(row),
      description: read.description(row),
      category: read.category(row),
      tax: taxOf(read, row),
      pictureUrl: read.pictureUrl(row),
      favourite: read.favourite(row),
      kind: read.kind(row),
      deposit: read.deposit(row),
      voucherPurpose: read.voucherPurpose(row),
      voucherMonths: read.voucherMonths(row),
      optionNames: options.map(({ name }) => name(row)?.trim() ?? ''),
    },
    variant: {
      id: read.variantId(row)?.trim() || undefined,
      options: options.map(({ value }) => value(row) ?? ''),
      sku: read.sku(row),
      barcode: read.barcode(row),
      unit: read.unit(row),
      price: read.price(row),
      cost: read.cost(row),
      stock: read.stock(row),
      stockAtExport: read.stockAtExport(row),
      tracked: readFlag(read.tracked(row)),
      lowMark: read.lowMark(row),
    },
  }))
  return { rows, columns: BARROW_COLUMNS }
}

const unguarded = (reader: CellReader): CellReader =>
  Object.assign(
    (row: CsvRow) => {
      const cell = reader(row)
      return cell === undefined ? undefined : unguardFormula(cell)
    },
    { column: reader.column },
  )

/** A percentage alone is a rate too; neither of both is the location's default. */
function taxOf(read: Pick<Record<string, CellReader>, string>, row: CsvRow): ImportedTax | undefined {
  const name = read.taxName?.(row)?.trim()
  const percent = read.taxPercent?.(row)?.trim()
  if (name === undefined && percent === undefined) return undefined
  const ppm = percent ? readPercent(`${percent}%`, '.') : null
  if (ppm !== null) return { kind: 'rate', name: name || 'Tax', ppm }
  return name ? { kind: 'class', name } : { kind: 'default' }
}
