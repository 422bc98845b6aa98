import type {
  FigureRow,
  Receipt,
  ReceiptRow,
  ReceiptSection,
  TableRow,
  TextRow,
} from '../../../core/domain/receipt.ts'
import { cx } from '../../ui/cx.ts'
import { CodeDrawing } from './code-drawing.tsx'
import type { ReceiptCode } from './receipt-code.ts'
import styles from './receipt-paper.module.css'

export interface ReceiptPaperProps {
  readonly receipt: Receipt
  /** How wide it is printed; absent: as wide as the page is. */
  readonly widthMm?: number
  /** What opens this receipt, for the print: by it the sale is found when something comes back (rule S31). */
  readonly code?: ReceiptCode | null
}

/** The receipt as it is read on the screen and printed on a roll. */
export function ReceiptPaper({ receipt, widthMm, code }: ReceiptPaperProps) {
  const isLettered = receipt.sections.some(({ rows }) => rows.some((row) => 'symbol' in row))
  return (
    <article
      className={styles.paper}
      lang={receipt.language}
      dir={receipt.direction}
      data-print
      data-width={widthMm}
      data-testid="receipt-paper"
    >
      {receipt.sections.map((section) => (
        <Section key={section.name} section={section} isLettered={isLettered} />
      ))}
      {code && (
        <CodeDrawing code={code} label={receipt.title} className={styles.code} data-testid="paper-code" />
      )}
    </article>
  )
}

interface SectionProps {
  readonly section: ReceiptSection
  /** Amounts leave room for the letter of their rate. */
  readonly isLettered: boolean
}

function Section({ section: { name, rows }, isLettered }: SectionProps) {
  const isCentred = name === 'head' || name === 'foot'
  return (
    <section className={cx(styles.section, isCentred && styles.head, styles[name])} data-section={name}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a receipt have no other name.
        <Row key={index} row={row} isLettered={isLettered} />
      ))}
    </section>
  )
}

function Row({ row, isLettered }: { readonly row: ReceiptRow; readonly isLettered: boolean }) {
  switch (row.kind) {
    case 'text':
      return <Text row={row} />
    case 'number':
      return (
        <p>
          {row.words}{' '}
          <bdi className={styles.number} data-testid="receipt-number">
            {row.number}
          </bdi>
        </p>
      )
    case 'figure':
      return <Figure row={row} isLettered={isLettered} />
    case 'table':
      return <Table row={row} />
  }
}

const TEXT_LOOKS: Readonly<Record<TextRow['look'], string | undefined>> = {
  place: styles.place,
  plain: undefined,
  detail: styles.detail,
  mark: styles.mark,
  void: styles.void,
}

const Text = ({ row: { look, text } }: { readonly row: TextRow }) => (
  <p className={TEXT_LOOKS[look]}>{text}</p>
)

const FIGURE_LOOKS: Readonly<Record<FigureRow['look'], string | undefined>> = {
  line: styles.line,
  detail: styles.detail,
  plain: undefined,
  total: styles.total,
}

function Figure({ row, isLettered }: { readonly row: FigureRow; readonly isLettered: boolean }) {
  const { look, words, minor, amount, symbol } = row
  return (
    <p className={cx(styles.figure, FIGURE_LOOKS[look])}>
      <span className={styles.words}>{words}</span>{' '}
      <span className={styles.amount} data-minor={minor}>
        {amount}
        {isLettered && <span className={styles.symbol}>{symbol ? ` ${symbol}` : ''}</span>}
      </span>
    </p>
  )
}

function Table({ row: { head, rows } }: { readonly row: TableRow }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map((words, index) =>
            words === '' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name.
              <td key={index} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name.
              <th key={index} scope="col">
                {words}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name.
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
