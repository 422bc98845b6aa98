/** Loyverse's item file, short and full: options and per-store columns; modifiers and components are left out. */
import type { Dialect, DialectInput, Draft, DraftProduct, DraftSkip, DraftVariant } from '../draft-row.ts'
import { readFlag } from '../draft-row.ts'
import type { CsvRow } from '../parse-csv.ts'
import { chooseLocation } from './location-columns.ts'
import { taxReader } from './tax-columns.ts'

/** Rows of one `Handle` form a product; the first names it. */
export const loyverse: Dialect = {
  id: 'loyverse',
  label: 'Loyverse',
  html: false,
  emptyClears: false,
  detect: (columns) =>
    columns.has('Handle') &&
    columns.has('Name') &&
    columns.indexOf('Sold by weight', 'Default price', 'Track stock', 'In stock') >= 0,
  draft: draftLoyverse,
}

function draftLoyverse(input: DialectInput): Draft {
  const read = readersOf(input)
  const rows = input.sheet.rows.map((row) => {
    const handle = read.handle(row)?.trim() ?? ''
    const leads = (read.name(row)?.trim() ?? '') !== ''
    return {
      row: row.row,
      group: handle === '' ? null : handle,
      skip: skipOf(read, row),
      product: leads ? productOf(read, row, handle) : null,
      variant: variantOf(read, row, leads),
    }
  })
  return {
    rows,
    columns: {
      name: read.name.column,
      sku: read.sku.column,
      barcode: read.barcode.column,
      price: read.price.column,
      cost: read.cost.column,
      stock: read.stock.column,
      lowMark: read.lowMark.column,
    },
  }
}

type Readers = ReturnType<typeof readersOf>

function readersOf(input: DialectInput) {
  const { columns } = input
  const store = chooseLocation(
    input,
    (column) => /^(?:Available for sale|Price|In stock|Low stock) \[(.+)\]$/i.exec(column)?.[1],
  )
  const options = [1, 2, 3].map((slot) => ({
    name: columns.reader(`Option ${slot} name`),
    value: columns.reader(`Option ${slot} value`),
  }))
  return {
    options,
    tax: taxReader(input),
    store,
    handle: columns.reader('Handle'),
    sku: columns.reader('SKU'),
    name: columns.reader('Name'),
    category: columns.reader('Category'),
    description: columns.reader('Description'),
    barcode: columns.reader('Barcode'),
    cost: columns.reader('Cost', 'Purchase cost'),
    trackStock: columns.reader('Track stock'),
    available: columns.reader(`Available for sale [${store}]`, 'Available for sale'),
    price: columns.reader(`Price [${store}]`, 'Default price', 'Price'),
    defaultPrice: columns.reader('Default price', 'Price'),
    stock: columns.reader(`In stock [${store}]`, 'In stock'),
    lowMark: columns.reader(`Low stock [${store}]`, 'Low stock'),
  }
}

function skipOf(read: Readers, row: CsvRow): DraftSkip | null {
  if (readFlag(read.available(row)) !== false) return null
  const where = read.store === null ? '' : ` at “${read.store}”`
  return {
    scope: 'row',
    level: 'skipped',
    code: 'not-for-sale',
    message: `Not available for sale${where} in Loyverse.`,
  }
}

function productOf(read: Readers, row: CsvRow, handle: string): DraftProduct {
  return {
    name: read.name(row),
    handle: handle === '' ? undefined : handle,
    description: read.description(row),
    category: read.category(row),
    tax: read.tax(row),
    optionNames: read.options.map(({ name }) => name(row)?.trim() ?? ''),
  }
}

/** A row that only names a component of a composite item has neither SKU, price nor option of its own. */
function variantOf(read: Readers, row: CsvRow, leads: boolean): DraftVariant | null {
  const options = read.options.map(({ value }) => value(row)?.trim() ?? '')
  const price = read.price(row)?.trim() || read.defaultPrice(row)
  const hasOwn = [...options, read.sku(row), price].some((cell) => (cell?.trim() ?? '') !== '')
  if (!leads && !hasOwn) return null
  const stock = read.stock(row)
  const tracked = readFlag(read.trackStock(row)) ?? (stock?.trim() ? true : undefined)
  return {
    options,
    sku: read.sku(row),
    barcode: read.barcode(row),
    price,
    cost: read.cost(row),
    stock: tracked === false ? undefined : stock,
    tracked,
    lowMark: tracked === false ? undefined : read.lowMark(row),
  }
}
