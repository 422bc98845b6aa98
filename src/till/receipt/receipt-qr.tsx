import Share2 from 'lucide-react/icons/share-2'
import { useEffect, useState } from 'react'
import type { ReceiptContext } from '../../../core/domain/receipt.ts'
import { packReceipt } from '../../../core/domain/receipt-packing.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { Button } from '../../ui/button.tsx'
import type { ReceiptCode } from './receipt-code.ts'
import { receiptLink } from './receipt-link.ts'
import styles from './receipt-view.module.css'

export interface ReceiptQrProps {
  readonly sale: Sale
  readonly context: ReceiptContext
  readonly onShare: () => void
}

/** A code that opens the receipt on the customer's own phone, in that phone's language. */
export function ReceiptQr({ sale, context, onShare }: ReceiptQrProps) {
  const packed = packReceipt(sale, context)
  const code = useCode(packed)
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
      <svg
        viewBox={`0 0 ${code.size} ${code.size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={`Code that opens receipt ${sale.receipt}`}
        data-testid="receipt-qr"
      >
        <path d={code.path} fill="#000" />
      </svg>
      <p>Scan it to keep the receipt. It holds the receipt itself; nothing is looked up.</p>
    </div>
  )
}

/** undefined while it is being made; null when the receipt is too long. */
function useCode(packed: string): ReceiptCode | null | undefined {
  const [made, setMade] = useState<{ readonly packed: string; readonly code: ReceiptCode | null }>()
  useEffect(() => {
    let wanted = true
    void codeOf(packed).then((code) => wanted && setMade({ packed, code }))
    return () => {
      wanted = false
    }
  }, [packed])
  return made?.packed === packed ? made.code : undefined
}

async function codeOf(packed: string): Promise<ReceiptCode | null> {
  const [{ receiptCode }, link] = await Promise.all([
    import('./receipt-code.ts'),
    receiptLink(window.location.origin, packed),
  ])
  return receiptCode(link)
}
