/** An account's statement for a spreadsheet. Pure. */
import { cleanLine, guardFormula } from '../../../core/catalogue/clean-text.ts'
import { writeCsv } from '../../../core/catalogue/write-csv.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { minorToDecimal } from '../../../core/domain/money-text.ts'
import { dayOf } from '../offers/zoned-day.ts'
import type { StatementLine } from './account-statement.ts'

/** Comma, CRLF, decimals with a point, days of the location's calendar. */
export function statementCsv(
  lines: readonly StatementLine[],
  { currency, zone }: { readonly currency: string; readonly zone: string },
): string {
  const amount = (minor: Minor) => minorToDecimal(minor, currency)
  const head = ['Day', 'Receipt', `Charged ${currency}`, `Paid ${currency}`, `Owed ${currency}`]
  const rows = lines.map(({ at, receipt, chargedMinor, paidMinor, owedMinor }) => [
    ...[dayOf(at, zone), guardFormula(cleanLine(receipt))],
    ...[amount(chargedMinor), amount(paidMinor), amount(owedMinor)],
  ])
  return writeCsv([head, ...rows])
}
