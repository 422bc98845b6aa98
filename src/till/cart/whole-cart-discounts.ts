/** What is taken off the whole cart, from where it stands frozen on the lines. Pure. */
import type { LineDiscount } from '../../../core/domain/discount.ts'
import { add, type Minor, subtract, ZERO } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'

type WholeCartSource = Extract<LineDiscount['source'], 'basket' | 'coupon' | 'exemption'>

export interface WholeCartDiscount {
  readonly source: WholeCartSource
  /** The coupon's id. */
  readonly ref: string | undefined
  readonly label: string
  readonly ppm: LineDiscount['ppm']
  /** What the customer pays less for it. */
  readonly amountMinor: Minor
}

const SOURCES: ReadonlySet<LineDiscount['source']> = new Set<WholeCartSource>([
  'basket',
  'coupon',
  'exemption',
])

/** Whether it belongs to the cart as a whole; the others are shown under their line. */
export const isOfWholeCart = (
  discount: LineDiscount,
): discount is LineDiscount & { source: WholeCartSource } => SOURCES.has(discount.source)

/** What stands between a cart's lines and its tax. */
export interface WholeCartSums {
  /** All lines before discounts, the tip with them: it is one of them. */
  readonly subtotalMinor: Minor
  /** What was taken off, on lines and on everything. */
  readonly discountMinor: Minor
  readonly taken: readonly WholeCartDiscount[]
  /** The tax in the prices that an exempt customer does not owe: no discount (rule M50). */
  readonly exemption: WholeCartDiscount | undefined
}

export function wholeCartSums(priced: Pick<PricedCart, 'lines' | 'totals'>): WholeCartSums {
  const { subtotalMinor, tipMinor, discountMinor } = priced.totals
  const all = wholeCartDiscounts(priced)
  const exemption = all.find(({ source }) => source === 'exemption')
  return {
    subtotalMinor: add(subtotalMinor, tipMinor),
    discountMinor: subtract(discountMinor, exemption?.amountMinor ?? ZERO),
    taken: all.filter((one) => one !== exemption),
    exemption,
  }
}

/** One row for each, its shares added up, in the order in which they were taken. */
export function wholeCartDiscounts({ lines }: Pick<PricedCart, 'lines'>): readonly WholeCartDiscount[] {
  const bySource = new Map<string, WholeCartDiscount>()
  for (const discount of lines.flatMap(({ discounts = [] }) => discounts)) {
    if (!isOfWholeCart(discount)) continue
    const { source, ref, label, ppm, amountMinor } = discount
    const key = `${source} ${ref ?? ''}`
    const before = bySource.get(key)?.amountMinor ?? ZERO
    bySource.set(key, { source, ref, label, ppm, amountMinor: add(before, amountMinor) })
  }
  return [...bySource.values()]
}
