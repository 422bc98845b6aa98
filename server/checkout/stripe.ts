/**
 * Stripe, by its own library: makes, reads and ends Checkout sessions, and checks the signatures of webhooks. Card
 * data never come by here: the customer types them at Stripe. The library is loaded only where a key is set.
 */
import { hash } from 'node:crypto'
import type { Stripe } from 'stripe'
import type { LocationId, Millis, TenderId } from '../../core/domain/ids.ts'
import type { Failure } from '../../core/protocol/failure.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { failure } from '../refusal.ts'
import type { CheckoutRecord } from '../storage/storage.ts'
import { metadataOf, type ReadSession, readSession } from './stripe-session.ts'

export interface StripeSettings {
  readonly secretKey: string
  readonly webhookSecret: string
  /** Where the API is, for a stand-in; null: Stripe's own. */
  readonly apiBase: string | null
  /** Where the customer's browser goes once it has paid. */
  readonly returnUrl: string
  /** How long one request may take. */
  readonly timeoutMs?: number
}

/** A session to be made: `amount` in Stripe's own units. */
export interface WantedSession extends Omit<CheckoutRecord, 'session'> {
  readonly location: LocationId
  readonly amount: number
}

export interface StripeEvent {
  readonly type: string
  readonly object: unknown
}

export interface StripeCheckout {
  /** Whether the key is one for rehearsals. */
  readonly test: boolean
  /** Makes the tender's session. Asked again for the same, Stripe gives the same one. */
  create(wanted: WantedSession): Promise<Result<ReadSession, Failure>>
  read(session: string): Promise<Result<ReadSession, Failure>>
  /** Ends a session; one that can no longer be ended is read. */
  expire(session: string): Promise<Result<ReadSession, Failure>>
  /** Looks for a tender's session among the latest: for an endpoint that has forgotten it. */
  find(place: {
    readonly location: LocationId
    readonly tender: TenderId
    readonly at: Millis
  }): Promise<Result<ReadSession | null, Failure>>
  /** A webhook's event; null unless Stripe has signed these bytes lately. */
  readEvent(body: Uint8Array, signature: string, at: Millis): StripeEvent | null
}

/** A customer pays within the hour, or asks anew. Stripe takes half an hour to a day. */
const OPEN_SECONDS = 3600

/** No session lives longer than a day, and nobody looks through more of them. */
const SEARCH_SECONDS = 25 * 3600
const SEARCH_SESSIONS = 2000

/** Both tries of a request fit into the time that a till waits. */
const TIMEOUT_MS = 10_000
const RETRIES = 1

const WEBHOOK_TOLERANCE_SECONDS = 300

/** Whether a payment in a rehearsal: by the form of the key. */
const isTestKey = (key: string) => /^[a-z]+_test_/.test(key)

/** Loads the library and gives what the endpoint does with it. No request is made. */
export async function openStripe(settings: StripeSettings): Promise<StripeCheckout> {
  const { Stripe } = await import('stripe')
  const stripe = new Stripe(settings.secretKey, {
    timeout: settings.timeoutMs ?? TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...addressOf(settings.apiBase),
  })
  const { sessions } = stripe.checkout
  const read = (session: string) => asked(() => sessions.retrieve(session, { expand: [...EXPANDED] }))
  return {
    test: isTestKey(settings.secretKey),
    create: (wanted) =>
      asked(() => sessions.create(paramsOf(wanted, settings), { idempotencyKey: keyOf(wanted) })),
    read,
    async expire(session) {
      const ended = await asked(() => sessions.expire(session, { expand: [...EXPANDED] }))
      return ended.ok || ended.error.code === 'checkout-unavailable' ? ended : read(session)
    },
    find: (place) => find(stripe, place),
    readEvent: (body, signature, at) => readEvent(stripe, settings, { body, signature, at }),
  }
}

/** By these a reading tells a refund, and a debit that failed. */
const EXPANDED = ['payment_intent.latest_charge'] as const

function addressOf(apiBase: string | null): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (apiBase === null) return {}
  const { hostname, port, protocol } = new URL(apiBase)
  const isPlain = protocol === 'http:'
  return { host: hostname, port: port || (isPlain ? 80 : 443), protocol: isPlain ? 'http' : 'https' }
}

