import type { Exemption } from './cart.ts'
import type { LineDiscount } from './discount.ts'
import type { CouponId, LeaseId, SaleId, StaffId, VariantId } from './ids.ts'
import type { Line } from './line.ts'
import { type Minor, subtract, sum, type Thousandths } from './money.ts'
import type { PricedCart } from './price-cart.ts'
import { DEFAULT_TAX_POLICY, type TaxBucket, type TaxMode, type TaxPolicy } from './tax.ts'
import type { Tender } from './tender.ts'

/** A line item as frozen into a sale. `amountMinor` = unit price × quantity, rounded once, less its discounts. */
export interface LineItem extends Line {
  readonly amountMinor: Minor
  readonly discounts?: readonly LineDiscount[] | undefined
}

/** Units of capped stock that a sale takes from a lease of its till. */
export interface LeaseUse {
  readonly lease: LeaseId
  readonly variant: VariantId
  readonly quantity: Thousandths
}

/** Units of capped stock that were sold without a lease, because they were in the customer's hand. */
export interface Override {
  readonly variant: VariantId
  readonly quantity: Thousandths
  /** Who allowed it; null where the money had been taken before anybody could be asked. */
  readonly by: StaffId | null
}

/** What a fiscal device or law adds to a receipt, printed as it is. Nothing of ours writes it yet. */
export interface FiscalField {
  readonly label: string
  readonly value: string
}

/**
 * A completed sale: the facts as they were, immutable. A refund is a sale whose lines all come back, an exchange one
 * of which some do: one receipt, one balance. What is absent is not so: no rounding, the default tax policy, eat-in.
 */
export interface Sale {
  readonly id: SaleId
  /** Per till and gapless: "A-000412". */
  readonly receipt: string
  readonly currency: string
  readonly taxMode: TaxMode
  readonly lines: readonly LineItem[]
  readonly taxes: readonly TaxBucket[]
  readonly totalMinor: Minor
  /** They sum to the total and its cash rounding. */
  readonly tenders: readonly Tender[]
  /** Capped stock only; absent where there is none. */
  readonly leases?: readonly LeaseUse[] | undefined
  readonly overrides?: readonly Override[] | undefined
  /** Cash rounding, signed: what the customer pays more than the total (rule M11). Never in a tax base. */
  readonly roundingMinor?: Minor | undefined
  readonly taxPolicy?: TaxPolicy | undefined
  readonly service?: 'take-away' | undefined
  readonly exempt?: Exemption | undefined
  readonly coupons?: readonly CouponId[] | undefined
  /** Why goods came back. */
  readonly reason?: string | undefined
  readonly fiscal?: readonly FiscalField[] | undefined
}

export interface SaleContext {
  readonly receipt: string
  readonly currency: string
  readonly tenders: readonly Tender[]
  readonly leases?: readonly LeaseUse[]
  readonly overrides?: readonly Override[]
}

/** Freezes a priced cart into a sale. The caller has seen that the tenders cover the total (rule S2). */
export function completeSale(priced: PricedCart, context: SaleContext): Sale {
  const { cart, taxMode, taxPolicy, lines, totals } = priced
  const { taxes, totalMinor } = totals
  const roundingMinor = subtract(sum(context.tenders.map(({ amountMinor }) => amountMinor)), totalMinor)
  const { service, exempt, reason } = cart
  const coupons = couponsIn(priced)
  return {
    ...{ id: cart.id, ...context, taxMode, lines, taxes, totalMinor },
    ...(roundingMinor === 0 ? {} : { roundingMinor }),
    ...(isSpecial(taxPolicy) ? { taxPolicy } : {}),
    ...(service ? { service } : {}),
    ...(exempt ? { exempt } : {}),
    ...(coupons.length > 0 ? { coupons } : {}),
    ...(reason && lines.some(({ returned }) => returned) ? { reason } : {}),
  }
}

/** Those of the cart's coupons that took something off: one that did not apply is not used up. */
function couponsIn({ cart, lines }: PricedCart): readonly CouponId[] {
  const { coupons = [] } = cart
  if (coupons.length === 0) return []
  const applied = lines.flatMap(({ discounts = [] }) => discounts.filter(({ source }) => source === 'coupon'))
  const refs = new Set(applied.map(({ ref }) => ref))
  return coupons.filter((coupon) => refs.has(coupon))
}

const isSpecial = ({ rounding, halves }: TaxPolicy): boolean =>
  rounding !== DEFAULT_TAX_POLICY.rounding || halves !== DEFAULT_TAX_POLICY.halves

/** Whether every line of it comes back. */
export const isRefund = ({ lines }: Pick<Sale, 'lines'>): boolean => lines.every(({ returned }) => returned)

/** "A-000412": the till's letter and its own running number. */
export function receiptNumber(tillLetter: string, count: number): string {
  return `${tillLetter}-${String(count).padStart(6, '0')}`
}
