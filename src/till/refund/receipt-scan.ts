/** A receipt's code, scanned at the till: from the customer's paper or phone to the sale. */
import type { Minor } from '../../../core/domain/money.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { say } from '../../ui/toast-store.ts'
import { receiptOfLink } from '../receipt/receipt-link.ts'
import type { TillModel } from '../till-model.ts'

/**
 * Whether a scanned text is the address of a receipt. Its beginning may be missing: at a bare till the “/” of a slow
 * scanner leads into the search field, where the rest arrives.
 */
export const isReceiptAddress = (text: string): boolean => /^\S*\/r#[\w-]+$/.test(text.trim())

/** The first thing on a receipt that looks like its number: "A-000412". */
export const numberOnReceipt = (text: string): string | null =>
  /(?<![\p{L}\d-])[A-Z]{1,3}-\d{6,}(?![\p{L}\d-])/u.exec(text)?.[0] ?? null

/** What a scanned receipt says of itself; one from before receipts were packed says no total. */
export interface ScannedReceipt {
  readonly number: string
  readonly place: string
  readonly totalMinor: Minor | null
}

/** Reads a receipt's address; null for any other text, and for one that makes no sense. */
export async function readReceiptAddress(address: string): Promise<ScannedReceipt | null> {
  const linked = isReceiptAddress(address) ? await receiptOfLink(address.slice(address.indexOf('#'))) : null
  if (linked?.kind === 'sale') {
    const { receipt: number, totalMinor } = linked.sale
    return { number, totalMinor, place: linked.context.location.name }
  }
  const number = linked ? numberOnReceipt(linked.text) : null
  return linked && number ? { number, totalMinor: null, place: linked.text.split('\n')[0] ?? '' } : null
}

/** Opens the sale of a scanned receipt, or says why it cannot. */
export async function takeReceiptScan({ app, sheets }: TillModel, address: string): Promise<void> {
  const scanned = await readReceiptAddress(address)
  if (!scanned) return warn('That code is no receipt of ours. Scan it again, or type its number.')
  const { location, sales } = app.replica.store.getState()
  const { number, totalMinor, place } = scanned
  const sale = saleNumbered(sales, number)
  const isOther = sale !== null && totalMinor !== null && totalMinor !== sale.totalMinor
  if (sale && !isOther) sheets.open({ kind: 'receipt', sale: sale.id })
  // Every place has an A-000001. But a place may have been renamed since: then it is the person who knows.
  if (location && place !== location.name)
    warn(`That code is a receipt of “${place.slice(0, 60)}”. Compare the two.`)
  else if (!sale) warn(`This device does not know receipt ${number} yet.`)
  else if (isOther) warn(`Receipt ${number} came to another total here: that code was changed.`)
}

const warn = (text: string): void => say(text, { tone: 'warn' })

function saleNumbered(sales: ReadonlyMap<string, SaleRecord>, number: string): SaleRecord | null {
  for (const sale of sales.values()) if (sale.receipt === number) return sale
  return null
}
