/** Who is paid by a code, and what a code is asked for. */
import type { PayeeRecord } from '../domain/account.ts'
import type { Minor } from '../domain/money.ts'

/** The public standards by which a bank's app reads a payment from a QR code without any network of ours. */
export type PaymentScheme =
  | 'epc'
  | 'swiss-qr'
  | 'pix'
  | 'promptpay'
  | 'paynow'
  | 'vietqr'
  | 'upi'
  | 'swish'
  | 'spayd'

/** A payee as somebody writes it, unchecked. Which fields a scheme asks for stands in `SCHEMES`. */
export type PayeeDraft = Omit<PayeeRecord, 'id'>

/** A payee that `checkPayee` has passed: every field in the scheme's own form. */
export interface Payee extends PayeeDraft {
  readonly scheme: PaymentScheme
}

export type PayeeField = Exclude<keyof PayeeDraft, 'scheme'>

/** What one code asks for. */
export interface PaymentRequest {
  readonly amountMinor: Minor
  readonly currency: string
  /** As `paymentReference` gives it, or another that the scheme can carry; empty for none. */
  readonly reference: string
  /** A few words for the customer's statement; they are cut to what the scheme carries. */
  readonly text: string
}