/** Of location and tender, so that no location meets another one's payment under a tender's name. */
const keyOf = ({ location, tender }: Pick<WantedSession, 'location' | 'tender'>) =>
  hash('sha256', JSON.stringify([location, tender]), 'hex')

/** The same for the same payment, whenever it is asked for: Stripe refuses a key with other parameters. */
function paramsOf(wanted: WantedSession, settings: StripeSettings): Stripe.Checkout.SessionCreateParams {
  const { tender, amount, currency, description, askedAt } = wanted
  const metadata = metadataOf(wanted)
  const product = { name: description }
  const price = { currency: currency.toLowerCase(), unit_amount: amount, product_data: product }
  return {
    mode: 'payment',
    client_reference_id: tender,
    line_items: [{ quantity: 1, price_data: price }],
    metadata,
    // A refund is told of the charge, which has its payment's metadata.
    payment_intent_data: { metadata, description },
    // What is paid is what was asked, in the same currency.
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(askedAt / 1000) + OPEN_SECONDS,
    success_url: settings.returnUrl,
  }
}

async function asked(request: () => Promise<unknown>): Promise<Result<ReadSession, Failure>> {
  try {
    const session = readSession(await request())
    return session ? ok(session) : err(NOT_OURS)
  } catch (error) {
    return err(failureOf(error))
  }
}

async function find(
  stripe: Stripe,
  { location, tender, at }: Parameters<StripeCheckout['find']>[0],
): Promise<Result<ReadSession | null, Failure>> {
  const created = { gte: Math.floor(at / 1000) - SEARCH_SECONDS }
  let seen = 0
  try {
    for await (const listed of stripe.checkout.sessions.list({ created, limit: 100 })) {
      const session = readSession(listed)
      if (session?.owner.location === location && session.owner.tender === tender) return ok(session)
      seen += 1
      if (seen >= SEARCH_SESSIONS) break
    }
    return ok(null)
  } catch (error) {
    return err(failureOf(error))
  }
}

interface SignedBody {
  readonly body: Uint8Array
  readonly signature: string
  readonly at: Millis
}

function readEvent(
  stripe: Stripe,
  { webhookSecret }: StripeSettings,
  signed: SignedBody,
): StripeEvent | null {
  const { body, signature, at } = signed
  try {
    const tolerance = WEBHOOK_TOLERANCE_SECONDS
    const event = stripe.webhooks.constructEvent(body, signature, webhookSecret, tolerance, undefined, at)
    return { type: event.type, object: event.data.object }
  } catch {
    return null
  }
}

/** What a till is told. Of Stripe's own words only those about the payment: others may show a part of the key. */
function failureOf(error: unknown): Failure {
  const { type, param, message } = error as Partial<Stripe.errors.StripeError>
  if (type === 'StripeIdempotencyError') return DIFFERS
  if (type === 'StripeAuthenticationError' || type === 'StripePermissionError') return KEY_REFUSED
  if (type === 'StripeInvalidRequestError' && param === 'expires_at') return TOO_LATE
  if (type === 'StripeInvalidRequestError' || type === 'StripeCardError')
    return failure('checkout-refused', `Stripe did not take the payment: ${message}`.slice(0, 500))
  if (type?.startsWith('Stripe')) return UNAVAILABLE
  throw error
}

/** Another payment stands under this tender. */
export const DIFFERS = failure(
  'checkout-differs',
  'Another payment was asked for under the same name. Ask for a new one.',
)
const UNAVAILABLE = failure(
  'checkout-unavailable',
  'Stripe does not answer now. Nothing was charged by this. Try again, or take the payment in another way.',
)
const KEY_REFUSED = failure(
  'checkout-refused',
  'Stripe refuses the key of this endpoint. Whoever runs it must look at STRIPE_SECRET_KEY. Take the payment in another way.',
)
const TOO_LATE = failure(
  'checkout-refused',
  'This payment was asked for too long ago, or the clock of the endpoint is wrong. Ask for a new one.',
)
const NOT_OURS = failure(
  'checkout-refused',
  'Stripe’s answer could not be read. Nothing was charged by this. Take the payment in another way.',
)
