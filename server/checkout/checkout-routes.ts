/** The routes of payments by Stripe Checkout. */
import type { Context } from 'hono'
import * as v from 'valibot'
import type { LocationId, TenderId } from '../../core/domain/ids.ts'
import { idSchema } from '../../core/journal/schema.ts'
import { type CheckoutAnswer, checkoutRequestSchema } from '../../core/protocol/checkout.ts'
import type { Failure } from '../../core/protocol/failure.ts'
import { err, type Result } from '../../core/result.ts'
import type { AppEnv } from '../app-env.ts'
import { readJson } from '../read-body.ts'
import { answerWith, failure } from '../refusal.ts'
import type { AddRoute } from '../route-adder.ts'
import {
  type CheckoutDeps,
  cancelCheckout,
  checkoutOffer,
  checkoutStatus,
  type OpenDeps,
  openDeps,
  requestCheckout,
} from './checkout.ts'
import { receiveWebhook } from './webhook.ts'

export function addCheckoutRoutes(add: AddRoute, deps: CheckoutDeps): void {
  const open = openDeps(deps)
  add('GET', '/api/checkout', (context) => context.json(checkoutOffer(deps)))
  add('POST', '/api/checkout', async (context) => {
    if (!open.ok) return answerWith(open)
    const request = await readJson(context.req.raw, checkoutRequestSchema)
    if (!request.ok) return answerWith(request)
    return answerWith(await requestCheckout(open.value, context.get('device').location, request.value))
  })
  add('GET', '/api/checkout/:tender', (context) => answerAbout(open, context, checkoutStatus))
  add('POST', '/api/checkout/:tender/cancel', (context) => answerAbout(open, context, cancelCheckout))
  add('POST', '/api/stripe/webhook', async (context) =>
    answerWith(open.ok ? await receiveWebhook(open.value, context.req.raw) : open),
  )
}

type Deed = (
  deps: OpenDeps,
  location: LocationId,
  tender: TenderId,
) => Promise<Result<CheckoutAnswer, Failure>>

async function answerAbout(
  open: Result<OpenDeps, Failure>,
  context: Context<AppEnv>,
  deed: Deed,
): Promise<Response> {
  const tender = v.safeParse(idSchema<TenderId>(), context.req.param('tender'))
  if (!open.ok) return answerWith(open)
  if (!tender.success) return answerWith(err(NO_TENDER))
  return answerWith(await deed(open.value, context.get('device').location, tender.output))
}

const NO_TENDER = failure('bad-request', 'tender: expected an id of 1 to 100 characters')
