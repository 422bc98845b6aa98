import type { Cart, CartLine } from './cart.ts'
import { priceLines } from './cart.ts'
import type { LeaseId, ProductId, SaleId, StaffId, VariantId } from './ids.ts'
import { extend, isPayable, type Minor, sum, type Thousandths } from './money.ts'
import type { TaxBucket, TaxMode, TaxRate } from './tax.ts'
import type { Tender } from './tender.ts'

/** A line item as frozen into a sale. `amountMinor` = unit price × quantity, rounded once. */
export interface LineItem {
  readonly product: ProductId | null
  readonly variant: VariantId | null
  readonly name: string
  readonly variantName: string
  readonly sku: string | null
  readonly quantity: Thousandths
  readonly unitMinor: Minor
  readonly listMinor: Minor | null
  readonly amountMinor: Minor
  readonly taxRate: TaxRate
  readonly note: string
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

/** A completed sale: the facts as they were, immutable. */
export interface Sale {
  readonly id: SaleId
  /** Per till and gapless: "A-000412". */
  readonly receipt: string
  readonly currency: string
  readonly taxMode: TaxMode
  readonly lines: readonly LineItem[]
  readonly taxes: readonly TaxBucket[]
  readonly totalMinor: Minor
  readonly tenders: readonly Tender[]
  /** Capped stock only; absent where there is none. */
  readonly leases?: readonly LeaseUse[] | undefined
  readonly overrides?: readonly Override[] | undefined
}

export interface SaleContext {
  readonly receipt: string
  readonly currency: string
  readonly taxMode: TaxMode
  readonly tenders: readonly Tender[]
  readonly leases?: readonly LeaseUse[]
  readonly overrides?: readonly Override[]
}

/** Freezes a cart into a sale. The caller has seen that the tenders cover the total (rule S2). */
export function completeSale(cart: Cart, context: SaleContext): Sale {
  const { taxes, totalMinor } = priceLines(context.taxMode, cart.lines)
  return { id: cart.id, ...context, lines: cart.lines.map(toLineItem), taxes, totalMinor }
}

function toLineItem({ key: _, override: __, ...line }: CartLine): LineItem {
  return { ...line, amountMinor: extend(line.unitMinor, line.quantity) }
}

export type SaleFlaw = 'lines-do-not-add-up' | 'tax-does-not-add-up' | 'tenders-do-not-add-up'

/** Re-computes a sale from its own facts: what a forged or broken one gets wrong, or nothing. */
export function saleFlaws(sale: Sale): readonly SaleFlaw[] {
  if (!sale.lines.every((line) => isPayable(line.unitMinor, line.quantity))) return ['lines-do-not-add-up']
  const flaws: SaleFlaw[] = []
  const priced = priceLines(sale.taxMode, sale.lines)
  const linesAgree = sale.lines.every((line) => line.amountMinor === extend(line.unitMinor, line.quantity))
  if (!linesAgree || priced.totalMinor !== sale.totalMinor) flaws.push('lines-do-not-add-up')
  if (!sameBuckets(priced.taxes, sale.taxes)) flaws.push('tax-does-not-add-up')
  if (sum(sale.tenders.map((tender) => tender.amountMinor)) !== sale.totalMinor)
    flaws.push('tenders-do-not-add-up')
  return flaws
}

function sameBuckets(a: readonly TaxBucket[], b: readonly TaxBucket[]): boolean {
  const of = (bucket: TaxBucket) =>
    `${bucket.id}|${bucket.ppm}|${bucket.netMinor}|${bucket.taxMinor}|${bucket.grossMinor}`
  return a.length === b.length && a.map(of).sort().join() === b.map(of).sort().join()
}

/** "A-000412": the till's letter and its own running number. */
export function receiptNumber(tillLetter: string, count: number): string {
  return `${tillLetter}-${String(count).padStart(6, '0')}`
}
