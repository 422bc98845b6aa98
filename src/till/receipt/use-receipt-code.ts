import { useEffect, useState } from 'react'
import type { ReceiptCode } from './receipt-code.ts'
import { receiptLink } from './receipt-link.ts'

/** The code that opens a packed receipt; null when the receipt is too long for one. Rejects where its part is not here. */
export async function codeOf(packed: string): Promise<ReceiptCode | null> {
  const [{ receiptCode }, link] = await Promise.all([
    import('./receipt-code.ts'),
    receiptLink(window.location.origin, packed),
  ])
  return receiptCode(link)
}

/** undefined while it is being made; null when the receipt is too long. */
export function useReceiptCode(packed: string): ReceiptCode | null | undefined {
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
