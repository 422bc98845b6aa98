/** CSV text → rows, numbered as a spreadsheet numbers them. Never throws, whatever the text. */
import papaparse, { type ParseError } from 'papaparse/papaparse.min.js'
import { cleanLine, foldKey } from './clean-text.ts'
import { type Finding, refusal, type SkippedRow } from './finding.ts'

export interface CsvRow {
  /** As the spreadsheet shows it: the header is row 1, blank lines count, line breaks inside quotes do not. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface CsvSheet {
  readonly delimiter: string
  /** Header cells as written, cleaned. */
  readonly columns: readonly string[]
  /** Rows with anything in them, in order; those in `skipped` are not among them. */
  readonly rows: readonly CsvRow[]
  /** Rows whose cells cannot be told apart. */
  readonly skipped: readonly SkippedRow[]
  readonly findings: readonly Finding[]
}

/** More rows than this are left out, with a finding: no pop-up has them, and a tablet must stay usable. */
export const MAX_ROWS = 100_000

/** Reads a whole file. The first row that is not blank is the header. */
export function parseCsv(text: string): CsvSheet {
  const { body, firstRow, delimiter } = skipHint(text)
  const reading = readRecords(body, delimiter, firstRow)
  const [header, ...records] = reading.records.filter(hasContent)
  if (!header) return emptySheet(delimiter, reading.skipped)
  const width = header.cells.length
  const kept = records.slice(0, MAX_ROWS)
  const rows = kept.filter((record) => !overflows(record, width))
  const skipped = [
    ...reading.skipped,
    ...kept.filter((record) => overflows(record, width)).map((record) => tooManyCells(record, width)),
    ...records.slice(MAX_ROWS).map(({ row }) => skip(row, 'too-many-rows', TOO_MANY_ROWS)),
  ]
  const columns = header.cells.map(cleanLine)
  const findings = rows.length === 0 && skipped.length === 0 ? [NO_ROWS] : []
  return { delimiter, columns, rows, skipped, findings: [...findings, ...reading.findings] }
}

const TOO_MANY_ROWS = `Only the first ${MAX_ROWS.toLocaleString('en')} rows of a file are read: cut the file in two.`
const NO_ROWS: Finding = {
  row: 0,
  column: null,
  code: 'no-rows',
  level: 'note',
  message: 'The file has no rows under its header: export it again, with its products.',
}

const emptySheet = (delimiter: string, skipped: readonly SkippedRow[]): CsvSheet => ({
  delimiter,
  columns: [],
  rows: [],
  skipped,
  findings: [NO_ROWS],
})

const hasContent = ({ cells }: CsvRow) => cells.some((cell) => cell.trim() !== '')

function skip(row: number, code: Finding['code'], message: string): SkippedRow {
  return { row, name: '', finding: refusal(row, null, code, message) }
}

const overflows = ({ cells }: CsvRow, width: number) =>
  cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')

function tooManyCells({ row, cells }: CsvRow, width: number): SkippedRow {
  const message = `The row has ${cells.length} cells under ${width} columns: put a cell that contains the separator into double quotes.`
  return skip(row, 'too-many-cells', message)
}

/** Excel's own first line `sep=;`, and otherwise the separator that the header uses most. */
function skipHint(text: string): { body: string; firstRow: number; delimiter: string } {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text
  const hint = /^sep=([,;\t|])\r?\n/i.exec(unmarked)
  if (hint?.[1]) return { body: unmarked.slice(hint[0].length), firstRow: 2, delimiter: hint[1] }
  return { body: unmarked, firstRow: 1, delimiter: delimiterOf(unmarked) }
}

