import { useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import type { Receipt } from '../../../core/domain/receipt.ts'
import { receiptHeightMm } from './paper-size.ts'
import { paperStore } from './paper-width.ts'

/** The code and the gap above it. */
const CODE_MM = 48

/** While a receipt is open, what is printed is a roll; everything else keeps the printer's own page. */
export function useReceiptPage(receipt: Receipt, hasCode: boolean): void {
  const widthMm = useStore(paperStore, (paper) => paper.widthMm)
  const heightMm = receiptHeightMm(receipt, widthMm) + (hasCode ? CODE_MM : 0)
  // Before the browser is asked to print: a page takes its size at that moment.
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: ${widthMm}mm ${heightMm}mm; margin: 3mm }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [widthMm, heightMm])
}
