/** A receipt's money, from its priced lines: the same on the till, at the endpoint and in the check of a pushed sale. */
import { isTaxed, type Line } from './line.ts'
import { add, extend, type Minor, subtract, sum, ZERO } from './money.ts'
import {
  DEFAULT_TAX_POLICY,
  rateKey,
  type TaxBucket,
  type TaxMode,
  type TaxPolicy,
  taxBuckets,
  taxTotal,
} from './tax.ts'

/** A line whose amount is settled: unit price × quantity, rounded once, less its discounts. */
export type PricedAmount = Pick<
  Line,
  'quantity' | 'unitMinor' | 'taxRate' | 'kind' | 'voucher' | 'returned'
> & { readonly amountMinor: Minor }

/** What the lines come to, what was taken off them, the tax per rate, the tip, and what the customer pays. */
export interface CartTotals {
  /** Before discounts, without tips. */
  readonly subtotalMinor: Minor
  readonly discountMinor: Minor
  readonly tipMinor: Minor
  readonly taxes: readonly TaxBucket[]
  readonly taxMinor: Minor
  /** Below nought: the customer gets money back. */
  readonly totalMinor: Minor
}

/** Adds up priced lines (rule M5). What comes back carries its own frozen tax, so that it mirrors its sale. */
export function totalsOf(
  mode: TaxMode,
  lines: readonly PricedAmount[],
  policy: TaxPolicy = DEFAULT_TAX_POLICY,
): CartTotals {
  const tips = lines.filter(({ kind }) => kind === 'tip')
  const others = lines.filter(({ kind }) => kind !== 'tip')
  const taxed = others.filter(isTaxed)
  const fresh = taxed.filter(({ returned }) => !returned)
  const amounts = fresh.map(({ taxRate: rate, amountMinor }) => ({ rate, amountMinor }))
  const taxes = withReturns(mode, taxBuckets(mode, amounts, policy), taxed)
  const taxMinor = taxTotal(taxes)
  const tipMinor = sum(tips.map(({ amountMinor }) => amountMinor))
  const netMinor = sum(others.map(({ amountMinor }) => amountMinor))
  const subtotalMinor = sum(others.map(({ unitMinor, quantity }) => extend(unitMinor, quantity)))
  const goodsMinor = mode === 'inclusive' ? netMinor : add(netMinor, taxMinor)
  const discountMinor = subtract(subtotalMinor, netMinor)
  return { subtotalMinor, discountMinor, tipMinor, taxes, taxMinor, totalMinor: add(goodsMinor, tipMinor) }
}

function withReturns(
  mode: TaxMode,
  buckets: readonly TaxBucket[],
  lines: readonly PricedAmount[],
): readonly TaxBucket[] {
  const byRate = new Map<string, TaxBucket>(buckets.map((bucket) => [rateKey(bucket), bucket]))
  for (const { returned, taxRate, amountMinor } of lines) {
    if (!returned) continue
    const { netMinor, taxMinor, grossMinor } = byRate.get(rateKey(taxRate)) ?? NOTHING
    const net = mode === 'inclusive' ? subtract(amountMinor, returned.taxMinor) : amountMinor
    byRate.set(rateKey(taxRate), {
      ...taxRate,
      netMinor: add(netMinor, net),
      taxMinor: add(taxMinor, returned.taxMinor),
      grossMinor: add(grossMinor, add(net, returned.taxMinor)),
    })
  }
  return [...byRate.values()]
}

const NOTHING = { netMinor: ZERO, taxMinor: ZERO, grossMinor: ZERO }
