import { useEffect, useState } from 'react'
import { type ReceiptContext, receiptText } from '../../../core/domain/receipt.ts'
import type { RecordedSale } from '../../replica/deeds.ts'
import { receiptLink } from './receipt-link.ts'
import styles from './receipt-view.module.css'

export interface ReceiptQrProps {
  readonly recorded: RecordedSale
  readonly context: ReceiptContext
}

interface Code {
  readonly size: number
  /** An SVG path of all dark modules; null when the receipt is too long for a code. */
  readonly path: string | null
}

/** A code that opens the receipt on the customer's own phone. */
export function ReceiptQr({ recorded, context }: ReceiptQrProps) {
  const text = receiptText(recorded.sale, context)
  const [code, setCode] = useState<Code | null>(null)
  useEffect(() => {
    let wanted = true
    void codeOf(text).then((made) => wanted && setCode(made))
    return () => {
      wanted = false
    }
  }, [text])
  if (!code) return <p className={styles.qr}>Making the code…</p>
  if (!code.path)
    return <p className={styles.qr}>This receipt is too long for a code. Share it as text instead.</p>
  return (
    <div className={styles.qr}>
      <svg
        viewBox={`0 0 ${code.size} ${code.size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={`Code that opens receipt ${recorded.sale.receipt}`}
        data-testid="receipt-qr"
      >
        <path d={code.path} fill="#000" />
      </svg>
      <p>Scan it to keep the receipt. It holds the receipt itself; nothing is looked up.</p>
    </div>
  )
}

async function codeOf(text: string): Promise<Code> {
  const [{ encode }, link] = await Promise.all([import('uqr'), receiptLink(window.location.origin, text)])
  try {
    const { data, size } = encode(link, { ecc: 'L', border: 3 })
    return { size, path: data.flatMap(rowPath).join('') }
  } catch {
    return { size: 0, path: null }
  }
}

const rowPath = (row: readonly boolean[], y: number) =>
  row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))
