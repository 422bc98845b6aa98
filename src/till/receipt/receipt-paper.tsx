import { formatMoment, formatQuantity, formatRate } from '../../../core/domain/format.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { ReceiptContext } from '../../../core/domain/receipt.ts'
import type { LineItem, Sale } from '../../../core/domain/sale.ts'
import { Money } from '../../ui/money.tsx'
import styles from './receipt-paper.module.css'

export interface ReceiptPaperProps {
  readonly sale: Sale
  readonly context: ReceiptContext
  /** A receipt that is shown again says so. */
  readonly copy?: boolean
}

/** The receipt as it is read on the screen and printed on an 80 mm roll. */
export function ReceiptPaper({ sale, context, copy }: ReceiptPaperProps) {
  const { location, locale, at } = context
  const money = { currency: sale.currency, locale }
  return (
    <article className={styles.paper} data-print>
      <header className={styles.head}>
        <p className={styles.place}>{location.name}</p>
        {location.address !== '' && <p className={styles.address}>{location.address}</p>}
        <p>
          Receipt <span data-testid="receipt-number">{sale.receipt}</span>
        </p>
        <p>{formatMoment(at, location.zone, locale)}</p>
        {context.voided && <p className={styles.void}>Void: this sale was cancelled</p>}
        {copy && <p className={styles.copy}>Copy</p>}
      </header>
      <ul>
        {sale.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a recorded sale never change.
          <PaperLine key={index} line={line} {...money} />
        ))}
      </ul>
      <p className={styles.total}>
        <span>Total</span>
        <Money minor={sale.totalMinor} {...money} />
      </p>
      <Taxes sale={sale} locale={locale} />
      <Tenders sale={sale} locale={locale} />
      <footer className={styles.head}>
        <p>
          Served by {context.staffName} · {context.tillName}
        </p>
        {location.receiptFooter !== '' && <p>{location.receiptFooter}</p>}
      </footer>
    </article>
  )
}

interface PaperLineProps {
  readonly line: LineItem
  readonly currency: string
  readonly locale: string
}

function PaperLine({ line, currency, locale }: PaperLineProps) {
  return (
    <li className={styles.line}>
      <span>
        {formatQuantity(line.quantity, locale)} × {line.name}
        {line.variantName !== '' && ` (${line.variantName})`}
        {line.note !== '' && <span className={styles.note}>{line.note}</span>}
      </span>
      <Money minor={line.amountMinor} currency={currency} locale={locale} />
    </li>
  )
}

function Taxes({ sale, locale }: { sale: Sale; locale: string }) {
  const money = { currency: sale.currency, locale }
  const word = sale.taxMode === 'inclusive' ? 'incl.' : 'plus'
  return (
    <dl className={styles.figures}>
      {sale.taxes.map((bucket) => (
        <div key={bucket.id}>
          <dt>
            {word} {bucket.name} {formatRate(bucket.ppm, locale)} on{' '}
            <Money minor={bucket.netMinor} {...money} />
          </dt>
          <dd>
            <Money minor={bucket.taxMinor} {...money} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Tenders({ sale, locale }: { sale: Sale; locale: string }) {
  const row = (words: string, minor: Minor) => (
    <div key={words}>
      <dt>{words}</dt>
      <dd>
        <Money minor={minor} currency={sale.currency} locale={locale} />
      </dd>
    </div>
  )
  return (
    <dl className={styles.figures}>
      {sale.tenders.flatMap((tender) =>
        tender.kind === 'cash'
          ? [row('Cash', tender.tenderedMinor), row('Change', tender.changeMinor)]
          : [
              row(
                tender.kind === 'card' && tender.last4 !== '' ? `Card •••• ${tender.last4}` : 'Card',
                tender.amountMinor,
              ),
            ],
      )}
    </dl>
  )
}
