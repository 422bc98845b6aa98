/** How much of a roll a receipt needs: a roll has no end, but a printed page must have one. Pure. */
import type { Receipt, ReceiptRow } from '../../../core/domain/receipt.ts'
import type { PaperWidthMm } from './paper-width.ts'

/** Of the print styles: characters that surely fit into a line, and the height of one. */
const MEASURES: Readonly<Record<PaperWidthMm, { readonly characters: number; readonly lineMm: number }>> = {
  80: { characters: 36, lineMm: 4.8 },
  58: { characters: 32, lineMm: 4.1 },
}

const MARGINS_MM = 10
const SECTION_MM = 3.5

/** The page's height in mm: rather too long than torn. */
export function receiptHeightMm({ sections }: Pick<Receipt, 'sections'>, widthMm: PaperWidthMm): number {
  const { characters, lineMm } = MEASURES[widthMm]
  const lines = sections.flatMap(({ rows }) => rows.map((row) => linesOf(row, characters)))
  return Math.ceil(
    MARGINS_MM + SECTION_MM * sections.length + lineMm * lines.reduce((all, one) => all + one, 0),
  )
}

/** In the display face and with their rule, some rows are higher than a line. */
const EXTRA_LINES = {
  place: 0.5,
  void: 1,
  mark: 0.2,
  line: 0.7,
  total: 0.6,
  plain: 0.1,
  detail: 0.1,
} as const

/** Characters as wide as two: those of China, Japan and Korea, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/gu

const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

function linesOf(row: ReceiptRow, characters: number): number {
  const broken = (text: string, width = characters) =>
    text.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(widthOf(part) / width)), 0)
  switch (row.kind) {
    case 'text':
      return broken(row.text) + EXTRA_LINES[row.look]
    case 'number':
      return broken(`${row.words} ${row.number}`)
    case 'figure':
      return broken(row.words, characters - Math.min(row.amount.length + 3, 16)) + EXTRA_LINES[row.look]
    case 'table':
      // The rate stands above its figures where the paper is narrow.
      return 1 + row.rows.reduce((lines, [first = '']) => lines + 1 + broken(first), 0)
  }
}
