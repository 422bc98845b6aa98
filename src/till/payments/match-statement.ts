/** A bank's statement against the transfers that are awaited: by reference and amount, none of them twice. Pure. */
import { parseCsv } from '../../../core/catalogue/parse-csv.ts'
import { parseMoney } from '../../../core/domain/parse-money.ts'
import { bearsReference } from '../../../core/payment-codes/statement-reference.ts'
import type { AwaitingTransfer } from '../../replica/standings.ts'

/** A line of the bank's file. */
export interface StatementRow {
  /** As a spreadsheet numbers it. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface StatementMatch {
  readonly transfer: AwaitingTransfer
  readonly row: StatementRow
}

/**
 * Why a person must look: the reference is right and the amount is not; the amount is right and there is no reference
 * to go by; the money seems to have come a second time.
 */
export type DoubtKind = 'amount-differs' | 'amount-only' | 'paid-twice'

export interface StatementDoubt extends StatementMatch {
  readonly kind: DoubtKind
}

export interface StatementPiles {
  readonly matched: readonly StatementMatch[]
  readonly doubtful: readonly StatementDoubt[]
  /** Lines of the file that are about none of these transfers. */
  readonly others: number
}

/** More columns than any bank's file has. */
const COLUMNS = Array.from({ length: 80 }, (_, index) => `c${index}`)

/** The lines of a bank's file, whatever stands above its table: no header is asked for. */
export function readStatement(text: string): readonly StatementRow[] {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text
  const separator = separatorOf(unmarked)
  const { rows } = parseCsv(`sep=${separator}\n${COLUMNS.join(separator)}\n${unmarked}`)
  // The two lines in front are ours.
  return rows.map(({ row, cells }) => ({ row: row - 2, cells: cells.filter((cell) => cell.trim() !== '') }))
}

/** The one that the file uses most. */
function separatorOf(text: string): string {
  const counted = [';', ',', '\t', '|'].map((sign) => [sign, text.split(sign).length] as const)
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

/** Sorts the lines into piles (rule S27). `locale`: how amounts may be written, besides in the bank's own way. */
export function matchStatement(
  rows: readonly StatementRow[],
  transfers: readonly AwaitingTransfer[],
  locale: string,
): StatementPiles {
  const bank = rows.map((row) => readLine(row, transfers[0]?.currency ?? '', locale))
  const matched: StatementMatch[] = []
  const doubtful: StatementDoubt[] = []
  const used = new Set<Line>()
  const named = transfers.map((transfer) => ({ transfer, lines: linesOf(bank, transfer) }))
  for (const { transfer, lines } of named) {
    const paid = lines.find((line) => !used.has(line) && line.amounts.has(transfer.amountMinor))
    if (paid) {
      used.add(paid)
      matched.push({ transfer, row: paid.row })
    }
    for (const line of lines) {
      if (used.has(line)) continue
      used.add(line)
      doubtful.push({ transfer, row: line.row, kind: paid ? 'paid-twice' : 'amount-differs' })
    }
  }
  for (const { transfer, lines } of named) {
    if (lines.length > 0 || transfer.reference !== '') continue
    const line = bank.find((one) => !used.has(one) && one.amounts.has(transfer.amountMinor))
    if (!line) continue
    used.add(line)
    doubtful.push({ transfer, row: line.row, kind: 'amount-only' })
  }
  return { matched, doubtful, others: rows.length - used.size }
}

interface Line {
  readonly row: StatementRow
  readonly words: string
  /** Its letters and digits alone: looking here first is quick. */
  readonly bare: string
  readonly amounts: ReadonlySet<number>
}

function readLine(row: StatementRow, currency: string, locale: string): Line {
  const words = row.cells.join(' | ')
  const amounts = row.cells.flatMap((cell) => {
    const read = parseMoney(cell, currency, locale)
    return read.ok && read.value > 0 ? [read.value] : []
  })
  return { row, words, bare: bareOf(words), amounts: new Set(amounts) }
}

const bareOf = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

function linesOf(bank: readonly Line[], { reference }: AwaitingTransfer): readonly Line[] {
  if (reference === '') return []
  const sought = bareOf(reference).replace(/^0+(?=\d)/, '')
  return bank.filter(({ bare, words }) => bare.includes(sought) && bearsReference(words, reference))
}
