/**
 * What Stripe tells by itself. The route is public, the signature is what proves the sender (rule M74). A delivery
 * may come twice, late, or in another order than it was sent: the journal takes each step of a payment once.
 */
import type { Failure } from '../../core/protocol/failure.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { readBody } from '../read-body.ts'
import { failure } from '../refusal.ts'
import type { OpenDeps } from './checkout.ts'
import { reportPayment } from './report-payment.ts'
import { readWebhook } from './stripe-session.ts'

/** Stripe's events are a few kilobytes. */
const MAX_WEBHOOK_BYTES = 256 * 1024

/** Takes a delivery in. What is refused, or throws, Stripe delivers again, for three days. */
export async function receiveWebhook(deps: OpenDeps, request: Request): Promise<Result<object, Failure>> {
  const body = await readBody(request, MAX_WEBHOOK_BYTES)
  if (!body.ok) return body
  const signature = request.headers.get('stripe-signature') ?? ''
  const event = deps.stripe.readEvent(body.value, signature, deps.now())
  if (!event) return err(UNSIGNED)
  const told = readWebhook(event)
  const isOurs = told !== null && (await deps.storage.findLocation(told.location)) !== null
  if (isOurs) await reportPayment(deps, told.location, told.report)
  return ok({ received: true })
}

const UNSIGNED = failure(
  'bad-request',
  'This is not signed by Stripe for this endpoint, or is older than five minutes. Check STRIPE_WEBHOOK_SECRET and the clock.',
)
