import type { LocationId, TaxRateId } from './ids.ts'
import type { TaxMode } from './tax.ts'

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
}
