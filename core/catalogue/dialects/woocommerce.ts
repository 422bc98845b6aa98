/** WooCommerce's product file: variations are rows that name their parent by SKU or as `id:N`. */
import type {
  Dialect,
  DialectInput,
  Draft,
  DraftProduct,
  DraftRow,
  DraftSkip,
  DraftVariant,
} from '../draft-row.ts'
import { readFlag } from '../draft-row.ts'
import type { FindingList } from '../finding.ts'
import type { ImportedTax } from '../imported.ts'
import type { Columns, CsvRow } from '../parse-csv.ts'
import { firstLeafOf } from './category-path.ts'

/** Variations join their parent wherever either stands in the file. */
export const woocommerce: Dialect = {
  id: 'woocommerce',
  label: 'WooCommerce',
  html: true,
  emptyClears: false,
  detect: (columns) => columns.has('Type') && columns.has('Name') && columns.has('Regular price'),
  draft: draftWoo,
}

function draftWoo({ sheet, columns, findings }: DialectInput): Draft {
  const read = readersOf(columns)
  const parents = parentsOf(read, sheet.rows)
  const optionNames = optionNamesOf(read, sheet.rows, parents)
  const context: Context = { read, parents, optionNames, findings }
  return {
    rows: sheet.rows.map((row) => draftRow(context, row)),
    columns: {
      name: read.name.column,
      description: read.description.column,
      sku: read.sku.column,
      barcode: read.barcode.column,
      price: read.regularPrice.column,
      cost: read.cost.column,
      stock: read.stock.column,
      lowMark: read.lowMark.column,
      pictureUrl: read.images.column,
    },
  }
}

type Readers = ReturnType<typeof readersOf>

interface Parent {
  readonly key: string
  readonly row: CsvRow
}

interface Context {
  readonly read: Readers
  /** By SKU and by `id:N`. */
  readonly parents: ReadonlyMap<string, Parent>
  /** The attributes in which a parent's variations differ, by the parent's key. */
  readonly optionNames: ReadonlyMap<string, readonly string[]>
  readonly findings: FindingList
}

function readersOf(columns: Columns) {
  const attributes = columns.names.flatMap((column) => {
    const slot = /^attribute (\d+) name$/i.exec(column)?.[1]
    if (slot === undefined) return []
    return [{ name: columns.reader(column), values: columns.reader(`Attribute ${slot} value(s)`) }]
  })
  return {
    attributes,
    id: columns.reader('ID'),
    type: columns.reader('Type'),
    sku: columns.reader('SKU'),
    barcode: columns.reader('GTIN, UPC, EAN, or ISBN', 'Meta: _global_unique_id', 'Meta: _barcode'),
    name: columns.reader('Name'),
    published: columns.reader('Published'),
    shortDescription: columns.reader('Short description'),
    description: columns.reader('Description'),
    taxStatus: columns.reader('Tax status'),
    taxClass: columns.reader('Tax class'),
    inStock: columns.reader('In stock?'),
    stock: columns.reader('Stock'),
    lowMark: columns.reader('Low stock amount'),
    salePrice: columns.reader('Sale price'),
    saleStarts: columns.reader('Date sale price starts'),
    saleEnds: columns.reader('Date sale price ends'),
    regularPrice: columns.reader('Regular price'),
    cost: columns.reader('Cost of goods', 'Meta: _wc_cog_cost', 'Meta: _cost'),
    categories: columns.reader('Categories'),
    images: columns.reader('Images'),
    parent: columns.reader('Parent'),
  }
}

const typesOf = (read: Readers, row: CsvRow): readonly string[] =>
  (read.type(row) ?? '').split(',').map((type) => type.trim().toLowerCase())

const keyOf = (read: Readers, row: CsvRow): string => {
  const id = read.id(row)?.trim() ?? ''
  return id === '' ? `sku:${read.sku(row)?.trim() ?? ''}` : `id:${id}`
}

function parentsOf(read: Readers, rows: readonly CsvRow[]): ReadonlyMap<string, Parent> {
  const parents = new Map<string, Parent>()
  for (const row of rows) {
    if (!typesOf(read, row).includes('variable')) continue
    const parent = { key: keyOf(read, row), row }
    const sku = read.sku(row)?.trim() ?? ''
    const id = read.id(row)?.trim() ?? ''
    if (sku !== '') parents.set(sku, parent)
    if (id !== '') parents.set(`id:${id}`, parent)
  }
  return parents
}

const parentOf = ({ read, parents }: Pick<Context, 'read' | 'parents'>, row: CsvRow): Parent | undefined =>
  parents.get(read.parent(row)?.trim() ?? '')

function optionNamesOf(
  read: Readers,
  rows: readonly CsvRow[],
  parents: ReadonlyMap<string, Parent>,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const row of rows) {
    const parent = typesOf(read, row).includes('variation') ? parentOf({ read, parents }, row) : undefined
    if (!parent) continue
    const known = names.get(parent.key) ?? []
    for (const name of attributesOf(read, row).keys()) if (!known.includes(name)) known.push(name)
    names.set(parent.key, known)
  }
  return names
}

