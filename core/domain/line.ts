/** What a cart's line and a sale's line item have in common. */
import type { AccountId, ProductId, SaleId, StaffId, TaxRateId, VariantId, VoucherCode } from './ids.ts'
import type { Minor, Thousandths } from './money.ts'
import type { TaxRate } from './tax.ts'
import type { Unit } from './unit.ts'

/** What a line is when it is not goods: money that is owed back, held for somebody, or none of ours. */
export type LineKind = 'deposit' | 'voucher' | 'tip' | 'account'

/**
 * A voucher that a line issues, or takes back when its quantity is negative. `multi`: it may pay for anything, so it is
 * a liability and untaxed till then; `single`: what it will buy is known, so it is taxed at once (EU 2016/1065).
 */
export interface LineVoucher {
  readonly code: VoucherCode
  readonly purpose: 'multi' | 'single'
  /** ms since epoch; null: it does not expire. */
  readonly expiresAt: number | null
}

/** What a line brings back: of which sale and line (null: nobody knows, a blind return), and its frozen share. */
export interface ReturnOf {
  readonly sale: SaleId | null
  /** The line's place in that sale, from nought. */
  readonly line: number
  readonly receipt: string
  /** Whether the goods go back into stock. */
  readonly restock: boolean
  /** What the customer gets back for it, after the sale's discounts: nought or less. */
  readonly amountMinor: Minor
  /** The tax in that amount (inclusive) or on it (exclusive): nought or less. */
  readonly taxMinor: Minor
}

export interface Line {
  /** null for a custom amount. */
  readonly product: ProductId | null
  readonly variant: VariantId | null
  readonly name: string
  readonly variantName: string
  readonly sku: string | null
  /** Below nought for what comes back. */
  readonly quantity: Thousandths
  readonly unitMinor: Minor
  /** The catalogue's price at that moment; differs from `unitMinor` when somebody overrode it. */
  readonly listMinor: Minor | null
  readonly taxRate: TaxRate
  readonly note: string
  /** Absent for goods. */
  readonly kind?: LineKind | undefined
  /** Absent for pieces. */
  readonly unit?: Unit | undefined
  readonly returned?: ReturnOf | undefined
  readonly voucher?: LineVoucher | undefined
  /** The house account that a line of kind `account` pays into. */
  readonly account?: AccountId | undefined
  /** Whose tip it is; absent: the pool's. */
  readonly staff?: StaffId | undefined
}

/** Whether a line belongs to the taxed turnover: tips, payments on account and multi-purpose vouchers do not. */
export const isTaxed = ({ kind, voucher }: Pick<Line, 'kind' | 'voucher'>): boolean =>
  kind !== 'tip' && kind !== 'account' && !(kind === 'voucher' && voucher?.purpose === 'multi')

/** The rate of what is not taxed. */
export const NO_TAX: TaxRate = { id: 'none' as TaxRateId, name: '', ppm: 0 as TaxRate['ppm'] }
