import type { Brand } from '../brand.ts'

/** Ids are UUIDv7 text (RFC 9562), minted once at the deed; a category's id is its normalised name. */
export type LocationId = Brand<string, 'LocationId'>
export type DeviceId = Brand<string, 'DeviceId'>
export type StaffId = Brand<string, 'StaffId'>
export type ShiftId = Brand<string, 'ShiftId'>
export type SaleId = Brand<string, 'SaleId'>
export type TenderId = Brand<string, 'TenderId'>
export type ProductId = Brand<string, 'ProductId'>
export type VariantId = Brand<string, 'VariantId'>
export type TaxRateId = Brand<string, 'TaxRateId'>
export type CategoryId = Brand<string, 'CategoryId'>
export type PromotionId = Brand<string, 'PromotionId'>
export type CouponId = Brand<string, 'CouponId'>
export type PayeeId = Brand<string, 'PayeeId'>
export type AccountId = Brand<string, 'AccountId'>
/** A voucher's code, as it stands on the customer's paper: capitals and digits, without blanks. */
export type VoucherCode = Brand<string, 'VoucherCode'>
export type LeaseId = Brand<string, 'LeaseId'>
export type EntryId = Brand<string, 'EntryId'>

/** Wall clock, milliseconds since the epoch. A label: it orders, dedupes, expires and refuses nothing. */
export type Millis = Brand<number, 'Millis'>