function attributesOf(read: Readers, row: CsvRow): ReadonlyMap<string, string> {
  const pairs = read.attributes.map(({ name, values }) => [
    name(row)?.trim() ?? '',
    values(row)?.trim() ?? '',
  ])
  return new Map(pairs.filter(([name]) => name !== '').map(([name = '', value = '']) => [name, value]))
}

function draftRow(context: Context, row: CsvRow): DraftRow {
  const { read, optionNames } = context
  const types = typesOf(read, row)
  const isVariation = types.includes('variation')
  const parent = isVariation ? parentOf(context, row) : undefined
  const key = isVariation ? (parent?.key ?? null) : keyOf(read, row)
  const options = [...(optionNames.get(key ?? '') ?? [])]
  const values = attributesOf(read, row)
  return {
    row: row.row,
    group: types.includes('variable') || isVariation ? key : null,
    skip: skipOf(context, row, { types, orphan: isVariation && !parent }),
    product: isVariation ? null : productOf(read, row, options),
    variant: types.includes('variable')
      ? null
      : variantOf(
          context,
          row,
          options.map((name) => values.get(name) ?? ''),
        ),
  }
}

function skipOf(
  { read }: Context,
  row: CsvRow,
  { types, orphan }: { types: readonly string[]; orphan: boolean },
): DraftSkip | null {
  const scope = types.includes('variation') ? 'row' : 'product'
  const skip = (code: DraftSkip['code'], message: string): DraftSkip => ({
    scope,
    level: 'skipped',
    code,
    message,
  })
  if (orphan) {
    const message = `Its parent “${read.parent(row)?.trim() ?? ''}” is not in the file: export the parent with it.`
    return { scope: 'row', level: 'refused', code: 'parent-missing', message }
  }
  if (types.includes('grouped')) return skip('kind-not-sold', 'A group of other products: they are imported.')
  if (types.includes('external')) return skip('kind-not-sold', 'An external product: it is sold elsewhere.')
  if (types.includes('downloadable'))
    return skip('kind-not-sold', 'A download: nothing to hand over at a till.')
  const published = read.published(row)?.trim()
  if (published === '-1') return skip('draft', 'A draft in WooCommerce: publish it there to import it.')
  if (published === '0')
    return skip('not-published', 'Private in WooCommerce: publish it there to import it.')
  return null
}

function productOf(read: Readers, row: CsvRow, optionNames: readonly string[]): DraftProduct {
  const id = read.id(row)?.trim() ?? ''
  const description = read.shortDescription(row)?.trim() || read.description(row)
  return {
    name: read.name(row),
    handle: id === '' ? undefined : `id:${id}`,
    description: description?.replaceAll('\\n', '\n'),
    category: firstLeafOf(read.categories(row)),
    tax: taxOf(read, row),
    pictureUrl: read.images(row)?.split(/,\s/)[0]?.trim(),
    optionNames,
  }
}

function taxOf(read: Readers, row: CsvRow): ImportedTax | undefined {
  const status = read.taxStatus(row)?.trim().toLowerCase()
  if (!status) return undefined
  if (status !== 'taxable') return { kind: 'untaxed' }
  const name = read.taxClass(row)?.trim() ?? ''
  return name === '' || name === 'parent' || name === 'standard'
    ? { kind: 'taxable' }
    : { kind: 'class', name }
}

function variantOf(context: Context, row: CsvRow, options: readonly string[]): DraftVariant {
  const { read, findings } = context
  const stock = read.stock(row)?.trim()
  if (stock === 'parent') findings.note(row.row, read.stock.column, 'stock-at-parent', STOCK_AT_PARENT)
  const counted = stock !== undefined && stock !== '' && stock !== 'parent'
  const soldOut = !counted && readFlag(read.inStock(row)) === false
  return {
    options,
    sku: read.sku(row),
    barcode: read.barcode(row),
    price: priceOf(context, row),
    cost: read.cost(row),
    stock: counted ? stock : soldOut ? '0' : undefined,
    tracked: read.stock.column === null ? undefined : counted || soldOut,
    lowMark: read.lowMark(row),
  }
}

const STOCK_AT_PARENT =
  'Its stock is kept at the parent, for all variations together: it is imported without stock. Count it here.'

/** A sale price without a window is the price now; one with a window would need to know today's date. */
function priceOf({ read, findings }: Context, row: CsvRow): string | undefined {
  const sale = read.salePrice(row)?.trim() ?? ''
  const regular = read.regularPrice(row)
  if (sale === '') return regular
  const window = [read.saleStarts(row), read.saleEnds(row)].filter((date) => date?.trim()).join(' – ')
  const message =
    window === ''
      ? `The sale price ${sale} is taken instead of ${regular?.trim() || 'no price'}.`
      : `The regular price is taken; the sale price ${sale} holds only ${window}.`
  findings.note(row.row, read.salePrice.column, 'sale-price', message)
  return window === '' ? sale : regular
}
