/** What of a sale has been paid, what is left, and how the next part is cut. Pure. */
import { allocate } from '../../../core/domain/allocate.ts'
import type { Cart } from '../../../core/domain/cart.ts'
import { type CashRounding, roundCash } from '../../../core/domain/cash-rounding.ts'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import { isTaxed } from '../../../core/domain/line.ts'
import { add, type Minor, subtract, sum, toMinor, ZERO } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import { taxShares } from '../../../core/domain/tax-share.ts'
import { cashTenderId, type Tender } from '../../../core/domain/tender.ts'

/** A sale holds fifty tenders; the last one closes it. */
export const MAX_PARTS = 49

/** The part of what is left that the next tender pays; below nought it is given back. */
export interface Part {
  readonly amountMinor: Minor
  /** The lines that it pays for, by their place among the priced lines. */
  readonly lines?: readonly number[]
}

export const negate = (minor: Minor): Minor => subtract(ZERO, minor)

export const partsOf = ({ cart }: Pick<PricedCart, 'cart'>): readonly Tender[] => cart.tenders ?? []

export const paidOf = (priced: Pick<PricedCart, 'cart'>): Minor =>
  sum(partsOf(priced).map(({ amountMinor }) => amountMinor))

/** Below nought: the customer gets it back. */
export const leftOf = (priced: PricedCart): Minor => subtract(priced.totals.totalMinor, paidOf(priced))

/** Whether a part settles all that is left. */
export const closesWith = ({ amountMinor }: Pick<Part, 'amountMinor'>, leftMinor: Minor): boolean =>
  leftMinor < 0 ? amountMinor <= leftMinor : amountMinor >= leftMinor

/** What coins pay of a part. */
export interface CashPart {
  readonly amountMinor: Minor
  /** Signed, on the part that closes the sale only (rule M11). */
  readonly roundingMinor: Minor
  readonly closes: boolean
}

/**
 * A part as cash pays it: the closing one is what is left, rounded once; an earlier one is an amount for which there
 * are coins, and counts as it is (rule S21).
 */
export function cashPartOf(part: Part, leftMinor: Minor, rounding: CashRounding | null): CashPart {
  const amountMinor = roundCash(part.amountMinor, rounding)
  if (!closesWith(part, leftMinor) && !closesWith({ amountMinor }, leftMinor))
    return { amountMinor, roundingMinor: ZERO, closes: false }
  const closingMinor = roundCash(leftMinor, rounding)
  return { amountMinor: closingMinor, roundingMinor: subtract(closingMinor, leftMinor), closes: true }
}

/** The first of `count` equal shares: with the others it comes to what is left, to the minor unit. */
export const firstShare = (leftMinor: Minor, count: number): Minor =>
  allocate(leftMinor, new Array<number>(count).fill(1))[0] ?? leftMinor

/** The lines that parts have paid for already. */
export const paidLines = (parts: readonly Tender[]): ReadonlySet<number> =>
  new Set(parts.flatMap(({ lines = [] }) => lines))

/** What each line comes to with its share of the tax that is added to the prices; together the total. */
export function lineDues({ lines, taxMode, taxPolicy }: PricedCart): readonly Minor[] {
  if (taxMode === 'inclusive') return lines.map(({ amountMinor }) => amountMinor)
  const dues = lines.map(({ amountMinor, returned }) => add(amountMinor, returned?.taxMinor ?? ZERO))
  const taxed = lines.flatMap((line, index) => (isTaxed(line) && !line.returned ? [{ line, index }] : []))
  const amounts = taxed.map(({ line: { taxRate: rate, amountMinor } }) => ({ rate, amountMinor }))
  const shares = taxShares(taxMode, amounts, taxPolicy)
  for (const [place, { index }] of taxed.entries())
    dues[index] = add(dues[index] ?? ZERO, shares[place] ?? ZERO)
  return dues
}

/** A part for the ticked lines: never more than is left, and all of it when no other line is open. */
export function partOfLines(priced: PricedCart, ticked: readonly number[]): Part {
  const leftMinor = leftOf(priced)
  const paid = paidLines(partsOf(priced))
  const isLast = priced.lines.every((_, index) => paid.has(index) || ticked.includes(index))
  const dues = lineDues(priced)
  const ownMinor = sum(ticked.map((index) => dues[index] ?? ZERO))
  // Lines that come to the other sign, such as cups that come back, are nobody's part alone.
  const boundMinor =
    leftMinor < 0 ? Math.min(0, Math.max(ownMinor, leftMinor)) : Math.max(0, Math.min(ownMinor, leftMinor))
  const amountMinor = isLast ? leftMinor : toMinor(boundMinor)
  return { amountMinor, lines: [...ticked].sort((a, b) => a - b) }
}

/** The cash by which a sale was closed: only of it is change given behind the sale. */
export function closingCash(tenders: readonly Tender[]): Extract<Tender, { kind: 'cash' }> | null {
  const last = tenders.at(-1)
  return last?.kind === 'cash' ? last : null
}

/** The change that a hasty press may have hidden; null where there is none, and for what was handed back itself. */
export function changeToRecall(tenders: readonly Tender[]): Minor | null {
  const cash = closingCash(tenders)
  return cash && cash.tenderedMinor > 0 && cash.changeMinor > 0 ? cash.changeMinor : null
}

/** The id of the next cash part: one that no part has. */
export function nextCashId(sale: SaleId, parts: readonly Tender[]): TenderId {
  const taken = new Set(parts.map(({ id }) => id))
  const number = parts.findIndex((_, index) => !taken.has(cashTenderId(sale, index + 1)))
  return cashTenderId(sale, number === -1 ? parts.length + 1 : number + 1)
}

/**
 * The id of the next transfer: made of the sale's, so that the code on the screen and its reference are the same
 * after a crash, and a customer who has paid meanwhile is found. Never one that a part of the cart has had (rule S26).
 */
export function nextTransferId({ id, tenders = [], takenBack = [] }: Cart): TenderId {
  const taken = new Set<string>([...tenders.map((part) => part.id), ...takenBack])
  let number = 1
  while (taken.has(`${id}-transfer-${number}`)) number += 1
  return `${id}-transfer-${number}` as TenderId
}
