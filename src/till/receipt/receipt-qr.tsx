import Share2 from 'lucide-react/icons/share-2'
import type { ReceiptContext } from '../../../core/domain/receipt.ts'
import { packReceipt } from '../../../core/domain/receipt-packing.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { Button } from '../../ui/button.tsx'
import { CodeDrawing } from './code-drawing.tsx'
import styles from './receipt-view.module.css'
import { useReceiptCode } from './use-receipt-code.ts'

export interface ReceiptQrProps {
  readonly sale: Sale
  readonly context: ReceiptContext
  readonly onShare: () => void
}

/** A code that opens the receipt on the customer's own phone, in that phone's language. */
export function ReceiptQr({ sale, context, onShare }: ReceiptQrProps) {
  const packed = packReceipt(sale, context)
  const code = useReceiptCode(packed)
  if (code === undefined) return <p className={styles.qr}>Making the code…</p>
  if (code === null)
    return (
      <div className={styles.qr} data-testid="receipt-too-long">
        <p>This receipt is too long for a code that a phone can read. Share it as text, or print it.</p>
        <Button icon={Share2} onClick={onShare}>
          Share as text
        </Button>
      </div>
    )
  return (
    <div className={styles.qr}>
      <CodeDrawing code={code} label={`Code that opens receipt ${sale.receipt}`} data-testid="receipt-qr" />
      <p>Scan it to keep the receipt. It holds the receipt itself; nothing is looked up.</p>
    </div>
  )
}
