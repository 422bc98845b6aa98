/** Reads a packed receipt. Whoever makes a link writes what they like: everything is bounded, nothing throws. */
import type { LineDiscount } from './discount.ts'
import { EXEMPT } from './exemption.ts'
import type { AccountId, TaxRateId, TenderId, VoucherCode } from './ids.ts'
import { NO_TAX } from './line.ts'
import {
  add,
  isPayable,
  MAX_MINOR,
  type Minor,
  ONE_PIECE,
  type Ppm,
  subtract,
  sum,
  type Thousandths,
  toMinor,
  ZERO,
} from './money.ts'
import type { ReceiptContext, ReceiptLine, ReceiptSale } from './receipt.ts'
import { firstLanguage } from './receipt-language.ts'
import { fullAmount } from './receipt-lines.ts'
import { PACKED_KINDS, PACKED_MARK, PACKED_SOURCES, PACKED_TENDERS } from './receipt-packing.ts'
import type { FiscalField } from './sale.ts'
import type { TaxBucket } from './tax.ts'
import type { Tender } from './tender.ts'
import { UNITS } from './unit.ts'

export interface UnpackedReceipt {
  readonly sale: ReceiptSale
  readonly context: ReceiptContext
}

/** More than any till writes into a code. */
const MAX_RECORDS = 2000
const MAX_QUANTITY = 99_999_000
const MAX_SECONDS = 8.64e12

/** A line while its records are read. */
interface OpenLine {
  readonly line: Omit<ReceiptLine, 'amountMinor' | 'discounts'>
  readonly saidMinor: Minor | null
  readonly discounts: LineDiscount[]
}

/** What has been read so far. Lives within one reading. */
interface Reading {
  head: readonly string[] | null
  place: readonly string[] | null
  readonly taxes: TaxBucket[]
  readonly lines: OpenLine[]
  readonly tenders: Tender[]
  readonly fiscal: FiscalField[]
  readonly settled: Map<TenderId, 'received' | 'failed'>
  readonly balances: Map<VoucherCode, Minor>
  exempt: ReceiptSale['exempt']
  reason: string | undefined
}

/** The receipt in a packed text; null for anything else. Records of kinds that a later build adds are passed over. */
export function unpackReceipt(packed: string): UnpackedReceipt | null {
  if (!packed.startsWith(PACKED_MARK)) return null
  const records = packed.slice(PACKED_MARK.length).split('\n')
  if (records.length > MAX_RECORDS) return null
  const reading = emptyReading()
  for (const record of records) {
    const fields = record.slice(1).split('\t').map(textOf)
    if (!(READERS[record.slice(0, 1)] ?? passOver)(reading, fields)) return null
  }
  return receiptFrom(reading)
}

const emptyReading = (): Reading => ({
  ...{ head: null, place: null, exempt: undefined, reason: undefined },
  ...{ taxes: [], lines: [], tenders: [], fiscal: [], settled: new Map(), balances: new Map() },
})

const textOf = (field: string): string => field.replaceAll('\r', '\n')

const passOver = (): boolean => true

/** Each takes one record in, or says that it makes no sense. */
const READERS: Readonly<Record<string, (reading: Reading, fields: readonly string[]) => boolean>> = {
  R: (reading, fields) => {
    reading.head = fields
    return true
  },
  P: (reading, fields) => {
    reading.place = fields
    return true
  },
  X: readTax,
  L: readLine,
  V: readVoucher,
  B: (reading, [receipt = '']) => changeLast(reading, { returned: { receipt } }),
  D: readDiscount,
  T: readTender,
  E: (reading, [reason = '', reference = '']) => {
    reading.exempt = { reason, reference }
    return true
  },
  Y: (reading, [reason = '']) => {
    reading.reason = reason
    return true
  },
  F: ({ fiscal }, [label = '', value = '']) => {
    fiscal.push({ label, value })
    return true
  },
}

/** A whole number between bounds; nothing is nought. */
function integer(field: string | undefined, max: number): number | null {
  const text = field || '0'
  if (!/^-?\d{1,13}$/.test(text)) return null
  const value = Number(text)
  return Math.abs(value) <= max ? value + 0 : null
}

function minor(field: string | undefined): Minor | null {
  const value = integer(field, MAX_MINOR)
  return value === null ? null : toMinor(value)
}

function rateOf(field: string | undefined): Ppm | null {
  const value = integer(field, 1_000_000)
  return value === null || value < 0 ? null : (value as Ppm)
}

const moment = (field: string | undefined): number | null => {
  const seconds = integer(field, MAX_SECONDS)
  return seconds === null ? null : seconds * 1000
}

function readTax({ taxes }: Reading, [name = '', rate, net, tax, exempt]: readonly string[]): boolean {
  const ppm = rateOf(rate)
  const netMinor = minor(net)
  const taxMinor = minor(tax)
  if (ppm === null || netMinor === null || taxMinor === null) return false
  const id = exempt === 'x' ? EXEMPT.id : (String(taxes.length) as TaxRateId)
  taxes.push({ id, name, ppm, netMinor, taxMinor, grossMinor: add(netMinor, taxMinor) })
  return true
}

function quantityOf(field: string | undefined): Thousandths | null {
  if (!field) return ONE_PIECE
  const isExact = field.endsWith('m')
  const value = integer(isExact ? field.slice(0, -1) : field, MAX_QUANTITY)
  const quantity = value === null ? 0 : value * (isExact ? 1 : ONE_PIECE)
  return quantity === 0 || Math.abs(quantity) > MAX_QUANTITY ? null : (quantity as Thousandths)
}

