/** Payments by Stripe Checkout, as the till asks its endpoint for them. Every way in which that fails has a name. */
import type { TenderId } from '../../core/domain/ids.ts'
import type { CheckoutAnswer, CheckoutAsking, CheckoutOffer } from '../../core/protocol/checkout.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'

export interface CheckoutProblem {
  /**
   * `offline`: no answer from the endpoint; what became of the request is not known. `unavailable`: the endpoint or
   * Stripe cannot answer now, the same may be asked again. `not-set-up`: this endpoint takes no such payments.
   * `refused`: it will not take this one; `message` says why.
   */
  readonly kind: 'offline' | 'unavailable' | 'not-set-up' | 'refused'
  /** What happened, what is safe, what to do. */
  readonly message: string
}

export type CheckoutClient = Pick<EndpointClient, 'checkout'>

type Outcome<Answer> = Promise<Result<Answer, CheckoutProblem>>

/** Whether the endpoint takes such payments, so that the tender is shown or not. An older endpoint takes none. */
export async function checkoutOffer({ checkout }: CheckoutClient): Outcome<CheckoutOffer> {
  const offer = await checkout.offer()
  if (offer.ok) return offer
  return offer.error.code === 'not-found' ? ok({ setUp: false, test: false }) : err(problemOf(offer.error))
}

/** Asks for the address at which a customer pays; asked again under the tender, it is the same one. */
export const requestCheckout = ({ checkout }: CheckoutClient, asking: CheckoutAsking) =>
  named(checkout.request(asking))

/** How the payment stands, as the journal or Stripe knows it. */
export const checkoutStatus = ({ checkout }: CheckoutClient, tender: TenderId) =>
  named(checkout.status(tender))

/** Ends the payment, so that nobody pays it any more. `paid` in the answer: the customer was quicker. */
export const cancelCheckout = ({ checkout }: CheckoutClient, tender: TenderId) =>
  named(checkout.cancel(tender))

async function named(answer: Promise<Result<CheckoutAnswer, EndpointProblem>>): Outcome<CheckoutAnswer> {
  const outcome = await answer
  return outcome.ok ? outcome : err(problemOf(outcome.error))
}

function problemOf({ kind, code, message }: EndpointProblem): CheckoutProblem {
  if (kind === 'unreachable') return { kind: 'offline', message }
  if (code === 'checkout-not-set-up' || code === 'not-found') return { kind: 'not-set-up', message }
  return { kind: PASSING.has(code) ? 'unavailable' : 'refused', message }
}

const PASSING = new Set(['checkout-unavailable', 'internal', 'too-many-requests'])
