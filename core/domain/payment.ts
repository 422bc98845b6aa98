import type { SaleId } from './ids.ts'
import type { Minor } from './money.ts'

/** What a payment provider has told of a payment on a customer's phone. */
export interface ProviderPayment {
  readonly sale: SaleId
  readonly status: (typeof STEPS)[number]
  /** What was asked, paid, or given back so far. */
  readonly amountMinor: Minor
  /** The provider's own name of it. */
  readonly reference: string
}

/** A payment only goes forward: one that has ended may still turn out to be paid, never the other way round. */
const STEPS = ['expired', 'failed', 'paid', 'refunded'] as const

/**
 * Whether what is told goes beyond what is known: a later step, or more given back. Of two that say the same step
 * and amount one is chosen by its text, so that whoever hears them in another order comes to the same.
 */
export function isFurther(told: ProviderPayment, known: ProviderPayment | undefined): boolean {
  if (!known) return true
  const byStep = STEPS.indexOf(told.status) - STEPS.indexOf(known.status)
  const difference = byStep || told.amountMinor - known.amountMinor
  return difference === 0 ? textOf(told) > textOf(known) : difference > 0
}

const textOf = ({ reference, sale }: ProviderPayment) => `${reference} ${sale}`
