import { useEffect } from 'react'
import type { Sale } from '../../../core/domain/sale.ts'

const HEAD_AND_FOOT_MM = 75
const LINE_MM = 12
const FIGURE_MM = 6

/** How long a page the receipt needs: a roll has no end, but a page must have one. Rather too long than torn. */
export function receiptHeightMm({
  lines,
  taxes,
  tenders,
}: Pick<Sale, 'lines' | 'taxes' | 'tenders'>): number {
  return HEAD_AND_FOOT_MM + LINE_MM * lines.length + FIGURE_MM * (taxes.length + 2 * tenders.length)
}

/** While a receipt is open, what is printed is an 80 mm roll; everything else keeps the printer's own page. */
export function useReceiptPage(sale: Sale): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { size: 80mm ${receiptHeightMm(sale)}mm; margin: 3mm }`)
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [sale])
}
