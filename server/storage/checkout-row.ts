/** A payment's row, as both stores keep it. */
import type { CheckoutRecord } from './storage.ts'

export interface CheckoutRow extends Omit<CheckoutRecord, 'session'> {
  readonly session: string | null
  readonly url: string | null
}

export function checkoutOf({ session, url, ...row }: CheckoutRow): CheckoutRecord {
  return { ...row, session: session === null || url === null ? null : { id: session, url } }
}
