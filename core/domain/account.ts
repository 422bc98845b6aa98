/** Whom we owe or who owes us, as the office keeps them. */
import type { AccountId, PayeeId } from './ids.ts'
import { type Minor, toMinor } from './money.ts'

/** A house account: somebody's tab, up to a limit, paid later. */
export interface Account {
  readonly id: AccountId
  readonly name: string
  /** How much may be owed on it. */
  readonly limitMinor: Minor
  readonly note: string
}

/** How an account stands: so much is owed on it, or so much was paid ahead. Neither is below nought. */
export interface AccountStanding {
  readonly isAhead: boolean
  readonly minor: Minor
}

/** `owedMinor`: charged less paid. */
export const accountStanding = (owedMinor: Minor): AccountStanding => ({
  isAhead: owedMinor < 0,
  minor: toMinor(Math.abs(owedMinor)),
})

/** Where the money of a QR transfer goes, field by field as the scheme asks for it. */
export interface PayeeRecord {
  readonly id: PayeeId
  /** A `PaymentScheme`, or a name that only a newer version knows. */
  readonly scheme: string
  readonly name: string
  /** IBAN, key, proxy, UPI ID or number, by scheme. */
  readonly account: string
  /** The bank's code: a BIC, or in Vietnam the bank's six digits. */
  readonly bic?: string | undefined
  readonly street?: string | undefined
  readonly postalCode?: string | undefined
  readonly city?: string | undefined
  /** Two capital letters, ISO 3166. */
  readonly country?: string | undefined
}
