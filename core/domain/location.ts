import type { CashRounding } from './cash-rounding.ts'
import type { EmbeddedCode } from './embedded-code.ts'
import type { LocationId, TaxRateId } from './ids.ts'
import type { Minor, Ppm } from './money.ts'
import type { DiscountRule } from './promotion.ts'
import type { TaxMode, TaxPolicy } from './tax.ts'

/** The business place: a pop-up at a venue. */
export interface Location {
  readonly id: LocationId
  readonly name: string
  /** ISO 4217. */
  readonly currency: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** IANA time zone. */
  readonly zone: string
  readonly taxMode: TaxMode
  readonly defaultTaxRate: TaxRateId
  /** Printed at the receipt's head and foot; empty for none. */
  readonly address: string
  readonly receiptFooter: string
  /** The till locks itself when nobody has touched it for so long; 0: never. */
  readonly lockMinutes: number
  readonly taxPolicy: TaxPolicy
  /** null: cash is not rounded. */
  readonly cashRounding: CashRounding | null
  readonly discountRule: DiscountRule
  /** Up to which share a cashier gives a discount without a manager. */
  readonly discountLimit: Ppm
  readonly tips: 'none' | 'pool' | 'cashier'
  readonly tipPresets: readonly Ppm[]
  /** So much of one voucher a device takes while it is cut off. */
  readonly voucherOfflineMinor: Minor
  readonly embeddedCodes: readonly EmbeddedCode[]
  /** Of a receipt, where the customer has not chosen: a BCP 47 tag. */
  readonly receiptLanguage: string
}
