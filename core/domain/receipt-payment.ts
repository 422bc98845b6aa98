/** What a receipt comes to, and how it was paid. */
import { add, subtract, sum, ZERO } from './money.ts'
import type { FigureRow, ReceiptContext, ReceiptRow, ReceiptSale, TextRow } from './receipt.ts'
import { endingOf, fullAmount } from './receipt-lines.ts'
import type { ReceiptPen } from './receipt-pen.ts'
import { bucketsInOrder, rateWords } from './receipt-tax.ts'
import type { Tender } from './tender.ts'
import { groupVoucherCode } from './voucher-code.ts'

/** From the lines to what is to pay: discounts in all, tax that is added, tip, total, cash rounding. */
export function sumRows(sale: ReceiptSale, pen: ReceiptPen): readonly ReceiptRow[] {
  const { words, figure } = pen
  const tips = sale.lines.filter(({ kind }) => kind === 'tip')
  const others = sale.lines.filter(({ kind }) => kind !== 'tip')
  const subtotalMinor = sum(others.map(fullAmount))
  const discountMinor = subtract(sum(others.map(({ amountMinor }) => amountMinor)), subtotalMinor)
  const tipMinor = sum(tips.map(({ amountMinor }) => amountMinor))
  const added =
    sale.taxMode === 'exclusive' ? bucketsInOrder(sale).filter(({ taxMinor }) => taxMinor !== 0) : []
  const between = [
    ...(discountMinor === 0 ? [] : [figure('plain', words.discounts, discountMinor)]),
    ...added.map((bucket) => figure('plain', rateWords(bucket, pen), bucket.taxMinor)),
    ...(tipMinor === 0 ? [] : [figure('plain', words.tip, tipMinor)]),
  ]
  return [
    ...(between.length > 0 ? [figure('plain', words.subtotal, subtotalMinor), ...between] : []),
    figure('total', words.total, sale.totalMinor),
    ...roundingRows(sale, pen),
  ]
}

function roundingRows(
  { totalMinor, roundingMinor = ZERO }: ReceiptSale,
  { words, figure }: ReceiptPen,
): readonly FigureRow[] {
  if (roundingMinor === 0) return []
  const dueMinor = add(totalMinor, roundingMinor)
  return [
    figure('plain', words.rounding, roundingMinor),
    figure('plain', dueMinor < 0 ? words.toGiveBack : words.toPay, dueMinor),
  ]
}

/** Every part of the payment, in the order in which it was taken. */
export const paymentRows = (
  { tenders }: ReceiptSale,
  context: ReceiptContext,
  pen: ReceiptPen,
): readonly ReceiptRow[] => tenders.flatMap((tender) => tenderRows(tender, context, pen))

const detail = (text: string): TextRow => ({ kind: 'text', look: 'detail', text })

function tenderRows(tender: Tender, context: ReceiptContext, pen: ReceiptPen): readonly ReceiptRow[] {
  const { words, isolate, figure } = pen
  const kind = words.tenders[tender.kind]
  const row = (text: string) => figure('plain', text, tender.amountMinor)
  switch (tender.kind) {
    case 'cash':
      return cashRows(tender, pen)
    case 'card':
      return [
        row(tender.last4 === '' ? kind : `${kind} ${isolate(`•••• ${tender.last4}`)}`),
        ...referenceRows(tender.reference, pen),
      ]
    case 'voucher':
    case 'store-credit':
      return tender.amountMinor < 0 && tender.kind === 'store-credit'
        ? creditRows(tender, pen)
        : [row(`${kind} ${isolate(`…${endingOf(tender.voucher)}`)}`), ...leftRows(tender, context, pen)]
    case 'house-account':
      return [row(`${kind}: ${isolate(tender.name)}`)]
    // Why is the house's own affair, not the customer's.
    case 'on-the-house':
      return [row(kind)]
    case 'transfer': {
      const state = context.settled.get(tender.id) ?? 'awaiting'
      return [row(kind), detail(words[state]), ...referenceRows(tender.reference, pen)]
    }
    case 'online':
      return [row(kind), ...referenceRows(tender.reference, pen)]
  }
}

/** What was handed over and what went back; where money only goes back, that. */
function cashRows(
  { amountMinor, tenderedMinor, changeMinor }: Extract<Tender, { kind: 'cash' }>,
  { words, figure }: ReceiptPen,
): readonly FigureRow[] {
  if (tenderedMinor === 0 && amountMinor < 0) return [figure('plain', words.cashBack, amountMinor)]
  return [
    figure('plain', words.tenders.cash, tenderedMinor),
    ...(changeMinor === 0 ? [] : [figure('plain', words.change, changeMinor)]),
  ]
}

const referenceRows = (reference: string, { words, isolate }: ReceiptPen): readonly TextRow[] =>
  reference === '' ? [] : [detail(words.reference(isolate(reference)))]

type CreditTender = Extract<Tender, { kind: 'voucher' | 'store-credit' }>

/** Whoever holds the code has the credit: the customer needs all of it. */
function creditRows(
  { voucher, amountMinor, expiresAt }: CreditTender,
  pen: ReceiptPen,
): readonly ReceiptRow[] {
  const { words, isolate } = pen
  return [
    pen.figure('plain', words.storeCreditIssued, amountMinor),
    detail(words.voucherCode(isolate(groupVoucherCode(voucher)))),
    ...(expiresAt == null ? [] : [detail(words.validUntil(isolate(pen.day(expiresAt))))]),
  ]
}

function leftRows(
  { voucher }: CreditTender,
  { balances }: ReceiptContext,
  { words, figure }: ReceiptPen,
): readonly FigureRow[] {
  const left = balances.get(voucher)
  return left === undefined ? [] : [figure('detail', words.leftOnVoucher, left)]
}
