/** The lines of a receipt: each at its full price, and below it what was taken off and what else is to be said. */
import type { LineDiscount } from './discount.ts'
import { isTaxed } from './line.ts'
import { extend, isPayable, type Minor, ONE_PIECE, toMinor } from './money.ts'
import type { FigureRow, ReceiptLine, ReceiptRow, ReceiptSale, TextRow } from './receipt.ts'
import type { ReceiptPen } from './receipt-pen.ts'
import { symbolsOf } from './receipt-tax.ts'
import { rateKey } from './tax.ts'
import { groupVoucherCode } from './voucher-code.ts'

/** All lines but tips, which stand below the sums; at the end why goods came back. */
export function lineRows(sale: ReceiptSale, pen: ReceiptPen): readonly ReceiptRow[] {
  const symbols = symbolsOf(sale)
  const goods = sale.lines.filter(({ kind }) => kind !== 'tip')
  const why = sale.reason ? pen.words.reason(pen.isolate(pen.reason(sale.reason))) : null
  return [
    ...goods.flatMap((line) => rowsOf(line, symbols, pen)),
    ...(why === null ? [] : [{ kind: 'text', look: 'plain', text: why } as const]),
  ]
}

/** A line before discounts. A forged one may come to more than any field holds: then what it says it is. */
export const fullAmount = ({ unitMinor, quantity, amountMinor }: ReceiptLine): Minor =>
  isPayable(unitMinor, quantity) ? extend(unitMinor, quantity) : amountMinor

/** The last characters of a code: enough to know it again, too few to use it. */
export const endingOf = (code: string): string => code.slice(-4)

const detail = (text: string): TextRow => ({ kind: 'text', look: 'detail', text })

function rowsOf(
  line: ReceiptLine,
  symbols: ReadonlyMap<string, string>,
  pen: ReceiptPen,
): readonly ReceiptRow[] {
  const { name, variantName, note, discounts = [], taxRate } = line
  const symbol = isTaxed(line) ? symbols.get(rateKey(taxRate)) : undefined
  const words = variantName === '' ? name : `${name} (${variantName})`
  return [
    pen.figure('line', pen.isolate(words), fullAmount(line), symbol ? { symbol } : {}),
    ...quantityRows(line, pen),
    ...(note === '' ? [] : [detail(pen.isolate(note))]),
    ...kindRows(line, pen),
    ...returnRows(line, pen),
    ...discounts.map((discount) => discountRow(discount, pen)),
  ]
}

/** One piece needs no word. */
function quantityRows(
  { quantity, unit = 'piece', unitMinor }: ReceiptLine,
  pen: ReceiptPen,
): readonly TextRow[] {
  if (unit === 'piece' && quantity === ONE_PIECE) return []
  return [detail(`${pen.quantity(quantity, unit)} × ${pen.price(unitMinor, unit)}`)]
}

function discountRow({ source, label, ppm, amountMinor }: LineDiscount, pen: ReceiptPen): FigureRow {
  const rate = ppm === undefined ? '' : ` (${pen.rate(ppm)})`
  return pen.figure('detail', `${discountWords(source, label, pen)}${rate}`, toMinor(-amountMinor))
}

/** What we name ourselves is said in the receipt's language; names and reasons of people stay theirs. */
function discountWords(source: LineDiscount['source'], label: string, pen: ReceiptPen): string {
  const { words, isolate, reason } = pen
  if (source === 'mirror') return words.discountOfSale
  if (source === 'exemption') return words.taxTakenOut
  if (label === '') return words.discount
  return isolate(source === 'line' || source === 'basket' ? reason(label) : label)
}

function kindRows(line: ReceiptLine, pen: ReceiptPen): readonly ReceiptRow[] {
  const { kind, quantity } = line
  const { words } = pen
  if (kind === 'deposit') return [detail(quantity < 0 ? words.depositBack : words.deposit)]
  if (kind === 'account') return [detail(words.paidIntoAccount)]
  return kind === 'voucher' ? voucherRows(line, pen) : []
}

function voucherRows(
  { voucher, quantity, amountMinor }: ReceiptLine,
  pen: ReceiptPen,
): readonly ReceiptRow[] {
  if (!voucher) return []
  const { words, isolate } = pen
  if (quantity < 0) return [detail(words.voucherTaken(isolate(endingOf(voucher.code))))]
  return [
    detail(words.voucherCode(isolate(groupVoucherCode(voucher.code)))),
    pen.figure('detail', words.voucherBalance, amountMinor),
    ...(voucher.expiresAt === null ? [] : [detail(words.validUntil(isolate(pen.day(voucher.expiresAt))))]),
  ]
}

function returnRows({ returned }: ReceiptLine, { words, isolate }: ReceiptPen): readonly TextRow[] {
  if (!returned) return []
  const { receipt } = returned
  return [detail(receipt === '' ? words.returnedWithoutReceipt : words.returnedFrom(isolate(receipt)))]
}
