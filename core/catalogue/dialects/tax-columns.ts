/** Taxes as columns of their own: `Tax - VAT (19%)` in Square, `Tax - "VAT" (19%)` in Loyverse, Y or N below. */
import type { Ppm } from '../../domain/money.ts'
import { cleanLine } from '../clean-text.ts'
import { type DialectInput, readFlag } from '../draft-row.ts'
import type { ImportedTax } from '../imported.ts'
import type { CellReader, CsvRow } from '../parse-csv.ts'
import { readPercent } from '../read-number.ts'

interface TaxColumn {
  readonly read: CellReader
  readonly name: string
  readonly ppm: Ppm
}

/** A reader of a row's tax: undefined where the file has no tax columns or the cells are empty. */
export function taxReader({ columns, findings }: DialectInput): (row: CsvRow) => ImportedTax | undefined {
  const taxes = columns.names.flatMap((column, index): TaxColumn[] => {
    const match = /^tax - "?(.*?)"?\s*\(([\d.,]+)\s*%\)$/i.exec(cleanLine(column))
    const ppm = match?.[2] === undefined ? null : readPercent(`${match[2]}%`, '.')
    return ppm === null ? [] : [{ read: columns.readerAt(index), name: match?.[1] ?? '', ppm }]
  })
  return (row) => {
    const flags = taxes.map(({ read }) => readFlag(read(row)))
    if (flags.every((flag) => flag === undefined)) return undefined
    const due = taxes.filter((_, index) => flags[index])
    if (due.length > 1) {
      const message = `${due.map(({ name }) => name).join(' and ')} are added up to one rate.`
      findings.note(row.row, due[0]?.read.column ?? null, 'taxes-added-up', message)
    }
    return addUp(due)
  }
}

function addUp(due: readonly TaxColumn[]): ImportedTax {
  if (due.length === 0) return { kind: 'untaxed' }
  const ppm = due.reduce((sum, tax) => sum + tax.ppm, 0) as Ppm
  return { kind: 'rate', name: due.map(({ name }) => name).join(' + '), ppm }
}
