/** Vouchers for certain goods that are handed in: a line below nought pays for goods of its rate and for nothing else. */
import type { DraftLine } from './discount-draft.ts'
import type { TaxRateId, VoucherCode } from './ids.ts'
import type { Line } from './line.ts'
import { type Minor, ONE_PIECE, sum, type Thousandths, toMinor } from './money.ts'
import type { PricedCart, PriceRules } from './price-cart.ts'
import type { LineItem } from './sale.ts'
import { rateKey, type TaxRate, taxOf } from './tax.ts'

type Kind = Pick<Line, 'kind' | 'quantity' | 'returned' | 'voucher'>

export const isRedemption = ({ kind, quantity, returned, voucher }: Kind): boolean =>
  kind === 'voucher' && voucher?.purpose === 'single' && quantity < 0 && !returned

const isGoods = ({ kind, quantity }: Kind): boolean => kind === undefined && quantity > 0

/**
 * Each pays at most what the goods of its rate come to after all that is taken off them, at the rate that they have
 * in the end (rule M45): no change in the cart makes money of it, and its tax nets out theirs.
 */
export function boundRedemptions(
  drafts: readonly DraftLine[],
  rules: Pick<PriceRules, 'taxMode' | 'taxPolicy'>,
): readonly DraftLine[] {
  if (!drafts.some(({ line }) => isRedemption(line))) return drafts
  const pools = new Map<TaxRateId, Pool>()
  return drafts.map((draft) => {
    if (!isRedemption(draft.line)) return draft
    // By the rate that they were sold at: taking away or an exemption may give two of them the same in the end.
    const { id } = draft.line.taxRate
    const own = drafts.filter(({ line }) => isGoods(line) && line.taxRate.id === id)
    const taxRate = own[0]?.taxRate ?? draft.taxRate
    const goods = own.filter((one) => rateKey(one.taxRate) === rateKey(taxRate))
    const pool = pools.get(id) ?? poolOf(goods, taxRate, rules)
    const amountMinor = atMost(pool, toMinor(-draft.leftMinor), taxRate, rules)
    const worthMinor = pool.worthMinor - worthOf(amountMinor, taxRate, rules)
    pools.set(id, { netMinor: pool.netMinor - amountMinor, worthMinor })
    const line = { ...draft.line, quantity: -ONE_PIECE as Thousandths, unitMinor: amountMinor }
    return { ...draft, line, taxRate, leftMinor: toMinor(-amountMinor) }
  })
}

/** What is left to be paid of the goods of a rate. */
interface Pool {
  readonly netMinor: number
  /** The same with the tax that is added line by line. */
  readonly worthMinor: number
}

type Rules = Pick<PriceRules, 'taxMode' | 'taxPolicy'>

const poolOf = (goods: readonly DraftLine[], rate: TaxRate, rules: Rules): Pool => ({
  netMinor: sum(goods.map(({ leftMinor }) => leftMinor)),
  worthMinor: sum(goods.map(({ leftMinor }) => worthOf(leftMinor, rate, rules))),
})

/** Taxes that are rounded one by one do not sum to that of the sum: a minor unit or two must not come out in cash. */
function atMost({ netMinor, worthMinor }: Pool, wantedMinor: Minor, rate: TaxRate, rules: Rules): Minor {
  let amount = Math.max(0, Math.min(wantedMinor, netMinor))
  while (amount > 0 && worthOf(toMinor(amount), rate, rules) > worthMinor) amount -= 1
  return toMinor(amount)
}

function worthOf(amountMinor: Minor, { ppm }: TaxRate, { taxMode, taxPolicy }: Rules): Minor {
  if (taxMode === 'inclusive' || taxPolicy.rounding !== 'per-line') return amountMinor
  return toMinor(amountMinor + taxOf(taxMode, ppm, amountMinor, taxPolicy.halves))
}

/** What a voucher that was sold at a rate may pay of a cart, besides those that pay for its goods already. */
export function redeemable({ cart, lines }: PricedCart, rate: TaxRate): Minor {
  const amounts = cart.lines.flatMap((line, index) =>
    line.taxRate.id === rate.id && (isGoods(line) || isRedemption(line))
      ? [lines[index]?.amountMinor ?? toMinor(0)]
      : [],
  )
  return toMinor(Math.max(0, sum(amounts)))
}

/** A voucher that takes more off a sale than the goods of its rate come to; null where none does. */
export function redeemedBeyondGoods(lines: readonly LineItem[]): VoucherCode | null {
  if (!lines.some(isRedemption)) return null
  const left = new Map<string, number>()
  for (const line of lines)
    if (isGoods(line))
      left.set(rateKey(line.taxRate), (left.get(rateKey(line.taxRate)) ?? 0) + line.amountMinor)
  for (const line of lines) {
    if (!isRedemption(line) || !line.voucher) continue
    const rest = (left.get(rateKey(line.taxRate)) ?? 0) + line.amountMinor
    if (rest < 0) return line.voucher.code
    left.set(rateKey(line.taxRate), rest)
  }
  return null
}
