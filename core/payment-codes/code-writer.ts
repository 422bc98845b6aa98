import type { Result } from '../result.ts'
import type { Payee, PaymentRequest } from './payee.ts'

/** What a scheme's writer is given: a checked payee, and the amount as exact decimal text ("12.30"). */
export interface PaymentOrder extends PaymentRequest {
  readonly payee: Payee
  readonly amount: string
}

export interface WrittenCode {
  readonly text: string
  /** The reference as it stands in the code; empty where the scheme carries none. */
  readonly reference: string
}

/** One scheme: how much it carries, how it names a payment, how it writes one. */
export interface CodeWriter {
  /** The largest amount that the standard's field holds, in minor units. */
  readonly maxMinor: number
  /** A reference for the payment of the seed: always the same for the same seed, with check digits in place. */
  readonly referenceOf: (seed: string, account: string) => string
  /** Fails with words only on a reference that the scheme cannot carry whole. */
  readonly write: (order: PaymentOrder) => Result<WrittenCode, string>
}
