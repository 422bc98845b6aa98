import type { PresetReason } from '../preset-reasons.ts'
import type { TenderKind } from '../tender.ts'

/** Every word that a receipt can bear, in one language. What is not here is a name, a reason of somebody's own or a figure. */
export interface ReceiptWords {
  readonly receipt: string
  /** All of it came back. */
  readonly refund: string
  /** Some came back, some went out. */
  readonly exchange: string
  readonly void: string
  readonly copy: string
  readonly takeAway: string
  readonly servedBy: (name: string) => string

  readonly returnedFrom: (receipt: string) => string
  readonly returnedWithoutReceipt: string
  readonly reason: (text: string) => string
  readonly deposit: string
  readonly depositBack: string
  readonly paidIntoAccount: string
  readonly voucherCode: (code: string) => string
  readonly voucherTaken: (ending: string) => string
  readonly voucherBalance: string
  readonly validUntil: (date: string) => string

  readonly subtotal: string
  readonly discounts: string
  /** A discount that bears no words of its own. */
  readonly discount: string
  /** Of what comes back: its share of what the sale had taken off. */
  readonly discountOfSale: string
  readonly taxTakenOut: string
  readonly tip: string
  readonly total: string
  readonly rounding: string
  readonly toPay: string
  readonly toGiveBack: string

  readonly tenders: Readonly<Record<TenderKind, string>>
  readonly cashBack: string
  readonly change: string
  readonly storeCreditIssued: string
  readonly leftOnVoucher: string
  readonly reference: (text: string) => string
  readonly awaiting: string
  readonly received: string
  readonly failed: string

  readonly pricesInclude: string
  readonly pricesExclude: string
  readonly exempt: string
  readonly tax: string
  readonly net: string
  readonly gross: string
  readonly reasons: Readonly<Record<PresetReason, string>>
}
