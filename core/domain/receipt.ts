/** The receipt as rows of words: what paper, shared text, a customer's phone and printers all show. */
import type { TenderId, VoucherCode } from './ids.ts'
import type { LineVoucher, ReturnOf } from './line.ts'
import type { Location } from './location.ts'
import type { Minor } from './money.ts'
import { LANGUAGE_FACTS, localeOf, type ReceiptLanguage } from './receipt-language.ts'
import { lineRows } from './receipt-lines.ts'
import { paymentRows, sumRows } from './receipt-payment.ts'
import { type ReceiptPen, receiptPen } from './receipt-pen.ts'
import { taxRows } from './receipt-tax.ts'
import type { LineItem, Sale } from './sale.ts'

/** What a receipt says of a line. */
export type ReceiptLine = Pick<
  LineItem,
  | 'name'
  | 'variantName'
  | 'quantity'
  | 'unitMinor'
  | 'taxRate'
  | 'note'
  | 'kind'
  | 'unit'
  | 'amountMinor'
  | 'discounts'
> & {
  readonly returned?: Pick<ReturnOf, 'receipt'> | undefined
  readonly voucher?: LineVoucher | undefined
}

/** What a receipt says of its sale: no more than this travels to a customer's phone. */
export type ReceiptSale = Pick<
  Sale,
  | 'receipt'
  | 'currency'
  | 'taxMode'
  | 'taxes'
  | 'totalMinor'
  | 'tenders'
  | 'roundingMinor'
  | 'service'
  | 'exempt'
  | 'reason'
  | 'fiscal'
> & { readonly lines: readonly ReceiptLine[] }

/** What a receipt needs besides the sale itself. */
export interface ReceiptContext {
  readonly location: Pick<Location, 'name' | 'address' | 'receiptFooter' | 'zone'>
  /** Empty where nobody had signed in. */
  readonly staffName: string
  readonly tillName: string
  /** ms since epoch: the label of the deed. */
  readonly at: number
  readonly voided: boolean
  /** Whether the original has been handed out before (rule M56). */
  readonly copy: boolean
  /** What became of transfers; one that is not here is awaited. */
  readonly settled: ReadonlyMap<TenderId, 'received' | 'failed'>
  /** What is left on vouchers, as far as it is known. */
  readonly balances: ReadonlyMap<VoucherCode, Minor>
  /** The customer's language, and tags that may name its region. */
  readonly language: ReceiptLanguage
  readonly localeTags: readonly string[]
}

/** Words on one side and an amount on the other; `minor` for machines. `detail` belongs to the figure above it. */
export interface FigureRow {
  readonly kind: 'figure'
  readonly look: 'line' | 'detail' | 'plain' | 'total'
  readonly words: string
  readonly minor: Minor
  readonly amount: string
  /** Of the line's tax rate, where a receipt has several. */
  readonly symbol?: string
}

export interface TextRow {
  readonly kind: 'text'
  readonly look: 'place' | 'plain' | 'detail' | 'mark' | 'void'
  readonly text: string
}

export interface NumberRow {
  readonly kind: 'number'
  /** "Receipt", "Refund". */
  readonly words: string
  readonly number: string
}

/** Cells in reading order; the first column is words, the others figures. */
export interface TableRow {
  readonly kind: 'table'
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type ReceiptRow = FigureRow | TextRow | NumberRow | TableRow

export interface ReceiptSection {
  readonly name: 'head' | 'lines' | 'sums' | 'payment' | 'tax' | 'fiscal' | 'foot'
  readonly rows: readonly ReceiptRow[]
}

export interface Receipt {
  readonly number: string
  /** "Receipt A-000412", in its language. */
  readonly title: string
  readonly language: ReceiptLanguage
  readonly direction: 'ltr' | 'rtl'
  /** None is empty. */
  readonly sections: readonly ReceiptSection[]
}

/** Writes a sale's receipt (rules M52 to M57). Never throws for what fits the schema, not even a forged sale. */
export function receiptOf(sale: ReceiptSale, context: ReceiptContext): Receipt {
  const { language, localeTags, location } = context
  const pen = receiptPen(language, localeOf(language, localeTags), sale.currency, location.zone)
  const sections: readonly ReceiptSection[] = [
    { name: 'head', rows: headRows(sale, context, pen) },
    { name: 'lines', rows: lineRows(sale, pen) },
    { name: 'sums', rows: sumRows(sale, pen) },
    { name: 'payment', rows: paymentRows(sale, context, pen) },
    { name: 'tax', rows: taxRows(sale, pen) },
    { name: 'fiscal', rows: (sale.fiscal ?? []).map(({ label, value }) => plain(`${label}: ${value}`)) },
    { name: 'foot', rows: footRows(context, pen) },
  ]
  return {
    number: sale.receipt,
    title: `${titleOf(sale, pen)} ${pen.isolate(sale.receipt)}`,
    language,
    direction: LANGUAGE_FACTS[language].direction,
    sections: sections.filter(({ rows }) => rows.length > 0),
  }
}

const plain = (text: string): TextRow => ({ kind: 'text', look: 'plain', text })

function titleOf({ lines }: ReceiptSale, { words }: ReceiptPen): string {
  if (lines.every(({ returned }) => returned)) return words.refund
  return lines.some(({ returned }) => returned) ? words.exchange : words.receipt
}

function headRows(sale: ReceiptSale, context: ReceiptContext, pen: ReceiptPen): readonly ReceiptRow[] {
  const { location, at, voided, copy } = context
  const { words } = pen
  const mark = (text: string): TextRow => ({ kind: 'text', look: 'mark', text })
  return [
    { kind: 'text', look: 'place', text: pen.isolate(location.name) },
    ...(location.address === '' ? [] : [plain(pen.isolate(location.address))]),
    { kind: 'number', words: titleOf(sale, pen), number: sale.receipt },
    plain(pen.moment(at)),
    ...(voided ? [{ kind: 'text', look: 'void', text: words.void } as const] : []),
    ...(copy ? [mark(words.copy)] : []),
    ...(sale.service === 'take-away' ? [mark(words.takeAway)] : []),
  ]
}

function footRows({ staffName, tillName, location }: ReceiptContext, pen: ReceiptPen): readonly TextRow[] {
  const by = staffName === '' ? [] : [pen.words.servedBy(pen.isolate(staffName))]
  const served = [...by, pen.isolate(tillName)].join(' · ')
  const { receiptFooter } = location
  return [plain(served), ...(receiptFooter === '' ? [] : [plain(pen.isolate(receiptFooter))])]
}
