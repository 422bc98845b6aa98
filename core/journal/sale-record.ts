/** The parts of a sale that the fold keeps. */

import { type Minor, type Thousandths, toMinor, ZERO } from '../domain/money.ts'
import { isRedemption } from '../domain/redemption.ts'
import { lineTaxes } from '../domain/refund.ts'
import type { LineItem, Sale } from '../domain/sale.ts'
import type { Tender } from '../domain/tender.ts'
import { wrappingSum } from './add-to.ts'
import type { SaleMoney } from './sale-money.ts'
import type { ReturnRecord, SaleRecord, TenderRecord, VoucherMove } from './state.ts'

type Place = Pick<SaleRecord, 'entry' | 'device' | 'seq' | 'at' | 'staff' | 'shift'>

export function saleRecordOf(sale: Sale, place: Place): SaleRecord {
  const { id, receipt, currency, totalMinor, taxes, lines, coupons } = sale
  // Most sales are goods at their price: what else a line can tell is looked for in the others only.
  const special = lines.filter(isSpecial)
  return {
    ...place,
    ...{ id, receipt, currency, totalMinor, taxes },
    tenders: sale.tenders.map(tenderRecord),
    quantities: lines.map(({ quantity }) => quantity),
    amounts: lines.map(({ amountMinor }) => amountMinor),
    ...listOf('lineTaxes', taxesOf(sale)),
    moved: lines.flatMap(movedBy),
    ...listOf('leases', sale.leases),
    ...listOf('returns', special.flatMap(returnBy)),
    ...listOf('vouchers', together([...special.flatMap(voucherBy), ...sale.tenders.flatMap(voucherPaid)])),
    ...listOf('coupons', coupons),
    ...listOf('paidIn', special.flatMap(paidInBy)),
    ...listOf('tips', special.flatMap(tipBy)),
    ...(special.length > 0 || sale.roundingMinor ? moneyOf(sale) : {}),
    voided: null,
  }
}

const isSpecial = ({ kind, voucher, account, returned, discounts }: LineItem): boolean =>
  kind !== undefined ||
  voucher !== undefined ||
  account !== undefined ||
  returned !== undefined ||
  discounts !== undefined

const listOf = <Key extends string, Item>(key: Key, list: readonly Item[] | undefined) =>
  (list && list.length > 0 ? { [key]: list } : {}) as { [K in Key]?: readonly Item[] }

function taxesOf(sale: Sale): readonly Minor[] {
  const taxes = lineTaxes(sale)
  return taxes.some((minor) => minor !== 0) ? taxes : []
}

/** What comes back and is not fit to be sold again leaves the stock as it is. */
function movedBy({ variant, quantity, returned }: LineItem): SaleRecord['moved'] {
  if (variant === null || returned?.restock === false) return []
  return [[variant, quantity]]
}

function tenderRecord(tender: Tender): TenderRecord {
  const { kind, amountMinor, id } = tender
  switch (tender.kind) {
    case 'card':
      return { kind, amountMinor, id, ...(tender.last4 === '' ? {} : { last4: tender.last4 }) }
    case 'transfer':
    case 'online':
      return { kind, amountMinor, id, reference: tender.reference }
    case 'house-account':
      return { kind, amountMinor, account: tender.account }
    default:
      return { kind, amountMinor }
  }
}

/**
 * A line that claims to come back and does not is a flaw, and brings nothing: above nought it would raise what is left
 * of its sale, and honest tills would pay that out.
 */
function returnBy({ returned, quantity, amountMinor }: LineItem): readonly ReturnRecord[] {
  if (!returned || quantity > 0 || amountMinor > 0 || returned.taxMinor > 0) return []
  const { sale, line, taxMinor } = returned
  const back = { quantity: -quantity as Thousandths, amountMinor: negate(amountMinor) }
  return [{ sale, line, ...back, taxMinor: negate(taxMinor) }]
}

const negate = (amountMinor: Minor): Minor => toMinor(-amountMinor)

