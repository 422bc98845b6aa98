/** A bank's statement against the transfers that are awaited: by reference and amount, none of them twice. Pure. */
import { parseCsv } from '../../../core/catalogue/parse-csv.ts'
import { parseMoney } from '../../../core/domain/parse-money.ts'
import { bearsReference } from '../../../core/payment-codes/statement-reference.ts'
import type { AwaitingTransfer } from '../../replica/standings.ts'
import { type ColumnRole, columnsOf, directionOf } from './statement-columns.ts'

/** A line of the bank's file. */
export interface StatementRow {
  /** As a spreadsheet numbers it. */
  readonly row: number
  /** By column, blank ones too. */
  readonly cells: readonly string[]
}

export interface StatementMatch {
  readonly transfer: AwaitingTransfer
  readonly row: StatementRow
}

/**
 * Why a person must look: the reference is right and the amount is not, or cannot be told from the line's other
 * figures, or goes out; the amount is right and there is no reference to go by; the money seems to have come a second
 * time.
 */
export type DoubtKind = 'amount-differs' | 'amount-unclear' | 'goes-out' | 'amount-only' | 'paid-twice'

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

/** The lines of a bank's file, whatever stands above its table. */
export function readStatement(text: string): readonly StatementRow[] {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text
  const separator = separatorOf(unmarked)
  const { rows } = parseCsv(`sep=${separator}\n${COLUMNS.join(separator)}\n${unmarked}`)
  // The two lines in front are ours.
  return rows.map(({ row, cells }) => ({ row: row - 2, cells }))
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
  const read: Read = (cell) => moneyIn(cell, transfers[0]?.currency ?? '', locale)
  const columns = columnsOf(rows, (cell) => read(cell) !== 0)
  const bank = rows.map((row) => readLine(row, columns, read))
  const matched: StatementMatch[] = []
  const doubtful: StatementDoubt[] = []
  const used = new Set<Line>()
  const named = transfers.map((transfer) => ({ transfer, lines: linesOf(bank, transfer) }))
  for (const { transfer, lines } of named) {
    const paid = lines.find((line) => !used.has(line) && line.cameMinor === transfer.amountMinor)
    if (paid) {
      used.add(paid)
      matched.push({ transfer, row: paid.row })
    }
    for (const line of lines) {
      if (used.has(line)) continue
      used.add(line)
      doubtful.push({ transfer, row: line.row, kind: doubtOf(line, paid !== undefined) })
    }
  }
  for (const { transfer, lines } of named) {
    if (lines.length > 0 || transfer.reference !== '') continue
    const line = bank.find((one) => !used.has(one) && one.cameMinor === transfer.amountMinor)
    if (!line) continue
    used.add(line)
    doubtful.push({ transfer, row: line.row, kind: 'amount-only' })
  }
  return { matched, doubtful, others: rows.length - used.size }
}

const doubtOf = ({ cameMinor }: Line, isPaid: boolean): DoubtKind => {
  if (cameMinor === 'out') return 'goes-out'
  if (isPaid) return 'paid-twice'
  return cameMinor === 'unclear' ? 'amount-unclear' : 'amount-differs'
}

interface Line {
  readonly row: StatementRow
  readonly words: string
  /** Its letters and digits alone: looking here first is quick. */
  readonly bare: string
  /** What came, above nought; `unclear` where several figures could be it, or nothing says which way it went. */
  readonly cameMinor: number | 'out' | 'unclear'
}

/** A signed amount in minor units; nought for what is none. */
type Read = (cell: string) => number

function readLine(row: StatementRow, columns: readonly ColumnRole[] | null, read: Read): Line {
  const words = row.cells.filter((cell) => cell.trim() !== '').join(' | ')
  return { row, words, bare: bareOf(words), cameMinor: cameBy(row.cells, columns, read) }
}

/** Only an amount that is the only one, and that nothing says has gone out, has come. */
function cameBy(cells: readonly string[], columns: readonly ColumnRole[] | null, read: Read) {
  const of = (...roles: ColumnRole[]) => cells.filter((_, at) => roles.includes(columns?.[at] ?? 'other'))
  const isNamed = columns?.some((role) => role === 'amount' || role === 'credit') === true
  const figures = new Set(of(...(isNamed ? (['amount', 'credit'] as const) : (['other'] as const))).map(read))
  figures.delete(0)
  const [amount = 0] = figures
  const hasGone = of('debit').some((cell) => read(cell) !== 0)
  if (figures.size > 1 || (hasGone && amount > 0)) return 'unclear'
  const isMarked = columns?.includes('mark') === true
  // A lone dash in any other column stands for nothing at all.
  const marks = (isMarked ? of('mark') : cells.filter((cell) => /\p{L}/u.test(cell))).map(directionOf)
  if (hasGone || amount < 0 || marks.includes('out')) return 'out'
  return isMarked && !marks.includes('in') ? 'unclear' : amount
}

/** As the cell says it: a written minus, brackets, or a mark behind the figure ("12,30 S", "12.30 Dr"). */
function moneyIn(cell: string, currency: string, locale: string): number {
  const [, figure = cell, mark = ''] = /^(.*\d)\s*(S|H|DR|CR|D|C)\.?$/i.exec(cell.trim()) ?? []
  const read = parseMoney(figure, currency, locale)
  if (!read.ok) return 0
  return directionOf(mark) === 'out' ? -Math.abs(read.value) : read.value
}

const bareOf = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

function linesOf(bank: readonly Line[], { reference }: AwaitingTransfer): readonly Line[] {
  if (reference === '') return []
  const sought = bareOf(reference).replace(/^0+(?=\d)/, '')
  return bank.filter(({ bare, words }) => bare.includes(sought) && bearsReference(words, reference))
}
