/** The rows that were not imported, as a file to be mended and imported again. */
import { guardFormula } from './clean-text.ts'
import type { ReadCatalogue } from './import-catalogue.ts'
import { writeCsv } from './write-csv.ts'

/** Columns that an import passes over, so that the mended file can be dropped in as it is. */
const EXTRA_COLUMNS = ['row', 'reason'] as const

/** The original columns of each skipped or refused row, then its row number and the reason. UTF-8, CRLF. */
export function findingsCsv(file: Pick<ReadCatalogue, 'columns' | 'rows' | 'skipped'>): string {
  const cellsByRow = new Map(file.rows.map(({ row, cells }) => [row, cells]))
  const lines = file.skipped.map(({ row, finding }) => {
    const cells = cellsByRow.get(row) ?? []
    const padded = file.columns.map((_, index) => guardFormula(cells[index] ?? ''))
    return [...padded, String(row), guardFormula(finding.message)]
  })
  return writeCsv([[...file.columns.map(guardFormula), ...EXTRA_COLUMNS], ...lines])
}
