/** A receipt as plain text, to share or to keep. Lines are for reading, not for a fixed width. */
import type { Receipt, ReceiptRow } from './receipt.ts'

export const receiptText = ({ sections }: Receipt): string =>
  sections.map(({ rows }) => rows.map(rowText).join('\n')).join('\n\n')

function rowText(row: ReceiptRow): string {
  switch (row.kind) {
    case 'text':
      return row.look === 'detail' ? `  ${row.text}` : row.text
    case 'number':
      return `${row.words} ${row.number}`
    case 'figure': {
      const symbol = row.symbol ? ` ${row.symbol}` : ''
      return `${row.look === 'detail' ? '  ' : ''}${row.words}  ${row.amount}${symbol}`
    }
    case 'table':
      return [row.head, ...row.rows]
        .map((cells) => cells.filter((cell) => cell !== '').join(' · '))
        .join('\n')
  }
}
