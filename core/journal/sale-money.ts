import type { Minor } from '../domain/money.ts'

/** What of a sale's total is not turnover at its full price, in minor units; nought is left out. */
export interface SaleMoney {
  /** By hand, promotions and coupons, less what of them came back with its goods; exemptions are none. */
  readonly discountMinor?: Minor
  readonly tipMinor?: Minor
  readonly roundingMinor?: Minor
  /** Deposits taken less deposits given back, with their tax. */
  readonly depositMinor?: Minor
  /** Multi-purpose vouchers issued. */
  readonly voucherMinor?: Minor
  /** Paid into house accounts. */
  readonly accountMinor?: Minor
  /** What vouchers for certain goods paid, with its tax: above nought. */
  readonly redeemedMinor?: Minor
  /** What came back, with its tax: below nought. */
  readonly returnedMinor?: Minor
}
