import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { RecordedSale } from '../../replica/deeds.ts'
import { ReceiptView } from '../receipt/receipt-view.tsx'
import styles from './pay.module.css'

export interface RecordedViewProps {
  readonly recorded: RecordedSale
  readonly onNext: () => void
}

/** The receipt, and above it what the customer must take along besides. */
export function RecordedView({ recorded, onNext }: RecordedViewProps) {
  return (
    <>
      {recorded.sale.tenders.map((tender) =>
        tender.kind === 'store-credit' && tender.amountMinor < 0 ? (
          <p key={tender.id} className={styles.note} role="status">
            Store credit for the customer:{' '}
            <span className={styles.voucherCode} data-testid="issued-voucher">
              {groupVoucherCode(tender.voucher)}
            </span>
          </p>
        ) : null,
      )}
      <ReceiptView recorded={recorded} mark="fresh" onNext={onNext} />
    </>
  )
}
