/** Shopify's product file, in its classic headers (`Handle`, `Variant Price`) and its present ones (`URL handle`). */
import type { Dialect, DialectInput, Draft, DraftProduct, DraftSkip, DraftVariant } from '../draft-row.ts'
import { readFlag } from '../draft-row.ts'
import type { Columns, CsvRow } from '../parse-csv.ts'
import { leafOf } from './category-path.ts'

/** The first row of a handle carries the product; later rows its variants, or only a picture. */
export const shopify: Dialect = {
  id: 'shopify',
  label: 'Shopify',
  html: true,
  emptyClears: false,
  detect: (columns) =>
    columns.has('Title') &&
    ((columns.has('Handle') && columns.indexOf('Variant Price', 'Variant SKU', 'Option1 Name') >= 0) ||
      columns.has('URL handle') ||
      (columns.has('Option1 name') && columns.has('Price'))),
  draft: draftShopify,
}

function draftShopify({ sheet, columns }: DialectInput): Draft {
  const read = readersOf(columns)
  const rows = sheet.rows.map((row) => {
    const title = read.title(row)?.trim() ?? ''
    const handle = read.handle(row)?.trim() ?? ''
    return {
      row: row.row,
      group: handle === '' ? null : handle,
      skip: title === '' ? null : skipOf(read, row),
      product: title === '' ? null : productOf(read, row, handle),
      variant: variantOf(read, row, title !== ''),
    }
  })
  return {
    rows,
    columns: {
      name: read.title.column,
      description: read.description.column,
      sku: read.sku.column,
      barcode: read.barcode.column,
      price: read.price.column,
      cost: read.cost.column,
      stock: read.quantity.column,
      pictureUrl: read.picture.column,
    },
  }
}

type Readers = ReturnType<typeof readersOf>

function readersOf(columns: Columns) {
  const options = [1, 2, 3].map((slot) => ({
    name: columns.reader(`Option${slot} Name`),
    value: columns.reader(`Option${slot} Value`),
  }))
  return {
    options,
    handle: columns.reader('Handle', 'URL handle'),
    title: columns.reader('Title'),
    description: columns.reader('Body (HTML)', 'Description'),
    type: columns.reader('Type', 'Custom product type'),
    category: columns.reader('Product category', 'Standard product type'),
    published: columns.reader('Published', 'Published on online store'),
    status: columns.reader('Status'),
    giftCard: columns.reader('Gift Card'),
    sku: columns.reader('Variant SKU', 'SKU'),
    barcode: columns.reader('Variant Barcode', 'Barcode'),
    price: columns.reader('Variant Price', 'Price'),
    cost: columns.reader('Cost per item', 'Variant Cost'),
    tracker: columns.reader('Variant Inventory Tracker', 'Inventory tracker'),
    quantity: columns.reader('Variant Inventory Qty', 'Inventory quantity'),
    taxable: columns.reader('Variant Taxable', 'Charge tax'),
    picture: columns.reader('Image Src', 'Product image URL'),
  }
}

function skipOf(read: Readers, row: CsvRow): DraftSkip | null {
  const skip = (code: DraftSkip['code'], message: string): DraftSkip => ({
    scope: 'product',
    level: 'skipped',
    code,
    message,
  })
  const status = read.status(row)?.trim().toLowerCase() ?? ''
  if (readFlag(read.giftCard(row))) return skip('gift-card', 'Gift cards are not sold from the catalogue.')
  if (status === 'draft') return skip('draft', 'A draft in Shopify: set it active there to import it.')
  if (status === 'archived') return skip('archived', 'Archived in Shopify: set it active there to import it.')
  // Where a status is given, "published" is only about the online store.
  if (status === '' && readFlag(read.published(row)) === false) {
    return skip('not-published', 'Not published in Shopify: publish it there to import it.')
  }
  return null
}

function productOf(read: Readers, row: CsvRow, handle: string): DraftProduct {
  const taxable = readFlag(read.taxable(row))
  return {
    name: read.title(row),
    handle,
    description: read.description(row),
    category: read.type(row)?.trim() || leafOf(read.category(row)),
    tax: taxable === undefined ? undefined : { kind: taxable ? 'taxable' : 'untaxed' },
    pictureUrl: read.picture(row),
    optionNames: read.options.map(({ name }) => name(row)?.trim() ?? ''),
  }
}

function variantOf(read: Readers, row: CsvRow, leads: boolean): DraftVariant | null {
  const options = read.options.map(({ value }) => value(row)?.trim() ?? '')
  const sku = read.sku(row)
  const price = read.price(row)
  const hasOwn = [...options, sku, price, read.barcode(row)].some((cell) => (cell?.trim() ?? '') !== '')
  if (!leads && !hasOwn) return null
  const tracker = read.tracker(row)?.trim()
  const tracked = tracker === undefined ? undefined : tracker !== ''
  const stock = tracked === false ? undefined : read.quantity(row)
  return { options, sku, price, barcode: read.barcode(row), cost: read.cost(row), stock, tracked }
}