function voucherBy({ voucher, amountMinor, quantity }: LineItem): readonly VoucherMove[] {
  if (!voucher) return []
  const { code, purpose, expiresAt } = voucher
  return [{ code, amountMinor, ...(quantity > 0 ? { issued: { purpose, expiresAt } } : {}) }]
}

/** One issue and one use of each code, however many lines and parts tell of it: a sale counts once in its record. */
function together(moves: readonly VoucherMove[]): readonly VoucherMove[] {
  if (moves.length < 2) return moves
  const byCode = new Map<string, VoucherMove>()
  for (const move of moves) {
    const key = `${move.issued ? 'issued' : 'used'} ${move.code}`
    const known = byCode.get(key)
    const amountMinor = known ? wrappingSum(known.amountMinor, move.amountMinor) : move.amountMinor
    byCode.set(key, { ...(known ?? move), amountMinor: amountMinor as Minor })
  }
  return [...byCode.values()]
}

/** Paying with a voucher takes from it; being paid by one gives to it, and issues store credit. */
function voucherPaid(tender: Tender): readonly VoucherMove[] {
  if (tender.kind !== 'voucher' && tender.kind !== 'store-credit') return []
  const { voucher: code, kind, expiresAt = null } = tender
  const amountMinor = negate(tender.amountMinor)
  const isIssued = kind === 'store-credit' && amountMinor > 0
  return [{ code, amountMinor, ...(isIssued ? { issued: { purpose: 'store-credit', expiresAt } } : {}) }]
}

function paidInBy({ account, amountMinor }: LineItem) {
  return account === undefined ? [] : [{ account, amountMinor }]
}

function tipBy({ kind, staff, amountMinor }: LineItem) {
  return kind !== 'tip' || staff === undefined ? [] : [{ staff, amountMinor }]
}

function moneyOf(sale: Sale): { readonly money?: SaleMoney } {
  const { lines, taxMode, roundingMinor } = sale
  const of = (kind: LineItem['kind'], which: (line: LineItem) => boolean = () => true) =>
    totalOf(lines.filter((line) => line.kind === kind && which(line)).map(({ amountMinor }) => amountMinor))
  const added = taxMode === 'exclusive' ? lineTaxes(sale) : []
  const returned = lines.flatMap(({ returned: one }) => (one ? [one] : []))
  const figures: SaleMoney = {
    discountMinor: totalOf(lines.flatMap(discountsOf)),
    tipMinor: of('tip'),
    depositMinor: totalOf([of('deposit'), ...added.filter((_, at) => lines[at]?.kind === 'deposit')]),
    voucherMinor: of('voucher', ({ voucher }) => voucher?.purpose === 'multi'),
    accountMinor: of('account'),
    redeemedMinor: redeemedBy(sale, added),
    returnedMinor: totalOf(
      returned.flatMap(({ amountMinor, taxMinor }) =>
        taxMode === 'inclusive' ? [amountMinor] : [amountMinor, taxMinor],
      ),
    ),
    ...(roundingMinor ? { roundingMinor } : {}),
  }
  const some = Object.entries(figures).filter(([, minor]) => minor !== 0)
  return some.length > 0 ? { money: Object.fromEntries(some) } : {}
}

/** An exemption is a tax that nobody owed, and a blind return's price an agreement: neither was ever taken off. */
function discountsOf({ discounts = [], returned }: LineItem): readonly Minor[] {
  const isMirror = returned?.sale != null
  const off = discounts.filter(({ source }) => source !== 'exemption' && (source !== 'mirror' || isMirror))
  return off.map(({ amountMinor }) => amountMinor)
}

const redeemedBy = ({ lines }: Sale, added: readonly Minor[]): Minor =>
  totalOf(
    lines.flatMap((line, at) =>
      isRedemption(line) ? [negate(line.amountMinor), negate(added[at] ?? ZERO)] : [],
    ),
  )

const totalOf = (amounts: readonly Minor[]): Minor => amounts.reduce(wrappingSum, 0) as Minor
