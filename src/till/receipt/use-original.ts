import { useEffect, useState } from 'react'

export type HandedOutBy = 'print' | 'share' | 'code'

export interface Original {
  /** Whether what is handed out in this way bears the word "Copy". */
  readonly isCopy: (by: HandedOutBy) => boolean
  /** The receipt leaves the till in this way. */
  readonly handOut: (by: HandedOutBy) => void
}

/**
 * There is one original of a receipt: the first that leaves the till right after its sale. A code that stays on the
 * screen stays what it was.
 */
export function useOriginal(mark: 'fresh' | 'copy'): Original {
  const [original, setOriginal] = useState<HandedOutBy | null>(null)
  const handOut = (by: HandedOutBy) => setOriginal((first) => first ?? by)
  useEffect(() => {
    // After it, not at the press: the page that is being printed must not change under the printer.
    const onPrinted = () => setOriginal((first) => first ?? 'print')
    window.addEventListener('afterprint', onPrinted)
    return () => window.removeEventListener('afterprint', onPrinted)
  }, [])
  const isFirst = (by: HandedOutBy) => original === null || (by === 'code' && original === 'code')
  return { isCopy: (by) => mark === 'copy' || !isFirst(by), handOut }
}