function readLine({ taxes, lines }: Reading, fields: readonly string[]): boolean {
  const [name = '', variantName = '', pieces, price, rate = '', unitName, kindPlace, note = '', said] = fields
  const quantity = quantityOf(pieces)
  const unitMinor = minor(price)
  const saidMinor = said ? minor(said) : null
  if (quantity === null || unitMinor === null || (said && saidMinor === null)) return false
  if (!isPayable(unitMinor, quantity)) return false
  const taxRate = rate === '-' ? NO_TAX : taxes[Number(rate || 0)]
  const unit = UNITS.find((one) => one === unitName)
  const kind = kindPlace ? PACKED_KINDS[Number(kindPlace)] : undefined
  const line = { name, variantName, quantity, unitMinor, taxRate: taxRate ?? NO_TAX, note }
  const rest = { ...(unit ? { unit } : {}), ...(kind ? { kind } : {}) }
  lines.push({ line: { ...line, ...rest }, saidMinor, discounts: [] })
  return true
}

/** What stands below a line says more of it. */
function changeLast({ lines }: Reading, fields: Partial<OpenLine['line']>): boolean {
  const last = lines.pop()
  if (!last) return false
  lines.push({ ...last, line: { ...last.line, ...fields } })
  return true
}

function readVoucher(reading: Reading, [code = '', purpose, expiry]: readonly string[]): boolean {
  const expiresAt = expiry ? moment(expiry) : null
  if (expiry && expiresAt === null) return false
  return changeLast(reading, {
    voucher: { code: code as VoucherCode, purpose: purpose === 's' ? 'single' : 'multi', expiresAt },
  })
}

function readDiscount({ lines }: Reading, [place, label = '', rate, amount]: readonly string[]): boolean {
  const source = PACKED_SOURCES[Number(place)]
  const ppm = rate ? rateOf(rate) : undefined
  const amountMinor = minor(amount)
  const last = lines.at(-1)
  if (!last || !source || ppm === null || amountMinor === null) return false
  last.discounts.push({ source, label, amountMinor, ...(ppm === undefined ? {} : { ppm }) })
  return true
}

function readTender(reading: Reading, [place, amount, ...fields]: readonly string[]): boolean {
  const kind = PACKED_TENDERS[Number(place)]
  const amountMinor = minor(amount)
  if (!kind || amountMinor === null) return false
  const part = { id: String(reading.tenders.length) as TenderId, amountMinor }
  const tender = tenderOf(kind, part, fields, reading)
  if (tender) reading.tenders.push(tender)
  return tender !== null
}

type PartOf = Pick<Tender, 'id' | 'amountMinor'>

function tenderOf(
  kind: Tender['kind'],
  part: PartOf,
  [first = '', second = '', third = '']: readonly string[],
  { settled, balances }: Reading,
): Tender | null {
  switch (kind) {
    case 'cash': {
      const tenderedMinor = minor(first)
      const changeMinor = minor(second)
      return tenderedMinor === null || changeMinor === null
        ? null
        : { ...part, kind, tenderedMinor, changeMinor }
    }
    case 'card':
      return { ...part, kind, reference: first, last4: second }
    case 'voucher':
    case 'store-credit': {
      const voucher = first as VoucherCode
      const left = third ? minor(third) : null
      const expiresAt = second ? moment(second) : null
      if ((third && left === null) || (second && expiresAt === null)) return null
      if (left !== null) balances.set(voucher, left)
      return { ...part, kind, voucher, expiresAt }
    }
    case 'house-account':
      return { ...part, kind, account: '' as AccountId, name: first }
    case 'on-the-house':
      return { ...part, kind, reason: first, by: null }
    case 'transfer':
      if (second === 'received' || second === 'failed') settled.set(part.id, second)
      return { ...part, kind, scheme: '', reference: first }
    case 'online':
      return { ...part, kind, provider: 'stripe', reference: first }
  }
}

function receiptFrom(reading: Reading): UnpackedReceipt | null {
  const { head, place, taxes, tenders, fiscal, exempt, reason, settled, balances } = reading
  if (!head || !place || reading.lines.length === 0) return null
  const [receipt = '', seconds, currency = '', total, rounding, marks = ''] = head
  const [staffName = '', tillName = '', locale = ''] = head.slice(6)
  const [name = '', address = '', receiptFooter = '', zone = ''] = place
  const at = moment(seconds)
  const totalMinor = minor(total)
  const roundingMinor = minor(rounding)
  if (at === null || totalMinor === null || roundingMinor === null) return null
  if (!/^[A-Z]{3}$/.test(currency)) return null
  const sale: ReceiptSale = {
    ...{ receipt, currency, taxes, totalMinor, tenders, lines: reading.lines.map(lineFrom) },
    taxMode: marks.includes('e') ? 'exclusive' : 'inclusive',
    ...(roundingMinor === ZERO ? {} : { roundingMinor }),
    ...(marks.includes('t') ? { service: 'take-away' } : {}),
    ...{ exempt, reason, fiscal },
  }
  const context: ReceiptContext = {
    location: { name, address, receiptFooter, zone },
    ...{ staffName, tillName, at, settled, balances },
    ...{ voided: marks.includes('v'), copy: marks.includes('c') },
    ...{ language: firstLanguage([locale]), localeTags: [locale] },
  }
  return { sale, context }
}

function lineFrom({ line, saidMinor, discounts }: OpenLine): ReceiptLine {
  const fullMinor = fullAmount({ ...line, amountMinor: ZERO })
  const amountMinor = saidMinor ?? subtract(fullMinor, sum(discounts.map((one) => one.amountMinor)))
  return { ...line, amountMinor, ...(discounts.length > 0 ? { discounts } : {}) }
}
