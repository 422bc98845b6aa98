/** Re-computes a sale from its own facts: what a forged or broken one gets wrong. */
import { roundCash, TIES } from './cash-rounding.ts'
import { coinsOf } from './coins.ts'
import { isTaxed, type LineVoucher, NO_TAX } from './line.ts'
import { extend, isPayable, type Minor, subtract, sum, ZERO } from './money.ts'
import { redeemedBeyondGoods } from './redemption.ts'
import type { LineItem, Sale } from './sale.ts'
import { type TaxBucket, taxOf } from './tax.ts'
import type { Tender } from './tender.ts'
import { totalsOf } from './totals.ts'

export type SaleFlaw =
  | 'lines-do-not-add-up'
  | 'tax-does-not-add-up'
  | 'tenders-do-not-add-up'
  /** A line that is not what its kind says, goods that come back with a price of their own, a tip that is taxed. */
  | 'lines-make-no-sense'

/** What is wrong with a sale, or nothing. Never throws for what fits the schema. */
export function saleFlaws(sale: Sale): readonly SaleFlaw[] {
  if (!sale.lines.every((line) => isPayable(line.unitMinor, line.quantity))) return ['lines-do-not-add-up']
  const flaws: SaleFlaw[] = []
  const priced = totalsOf(sale.taxMode, sale.lines, sale.taxPolicy)
  if (!sale.lines.every(addsUp) || priced.totalMinor !== sale.totalMinor) flaws.push('lines-do-not-add-up')
  if (!sale.lines.every(makesSense) || redeemedBeyondGoods(sale.lines) !== null)
    flaws.push('lines-make-no-sense')
  if (!sameBuckets(priced.taxes, sale.taxes) || !sale.lines.every((line) => hasTaxOfRate(line, sale)))
    flaws.push('tax-does-not-add-up')
  if (!tendersAddUp(sale)) flaws.push('tenders-do-not-add-up')
  return flaws
}

/** A discount takes off, and never more than there is: both signs, because what comes back mirrors. */
function addsUp({ unitMinor, quantity, amountMinor, discounts = [], returned }: LineItem): boolean {
  const fullMinor = extend(unitMinor, quantity)
  const off = sum(discounts.map((discount) => discount.amountMinor))
  if (amountMinor !== subtract(fullMinor, off)) return false
  if (returned) return returned.amountMinor === amountMinor && amountMinor <= 0
  const sign = Math.sign(quantity)
  return amountMinor * sign >= 0 && discounts.every((discount) => discount.amountMinor * sign >= 0)
}

function makesSense(line: LineItem): boolean {
  const { kind, quantity, returned, voucher, account } = line
  if (returned && (quantity > 0 || returned.taxMinor > 0)) return false
  // Cups and vouchers are handed in without a sale that they stood on.
  if (quantity < 0 && !returned && kind !== 'deposit' && kind !== 'voucher') return false
  if ((kind === 'voucher') !== (voucher !== undefined)) return false
  if ((kind === 'account') !== (account !== undefined)) return false
  return hasRate(line, voucher)
}

/** What is outside the turnover has no tax; a voucher for what is known has the rate of what it will buy. */
function hasRate(line: LineItem, voucher: LineVoucher | undefined): boolean {
  if (!isTaxed(line)) return line.taxRate.ppm === 0 && (line.returned?.taxMinor ?? 0) === 0
  return voucher?.purpose !== 'single' || line.taxRate.id !== NO_TAX.id
}

/** How far a tax that comes back may be from that of its rate: it is a share of a tax that was rounded for many lines. */
const SHARE_SLACK = 5

/** Where tax is added it is paid out: what comes back carries the tax of its rate, by what was rounded and shared. */
function hasTaxOfRate({ returned, taxRate, amountMinor }: LineItem, { taxMode }: Sale): boolean {
  if (!returned) return true
  const slack = returned.sale === null ? 1 : SHARE_SLACK
  return Math.abs(returned.taxMinor - taxOf(taxMode, taxRate.ppm, amountMinor)) <= slack
}

function tendersAddUp({ tenders, totalMinor, roundingMinor = ZERO, currency }: Sale): boolean {
  const paid = sum(tenders.map((tender) => tender.amountMinor))
  if (paid !== totalMinor + roundingMinor || !tenders.every(isWholeCash)) return false
  return roundingMinor === 0 || tenders.some((tender) => isRounded(tender, roundingMinor, coinsOf(currency)))
}

const isWholeCash = (tender: Tender): boolean =>
  tender.kind !== 'cash' || tender.amountMinor === tender.tenderedMinor - tender.changeMinor

/** Only cash is rounded, to some coin in use, and by no more than half of it. */
function isRounded({ kind, amountMinor }: Tender, roundingMinor: Minor, coins: readonly Minor[]): boolean {
  if (kind !== 'cash') return false
  const exactMinor = subtract(amountMinor, roundingMinor)
  return coins.some((coin) =>
    TIES.some((ties) => roundCash(exactMinor, { incrementMinor: coin, ties }) === amountMinor),
  )
}

function sameBuckets(a: readonly TaxBucket[], b: readonly TaxBucket[]): boolean {
  const of = (bucket: TaxBucket) =>
    `${bucket.id}|${bucket.ppm}|${bucket.netMinor}|${bucket.taxMinor}|${bucket.grossMinor}`
  return a.length === b.length && a.map(of).sort().join() === b.map(of).sort().join()
}
