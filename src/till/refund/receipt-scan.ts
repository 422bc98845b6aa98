/** A receipt's code, scanned at the till: from the customer's paper or phone to the sale. */
import type { SaleRecord } from '../../../core/journal/state.ts'
import { say } from '../../ui/toast-store.ts'
import { textOfLink } from '../receipt/receipt-link.ts'
import type { TillModel } from '../till-model.ts'

/**
 * Whether a scanned text is the address of a receipt. Its beginning may be missing: at a bare till the “/” of a slow
 * scanner leads into the search field, where the rest arrives.
 */
export const isReceiptAddress = (text: string): boolean => /^\S*\/r#[\w-]+$/.test(text.trim())

/** The first thing on a receipt that looks like its number: "A-000412". */
export const numberOnReceipt = (text: string): string | null =>
  /(?<![\p{L}\d-])[A-Z]{1,3}-\d{6,}(?![\p{L}\d-])/u.exec(text)?.[0] ?? null

/** Opens the sale of a scanned receipt, or says why it cannot. */
export async function takeReceiptScan(till: TillModel, address: string): Promise<void> {
  const text = isReceiptAddress(address) ? await textOfLink(address.slice(address.indexOf('#'))) : null
  const number = text === null ? null : numberOnReceipt(text)
  if (text === null || number === null)
    return say('That code is no receipt of ours. Scan it again, or type its number.', { tone: 'warn' })
  const { location, sales } = till.app.replica.store.getState()
  const [place = ''] = text.split('\n')
  const isOurs = !location || text.includes(location.name)
  const sale = saleNumbered(sales, number)
  if (sale) till.sheets.open({ kind: 'receipt', sale: sale.id })
  // Every place has an A-000001. But a place may have been renamed since: then it is the person who knows.
  if (!isOurs) say(`That code is a receipt of “${place.slice(0, 60)}”. Compare the two.`, { tone: 'warn' })
  else if (!sale) say(`This device does not know receipt ${number} yet.`, { tone: 'warn' })
}

function saleNumbered(sales: ReadonlyMap<string, SaleRecord>, number: string): SaleRecord | null {
  for (const sale of sales.values()) if (sale.receipt === number) return sale
  return null
}
