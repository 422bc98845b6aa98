/** What is taken off the whole basket, from where it stands frozen on the lines. Pure. */
import type { LineDiscount } from '../../../core/domain/discount.ts'
import { add, type Minor, subtract, ZERO } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'

type BasketSource = Extract<LineDiscount['source'], 'basket' | 'coupon' | 'exemption'>

export interface BasketDiscount {
  readonly source: BasketSource
  /** The coupon's id. */
  readonly ref: string | undefined
  readonly label: string
  readonly ppm: LineDiscount['ppm']
  /** What the customer pays less for it. */
  readonly amountMinor: Minor
}

const SOURCES: ReadonlySet<LineDiscount['source']> = new Set<BasketSource>(['basket', 'coupon', 'exemption'])

/** Whether it belongs to the basket as a whole; the others are shown under their line. */
export const isOfBasket = (discount: LineDiscount): discount is LineDiscount & { source: BasketSource } =>
  SOURCES.has(discount.source)

/** What stands between a cart's lines and its tax. */
export interface BasketSums {
  /** All lines before discounts, the tip with them: it is one of them. */
  readonly subtotalMinor: Minor
  /** What was taken off, on lines and on everything. */
  readonly discountMinor: Minor
  readonly taken: readonly BasketDiscount[]
  /** The tax in the prices that an exempt customer does not owe: no discount (rule M50). */
  readonly exemption: BasketDiscount | undefined
}

export function basketSums(priced: Pick<PricedCart, 'lines' | 'totals'>): BasketSums {
  const { subtotalMinor, tipMinor, discountMinor } = priced.totals
  const all = basketDiscounts(priced)
  const exemption = all.find(({ source }) => source === 'exemption')
  return {
    subtotalMinor: add(subtotalMinor, tipMinor),
    discountMinor: subtract(discountMinor, exemption?.amountMinor ?? ZERO),
    taken: all.filter((one) => one !== exemption),
    exemption,
  }
}

/** One row for each, its shares added up, in the order in which they were taken. */
export function basketDiscounts({ lines }: Pick<PricedCart, 'lines'>): readonly BasketDiscount[] {
  const bySource = new Map<string, BasketDiscount>()
  for (const discount of lines.flatMap(({ discounts = [] }) => discounts)) {
    if (!isOfBasket(discount)) continue
    const { source, ref, label, ppm, amountMinor } = discount
    const key = `${source} ${ref ?? ''}`
    const before = bySource.get(key)?.amountMinor ?? ZERO
    bySource.set(key, { source, ref, label, ppm, amountMinor: add(before, amountMinor) })
  }
  return [...bySource.values()]
}
