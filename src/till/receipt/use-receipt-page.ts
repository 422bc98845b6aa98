import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Receipt } from '../../../core/domain/receipt.ts'
import { receiptHeightMm } from './paper-size.ts'
import { paperStore } from './paper-width.ts'

/** While a receipt is open, what is printed is a roll; everything else keeps the printer's own page. */
export function useReceiptPage(receipt: Receipt): void {
  const widthMm = useStore(paperStore, (paper) => paper.widthMm)
  const heightMm = receiptHeightMm(receipt, widthMm)
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: ${widthMm}mm ${heightMm}mm; margin: 3mm }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [widthMm, heightMm])
}
