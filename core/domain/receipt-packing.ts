/**
 * A receipt as short text, for the code that a customer scans: one record a line, its kind in front, fields between
 * tabs. Only what the receipt says is in it; ids, stock and who allowed what stay on the till.
 */
import type { DiscountSource } from './discount.ts'
import { isTaxed, type LineKind, type LineVoucher } from './line.ts'
import { ONE_PIECE, subtract, sum, type Thousandths, ZERO } from './money.ts'
import type { ReceiptContext, ReceiptLine, ReceiptSale } from './receipt.ts'
import { localeOf } from './receipt-language.ts'
import { endingOf, fullAmount } from './receipt-lines.ts'
import { rateKey } from './tax.ts'
import type { Tender, TenderKind } from './tender.ts'

/** The form's number, and what tells it from a receipt that is text: no such text begins with it. */
export const PACKED_MARK = '\u0002'

/** Lists whose places stand in links that customers keep: new ones go to the end. */
export const PACKED_SOURCES = [
  'line',
  'promotion',
  'basket',
  'coupon',
  'exemption',
  'mirror',
] as const satisfies readonly DiscountSource[]

export const PACKED_TENDERS = [
  'cash',
  'card',
  'voucher',
  'store-credit',
  'house-account',
  'on-the-house',
  'transfer',
  'online',
] as const satisfies readonly TenderKind[]

export const PACKED_KINDS = ['deposit', 'voucher', 'tip', 'account'] as const satisfies readonly LineKind[]

type Field = string | number

/** Packs a receipt; `unpackReceipt` brings back one that reads the same in every language (rule M58). */
export function packReceipt(sale: ReceiptSale, context: ReceiptContext): string {
  const { location } = context
  const { exempt, reason, fiscal = [] } = sale
  const records = [
    headOf(sale, context),
    record('P', location.name, location.address, location.receiptFooter, location.zone),
    ...sale.taxes.map(({ id, name, ppm, netMinor, taxMinor }) =>
      record('X', name, ppm, netMinor, taxMinor, id === 'exempt' ? 'x' : ''),
    ),
    ...sale.lines.flatMap((line) => lineRecords(line, sale)),
    ...sale.tenders.map((tender) => tenderRecord(tender, context)),
    ...(exempt ? [record('E', exempt.reason, exempt.reference)] : []),
    ...(reason ? [record('Y', reason)] : []),
    ...fiscal.map(({ label, value }) => record('F', label, value)),
  ]
  return `${PACKED_MARK}${records.join('\n')}`
}

/** Breaks of lines inside a text travel as carriage returns; empty fields at the end are left out. */
function record(kind: string, ...fields: readonly Field[]): string {
  const texts = fields.map((field) => (typeof field === 'string' ? plainText(field) : String(field)))
  return `${kind}${texts.join('\t')}`.replace(/\t+$/, '')
}

const plainText = (text: string): string =>
  text
    .replace(/\r\n|[\r\n\v\f\u2028\u2029]/g, '\r')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that separate records and fields.
    .replace(/[\u0000-\u000c\u000e-\u001f\u007f]/g, ' ')

/** Nought is nothing. */
const someOf = (value: number): Field => (value === 0 ? '' : value)

const secondsOf = (at: number | null | undefined): Field => (at == null ? '' : Math.floor(at / 1000))

function headOf(sale: ReceiptSale, context: ReceiptContext): string {
  const { receipt, currency, totalMinor, roundingMinor = ZERO, taxMode, service } = sale
  const { at, staffName, tillName, language, localeTags, voided, copy } = context
  const marks = [
    taxMode === 'exclusive' ? 'e' : '',
    service === 'take-away' ? 't' : '',
    voided ? 'v' : '',
    copy ? 'c' : '',
  ].join('')
  const locale = localeOf(language, localeTags)
  return record(
    'R',
    ...[receipt, secondsOf(at), currency, totalMinor, someOf(roundingMinor), marks],
    ...[staffName, tillName, locale],
  )
}

/** "2" pieces, "350m" thousandths; one piece is nothing. */
const quantityField = (quantity: Thousandths): Field => {
  if (quantity === ONE_PIECE) return ''
  return quantity % ONE_PIECE === 0 ? quantity / ONE_PIECE : `${quantity}m`
}

function lineRecords(line: ReceiptLine, { taxes }: ReceiptSale): readonly string[] {
  const { name, variantName, quantity, unitMinor, unit = 'piece', kind, note } = line
  const { discounts = [], returned, voucher, taxRate, amountMinor } = line
  const rate = isTaxed(line) ? taxes.findIndex((bucket) => rateKey(bucket) === rateKey(taxRate)) : -1
  const addsUpMinor = subtract(fullAmount(line), sum(discounts.map((discount) => discount.amountMinor)))
  return [
    record(
      'L',
      ...[name, variantName, quantityField(quantity), unitMinor, rate === -1 ? '-' : someOf(rate)],
      ...[unit === 'piece' ? '' : unit, kind ? PACKED_KINDS.indexOf(kind) : '', note],
      // A forged line that does not come to what it says it does.
      amountMinor === addsUpMinor ? '' : amountMinor,
    ),
    ...(voucher ? [voucherRecord(voucher, quantity)] : []),
    ...(returned ? [record('B', returned.receipt)] : []),
    ...discounts.map(({ source, label, ppm, amountMinor: offMinor }) =>
      record('D', PACKED_SOURCES.indexOf(source), label, ppm ?? '', offMinor),
    ),
  ]
}

/** Of a voucher that was taken in, only the ending travels. */
const voucherRecord = ({ code, purpose, expiresAt }: LineVoucher, quantity: Thousandths): string =>
  record('V', quantity < 0 ? endingOf(code) : code, purpose === 'single' ? 's' : '', secondsOf(expiresAt))

function tenderRecord(tender: Tender, { settled, balances }: ReceiptContext): string {
  return record('T', PACKED_TENDERS.indexOf(tender.kind), tender.amountMinor, ...tenderFields())

  function tenderFields(): readonly Field[] {
    switch (tender.kind) {
      case 'cash':
        return [tender.tenderedMinor, someOf(tender.changeMinor)]
      case 'card':
        return [tender.reference, tender.last4]
      case 'voucher':
      case 'store-credit': {
        const isIssued = tender.kind === 'store-credit' && tender.amountMinor < 0
        const code = isIssued ? tender.voucher : endingOf(tender.voucher)
        return [code, secondsOf(tender.expiresAt), balances.get(tender.voucher) ?? '']
      }
      case 'house-account':
        return [tender.name]
      case 'on-the-house':
        return []
      case 'transfer':
        return [tender.reference, settled.get(tender.id) ?? '']
      case 'online':
        return [tender.reference]
    }
  }
}
