/** A plain sheet, read by the mapping that a person settled. */
import { foldKey } from '../clean-text.ts'
import type { ColumnMapping, MappedField } from '../column-mapping.ts'
import { type Dialect, type DialectInput, type Draft, readFlag } from '../draft-row.ts'
import type { ImportedTax } from '../imported.ts'
import type { CellReader, Columns } from '../parse-csv.ts'
import { readPercent } from '../read-number.ts'

const OPTION_FIELDS = ['option1', 'option2', 'option3'] as const

/** Rows of one handle, or of one name where options are mapped, form a product; any other row is one itself. */
export const mappedDialect = (mapping: ColumnMapping): Dialect => ({
  id: 'mapped',
  label: 'Plain sheet',
  html: false,
  emptyClears: false,
  detect: () => false,
  draft: (input) => draftMapped(input, mapping),
})

function draftMapped({ sheet, columns }: DialectInput, mapping: ColumnMapping): Draft {
  const read = readersOf(columns, mapping)
  const optionNames = OPTION_FIELDS.map((field) => mapping[field] ?? '')
  const hasOptions = optionNames.some((name) => name !== '')
  const rows = sheet.rows.map((row) => {
    const handle = read.handle(row)?.trim() ?? ''
    const name = read.name(row)?.trim() ?? ''
    const group =
      handle !== '' ? `handle ${handle}` : hasOptions && name !== '' ? `name ${foldKey(name)}` : null
    const stock = read.stock(row)
    return {
      row: row.row,
      group,
      skip: null,
      product: {
        name,
        handle: handle === '' ? undefined : handle,
        description: read.description(row),
        category: read.category(row),
        tax: taxOf(read.tax(row)),
        pictureUrl: read.picture(row),
        optionNames,
      },
      variant: {
        options: OPTION_FIELDS.map((field) => read[field](row)?.trim() ?? ''),
        sku: read.sku(row),
        barcode: read.barcode(row),
        price: read.price(row),
        cost: read.cost(row),
        stock,
        tracked: stock?.trim() ? true : undefined,
        lowMark: read.lowMark(row),
      },
    }
  })
  const { picture: pictureUrl, ...rest } = mapping
  return { rows, columns: { ...rest, ...(pictureUrl === undefined ? {} : { pictureUrl }) } }
}

function readersOf(columns: Columns, mapping: ColumnMapping): Record<MappedField, CellReader> {
  const reader = (field: MappedField): CellReader => {
    const column = mapping[field]
    return column === undefined ? columns.readerAt(-1) : columns.reader(column)
  }
  return {
    name: reader('name'),
    price: reader('price'),
    sku: reader('sku'),
    barcode: reader('barcode'),
    category: reader('category'),
    stock: reader('stock'),
    cost: reader('cost'),
    tax: reader('tax'),
    lowMark: reader('lowMark'),
    picture: reader('picture'),
    option1: reader('option1'),
    option2: reader('option2'),
    option3: reader('option3'),
    description: reader('description'),
    handle: reader('handle'),
  }
}

/** "19 %", "0.07", "reduced", "yes", "no". */
function taxOf(text: string | undefined): ImportedTax | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return undefined
  const ppm = readPercent(trimmed, trimmed.includes(',') ? ',' : '.')
  if (ppm !== null) return { kind: 'rate', name: 'Tax', ppm }
  if (readFlag(trimmed)) return { kind: 'taxable' }
  if (/^(?:n|no|none|false|nein|non|exempt|-)$/i.test(trimmed)) return { kind: 'untaxed' }
  return { kind: 'class', name: trimmed }
}
