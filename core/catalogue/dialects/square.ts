/** Square's item library, in all three generations: locations and taxes are columns, one row a variation. */
import { foldKey } from '../clean-text.ts'
import type { Dialect, DialectInput, Draft, DraftProduct, DraftSkip, DraftVariant } from '../draft-row.ts'
import { readFlag } from '../draft-row.ts'
import type { CsvRow } from '../parse-csv.ts'
import { firstLeafOf } from './category-path.ts'
import { chooseLocation } from './location-columns.ts'
import { taxReader } from './tax-columns.ts'

/** Rows of one `Reference Handle`, or else of one `Item Name`, form a product. */
export const square: Dialect = {
  id: 'square',
  label: 'Square',
  html: true,
  emptyClears: false,
  detect: (columns) => columns.has('Item Name') && columns.indexOf('Variation Name', 'Token') >= 0,
  draft: draftSquare,
}

function draftSquare(input: DialectInput): Draft {
  const read = readersOf(input)
  const rows = input.sheet.rows.map((row) => {
    const handle = read.handle(row)?.trim() ?? ''
    const name = read.name(row)?.trim() ?? ''
    return {
      row: row.row,
      group: handle !== '' ? `handle ${handle}` : name === '' ? null : `name ${foldKey(name)}`,
      skip: skipOf(read, row),
      product: productOf(read, row, handle),
      variant: variantOf(read, row),
    }
  })
  return {
    rows,
    columns: {
      name: read.name.column,
      description: read.description.column,
      sku: read.sku.column,
      barcode: read.barcode.column,
      price: read.price.column,
      cost: read.cost.column,
      stock: read.quantity.column,
      lowMark: read.alertCount.column,
    },
  }
}

type Readers = ReturnType<typeof readersOf>

function readersOf(input: DialectInput) {
  const { columns } = input
  const location = chooseLocation(
    input,
    (column) => /^(?:Enabled|Current Quantity|New Quantity|Price) (.+)$/i.exec(column)?.[1],
  )
  const options = [1, 2, 3, 4, 5, 6].map((slot) => ({
    name: columns.reader(`Option Name ${slot}`),
    value: columns.reader(`Option Value ${slot}`),
  }))
  return {
    options,
    tax: taxReader(input),
    location,
    handle: columns.reader('Reference Handle'),
    name: columns.reader('Item Name'),
    variation: columns.reader('Variation Name'),
    description: columns.reader('Description'),
    category: columns.reader('Reporting Category'),
    categories: columns.reader('Categories', 'Category'),
    itemType: columns.reader('Item Type'),
    archived: columns.reader('Archived'),
    sellable: columns.reader('Sellable'),
    stockable: columns.reader('Stockable'),
    sku: columns.reader('SKU'),
    barcode: columns.reader('GTIN'),
    price: columns.reader('Price'),
    cost: columns.reader('Default Unit Cost'),
    ownPrice: columns.reader(`Price ${location ?? ''}`),
    enabled: columns.reader(`Enabled ${location ?? ''}`),
    quantity: columns.reader(`Current Quantity ${location ?? ''}`),
    newQuantity: columns.reader(`New Quantity ${location ?? ''}`),
    alert: columns.reader(`Stock Alert Enabled ${location ?? ''}`),
    alertCount: columns.reader(`Stock Alert Count ${location ?? ''}`),
  }
}

function skipOf(read: Readers, row: CsvRow): DraftSkip | null {
  const skip = (scope: DraftSkip['scope'], code: DraftSkip['code'], message: string): DraftSkip => ({
    scope,
    level: 'skipped',
    code,
    message,
  })
  if (readFlag(read.archived(row)))
    return skip('product', 'archived', 'Archived in Square: restore it there.')
  if (/gift/i.test(read.itemType(row) ?? '')) {
    return skip('product', 'gift-card', 'Gift cards are not sold from the catalogue.')
  }
  if (readFlag(read.sellable(row)) === false) {
    return skip('row', 'not-for-sale', 'Marked as not sellable in Square.')
  }
  if (readFlag(read.enabled(row)) === false) {
    return skip('row', 'not-for-sale', `Not enabled at “${read.location}” in Square.`)
  }
  return null
}

function productOf(read: Readers, row: CsvRow, handle: string): DraftProduct {
  const names = read.options.map(({ name }) => name(row)?.trim() ?? '')
  return {
    name: read.name(row),
    handle: handle === '' ? undefined : handle,
    description: read.description(row),
    category: read.category(row)?.trim() || firstLeafOf(read.categories(row)),
    tax: read.tax(row),
    optionNames: names.some((name) => name !== '') ? names : ['Variation'],
  }
}

function variantOf(read: Readers, row: CsvRow): DraftVariant {
  const named = read.options.some(({ name }) => (name(row)?.trim() ?? '') !== '')
  const options = named
    ? read.options.map(({ value }) => value(row)?.trim() ?? '')
    : [read.variation(row)?.trim() ?? '']
  const stock = read.newQuantity(row)?.trim() || read.quantity(row)
  const counted = (stock?.trim() ?? '') !== ''
  return {
    options,
    sku: read.sku(row),
    barcode: read.barcode(row),
    price: read.ownPrice(row)?.trim() || read.price(row),
    cost: read.cost(row),
    stock,
    tracked: stock === undefined ? undefined : counted && readFlag(read.stockable(row)) !== false,
    lowMark: readFlag(read.alert(row)) ? read.alertCount(row) : undefined,
  }
}