function delimiterOf(text: string): string {
  const start = text.search(/[^\s]/)
  const header = text.slice(Math.max(start, 0), start + 20_000).replace(/"[^"]*"/g, '')
  const line = /^[^\r\n]*/.exec(header)?.[0] ?? ''
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: line.split(mark).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

interface Reading {
  readonly records: CsvRow[]
  readonly skipped: SkippedRow[]
  readonly findings: Finding[]
}

/** How many characters may be read again after broken quotes before the rest of the file is given up. */
const MAX_REREAD = 40_000_000

/**
 * Where quotes do not pair, everything up to the next quote would become one cell and swallow good rows.
 * So the broken line alone is refused and reading starts afresh on the next one.
 */
function readRecords(text: string, delimiter: string, firstRow: number): Reading {
  const reading: Reading = { records: [], skipped: [], findings: [] }
  let rest = text
  let row = firstRow
  for (let reread = 0; rest !== ''; reread += rest.length) {
    const { data, errors } = papaparse.parse(rest, { delimiter })
    const broken = brokenRecord(data, errors)
    const good = broken === null ? data : data.slice(0, broken)
    good.forEach((cells, index) => {
      reading.records.push({ row: row + index, cells })
    })
    noteDoubtful(reading, errors, { row, end: good.length })
    if (broken === null) return reading
    row += broken
    const givenUp = reread > MAX_REREAD
    reading.skipped.push(skip(row, 'quote-open', givenUp ? `${QUOTE_OPEN} ${GIVEN_UP}` : QUOTE_OPEN))
    if (givenUp) return reading
    rest = afterLine(rest, broken === 0 ? 0 : offsetOf(rest, delimiter, broken))
    row += 1
  }
  return reading
}

const QUOTE_OPEN =
  'A double quote opens a cell in this row and does not close it: close it, or double a quote that is part of the text.'

const GIVEN_UP = 'The rows below were not read: there are too many broken quotes in the file.'

/** The first record with a broken quote that runs over a line's end; those within one line are read as meant. */
function brokenRecord(data: readonly string[][], errors: readonly ParseError[]): number | null {
  for (const { type, row, code } of errors) {
    if (type !== 'Quotes' || row === undefined) continue
    const spansLines = data[row]?.some((cell) => /[\r\n]/.test(cell)) ?? false
    if (code === 'MissingQuotes' || spansLines) return row
  }
  return null
}

function noteDoubtful(
  reading: Reading,
  errors: readonly ParseError[],
  { row, end }: { row: number; end: number },
): void {
  for (const error of errors) {
    if (error.type !== 'Quotes' || error.row === undefined || error.row >= end) continue
    const place = row + error.row
    const message = 'A double quote stands in the middle of a cell: look whether the cell reads right.'
    reading.findings.push({ row: place, column: null, code: 'quote-doubtful', level: 'note', message })
  }
}

/** Where the record of that index begins. */
function offsetOf(text: string, delimiter: string, index: number): number {
  return papaparse.parse(text, { delimiter, preview: index }).meta.cursor
}

function afterLine(text: string, offset: number): string {
  const line = /\r\n|\n|\r/g
  line.lastIndex = offset
  const end = line.exec(text)
  return end ? text.slice(end.index + end[0].length) : ''
}

/** Looks cells up by column name, whatever its case and spacing. */
export class Columns {
  readonly names: readonly string[]
  readonly #indexByName = new Map<string, number>()

  constructor(names: readonly string[]) {
    this.names = names
    names.forEach((name, index) => {
      const key = foldKey(name)
      if (!this.#indexByName.has(key)) this.#indexByName.set(key, index)
    })
  }

  has(name: string): boolean {
    return this.#indexByName.has(foldKey(name))
  }

  /** The index of the first of these columns that the file has; -1 for none. */
  indexOf(...names: readonly string[]): number {
    for (const name of names) {
      const index = this.#indexByName.get(foldKey(name))
      if (index !== undefined) return index
    }
    return -1
  }

  /** A reader of one column: undefined when the file has none of that name, else the cell's text. */
  reader(...names: readonly string[]): CellReader {
    return this.readerAt(this.indexOf(...names))
  }

  readerAt(index: number): CellReader {
    const column = this.names[index] ?? null
    const read = (row: CsvRow) => (index < 0 ? undefined : (row.cells[index] ?? ''))
    return Object.assign(read, { column })
  }
}

/** Reads one column of a row; `column` is the file's own name of it. */
export type CellReader = ((row: CsvRow) => string | undefined) & { readonly column: string | null }
