/**
 * The entry point of the import, for a worker and for the command line alike. Two steps: `readCatalogue` says what
 * a file holds, `planImport` (its own file) says what that would change. Neither throws on any text.
 */
import { assemble } from './assemble.ts'
import { type ColumnMapping, proposeMapping } from './column-mapping.ts'
import { barrow } from './dialects/barrow.ts'
import { loyverse } from './dialects/loyverse.ts'
import { mappedDialect } from './dialects/mapped.ts'
import { shopify } from './dialects/shopify.ts'
import { square } from './dialects/square.ts'
import { woocommerce } from './dialects/woocommerce.ts'
import type { Dialect, DialectId, Draft } from './draft-row.ts'
import { type Finding, FindingList, refusal, type SkippedRow } from './finding.ts'
import type { ImportedProduct } from './imported.ts'
import { Columns, type CsvRow, type CsvSheet, parseCsv } from './parse-csv.ts'
import { decimalMarkOf } from './read-number.ts'

export type { ColumnMapping, MappedField } from './column-mapping.ts'
export type { DialectId } from './draft-row.ts'
export type { Finding, SkippedRow } from './finding.ts'
export type { ImportedProduct, ImportedVariant } from './imported.ts'

/** In this order: the more particular header first. */
const DIALECTS: readonly Dialect[] = [barrow, shopify, square, woocommerce, loyverse]

export interface ReadOptions {
  /** The location's currency, ISO 4217: prices are read into its minor units, other signs refuse their row. */
  readonly currency: string
  /** For a file of no known dialect: which column holds what. */
  readonly mapping?: ColumnMapping | undefined
  /** The location's name: chooses among columns per location (Square, Loyverse). */
  readonly locationName?: string | undefined
}

export interface ReadCatalogue {
  /** `unknown`: no mapping was given, and nothing was read; ask for one, `proposal` at hand. */
  readonly dialect: DialectId
  /** What a screen calls the dialect. */
  readonly label: string
  readonly columns: readonly string[]
  /** The rows as they stand in the file: for samples beside the mapping, and for the file of bad rows. */
  readonly rows: readonly CsvRow[]
  readonly products: readonly ImportedProduct[]
  /** Rows that are in no product; every other row is in exactly one. */
  readonly skipped: readonly SkippedRow[]
  /** Remarks on the file and on rows that are imported. */
  readonly findings: readonly Finding[]
  /** What each column seems to hold, by its name: for a sheet of no known dialect. */
  readonly proposal: ColumnMapping
}

/** Reads a file's text: finds its dialect by its header and makes products of its rows. */
export function readCatalogue(text: string, options: ReadOptions): ReadCatalogue {
  const sheet = parseCsv(text)
  const columns = new Columns(sheet.columns)
  const known = DIALECTS.find((candidate) => candidate.detect(columns))
  const dialect = options.mapping ? mappedDialect(options.mapping) : known
  if (!dialect) return unknownFile(sheet)
  const findings = new FindingList()
  const draft = dialect.draft({ sheet, columns, findings, locationName: options.locationName })
  const { products, skipped } = assemble(draft, {
    dialect,
    columns: draft.columns,
    findings,
    currency: options.currency,
    decimalMark: decimalMarkOf(pricesOf(draft), sheet.delimiter),
    seen: { skus: new Map(), barcodes: new Map() },
  })
  return {
    ...inFile(sheet),
    dialect: dialect.id,
    label: dialect.label,
    products,
    skipped: [...sheet.skipped, ...skipped].sort(byRow),
    findings: [...sheet.findings, ...findings.all].sort(byRow),
  }
}

const byRow = (a: { readonly row: number }, b: { readonly row: number }) => a.row - b.row

const inFile = ({ columns, rows }: CsvSheet) => ({ columns, rows, proposal: proposeMapping(columns) })

function* pricesOf({ rows }: Draft): Iterable<string> {
  for (const { variant } of rows) {
    if (variant?.price) yield variant.price
    if (variant?.cost) yield variant.cost
  }
}

function unknownFile(sheet: CsvSheet): ReadCatalogue {
  const message =
    'Say which column holds the product name: the file is of no kind that is known by its header.'
  const skipped = sheet.rows.map(({ row }) => ({
    row,
    name: '',
    finding: refusal(row, null, 'columns-unknown', message),
  }))
  return {
    ...inFile(sheet),
    dialect: 'unknown',
    label: 'Unknown',
    products: [],
    skipped: [...sheet.skipped, ...skipped].sort(byRow),
    findings: sheet.findings,
  }
}
