/**
 * What a stand-in for Stripe keeps: sessions, payments, charges, answers by idempotency key, events that are signed.
 * Its objects have Stripe's own shapes (`fixtures/stripe-shapes.json`).
 */
import { readFileSync } from 'node:fs'
import { Stripe } from 'stripe'
import { assert } from '../../core/assert.ts'

const SHAPES = JSON.parse(
  readFileSync(new URL('./fixtures/stripe-shapes.json', import.meta.url), 'utf8'),
) as Record<'checkout.session' | 'payment_intent' | 'charge', Record<string, unknown>>

export const TEST_KEY = 'sk_test_standin'
export const TEST_WEBHOOK_SECRET = 'whsec_standin'

export interface Session extends Record<string, unknown> {
  readonly id: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  payment_intent: string | null
  url: string | null
  readonly amount_total: number
  readonly currency: string
  readonly created: number
  readonly metadata: Record<string, string>
}

interface Intent extends Record<string, unknown> {
  readonly id: string
  status: string
  latest_charge: string | null
  readonly metadata: Record<string, string>
}

interface Charge extends Record<string, unknown> {
  readonly id: string
  readonly amount: number
  amount_refunded: number
  refunded: boolean
}

/** An event as it is delivered. */
export interface StripeDelivery {
  readonly type: string
  readonly body: string
  readonly signature: string
}

export interface Answer {
  readonly status: number
  readonly body: object
}

/** What a request asks for, and the state that it meets. */
export interface Asked {
  readonly method: string
  readonly url: URL
  readonly params: URLSearchParams
  readonly key: string | null
  readonly body: string
}

export const problem = (type: string, message: string, more: object = {}) => ({
  error: { type, message, ...more },
})

function refused(message: string, more: object = {}): Answer {
  return { status: 400, body: problem('invalid_request_error', message, more) }
}

/** The state, the API on it, and what customers and banks do to it. */
export function createBooks(nowSeconds: () => number, baseUrl: () => string) {
  const books: Books = {
    sessions: new Map(),
    intents: new Map(),
    charges: new Map(),
    answers: new Map(),
    events: [],
    nowSeconds,
    baseUrl,
    nextId: idsFrom(1),
  }
  return {
    sessions: books.sessions,
    answer: (asked: Asked) => once(books, asked, () => route(books, asked)),
    deeds: deedsOn(books),
  }
}

interface Books {
  readonly sessions: Map<string, Session>
  readonly intents: Map<string, Intent>
  readonly charges: Map<string, Charge>
  readonly answers: Map<string, { readonly body: string; readonly answer: Answer }>
  readonly events: StripeDelivery[]
  readonly nowSeconds: () => number
  readonly baseUrl: () => string
  readonly nextId: (prefix: string) => string
}

function idsFrom(first: number): (prefix: string) => string {
  let number = first
  return (prefix) => `${prefix}_${String(number++).padStart(24, '0')}`
}

/** An idempotency key gives its first answer again, and is refused with other parameters. */
function once({ answers }: Books, { key, body }: Asked, work: () => Answer): Answer {
  const known = key === null ? undefined : answers.get(key)
  if (known && known.body === body) return known.answer
  if (known) {
    const words = 'Keys for idempotent requests can only be used with the same parameters.'
    return { status: 400, body: problem('idempotency_error', words) }
  }
  const answer = work()
  // What fails its check was never begun: Stripe does not remember it.
  if (key !== null && answer.status !== 400) answers.set(key, { body, answer: structuredClone(answer) })
  return answer
}

function route(books: Books, asked: Asked): Answer {
  const [, id, deed] = /^\/v1\/checkout\/sessions(?:\/(\w+))?(?:\/(\w+))?$/.exec(asked.url.pathname) ?? []
  if (id === undefined) return asked.method === 'POST' ? create(books, asked) : list(books, asked)
  const session = books.sessions.get(id)
  if (!session) return { status: 404, body: problem('invalid_request_error', `No such session: ${id}`) }
  if (deed === 'expire' && session.status !== 'open')
    return refused('Only Checkout Sessions with a status in ["open"] can be expired.')
  if (deed === 'expire') end(books, session)
  return { status: 200, body: expanded(books, session, asked) }
}

const MINUTE = 60

function create(books: Books, { params }: Asked): Answer {
  const amount = Number(params.get('line_items[0][price_data][unit_amount]'))
  const currency = params.get('line_items[0][price_data][currency]') ?? ''
  const now = books.nowSeconds()
  const expiresAt = Number(params.get('expires_at') ?? now + 1440 * MINUTE)
  if (params.get('mode') !== 'payment' || !params.has('success_url') || !/^[a-z]{3}$/.test(currency))
    return refused('Missing required param.')
  if (!params.get('line_items[0][price_data][product_data][name]'))
    return refused('Missing required param: name.', {
      param: 'line_items[0][price_data][product_data][name]',
    })
  if (expiresAt < now + 30 * MINUTE || expiresAt > now + 1440 * MINUTE)
    return refused('expires_at must be 30 minutes to 24 hours away.', { param: 'expires_at' })
  if (!Number.isInteger(amount) || amount < 50)
    return refused('The total must convert to at least 50 cents.', { code: 'amount_too_small' })
  const id = books.nextId('cs_test')
  const session: Session = {
    ...SHAPES['checkout.session'],
    id,
    amount_subtotal: amount,
    amount_total: amount,
    currency,
    client_reference_id: params.get('client_reference_id'),
    created: now,
    expires_at: expiresAt,
    metadata: metadataIn(params, 'metadata'),
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    success_url: params.get('success_url'),
    url: `${books.baseUrl()}/c/pay/${id}`,
    intent_metadata: metadataIn(params, 'payment_intent_data[metadata]'),
    product: params.get('line_items[0][price_data][product_data][name]'),
  }
  books.sessions.set(id, session)
  return { status: 200, body: shown(session) }
}

function metadataIn(params: URLSearchParams, name: string): Record<string, string> {
  const own = [...params].filter(([key]) => key.startsWith(`${name}[`))
  return Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1, -1), value]))
}

/** A session without what only the stand-in knows of it. */
function shown({ intent_metadata: _, product: __, ...session }: Session): object {
  return session
}

function list({ sessions }: Books, { params }: Asked): Answer {
  const from = Number(params.get('created[gte]') ?? 0)
  const all = [...sessions.values()].filter(({ created }) => created >= from).reverse()
  const after = all.findIndex(({ id }) => id === params.get('starting_after')) + 1
  const end = after + Number(params.get('limit') ?? 10)
  const body = { object: 'list', url: '/v1/checkout/sessions', has_more: all.length > end }
  return { status: 200, body: { ...body, data: all.slice(after, end).map(shown) } }
}

function expanded({ intents, charges }: Books, session: Session, { params }: Asked): object {
  const isWanted = [...params].some(([key, value]) => /^expand/.test(key) && /^payment_intent/.test(value))
  const intent = intents.get(session.payment_intent ?? '')
  if (!isWanted || !intent) return shown(session)
  const charge = charges.get(intent.latest_charge ?? '') ?? null
  return { ...shown(session), payment_intent: { ...intent, latest_charge: charge } }
}

function end(books: Books, session: Session): void {
  Object.assign(session, { status: 'expired', url: null })
  tell(books, 'checkout.session.expired', shown(session))
}

function tell({ events, nextId, nowSeconds }: Books, type: string, object: object): void {
  const created = nowSeconds()
  const event = { id: nextId('evt'), object: 'event', created, type, livemode: false, data: { object } }
  const body = JSON.stringify({ ...event, api_version: '2026-10-28.endive', pending_webhooks: 1 })
  events.push({ type, body, signature: signatureOf(body, created) })
}

/** Stripe's signature over a body, of a moment in seconds. */
export function signatureOf(payload: string, timestamp: number, secret = TEST_WEBHOOK_SECRET): string {
  return new Stripe(TEST_KEY).webhooks.generateTestHeaderString({ payload, secret, timestamp })
}

/** What a customer, a bank or the business does. Each deed leaves its event to be delivered. */
function deedsOn(books: Books) {
  const open = (id: string) => {
    const session = books.sessions.get(id)
    assert(session?.status === 'open', `${id} can be paid`)
    return session
  }
  const intentOf = (id: string) => books.intents.get(books.sessions.get(id)?.payment_intent ?? '')
  return {
    /** Gives the events since the last call: what of them is delivered, how often and when is the test's. */
    takeEvents: (): readonly StripeDelivery[] => books.events.splice(0),
    pay(id: string): void {
      const session = open(id)
      complete(books, session)
      charge(books, session)
      tell(books, 'checkout.session.completed', shown(session))
    },
    /** A bank debit: the customer is done, the money comes or fails to come later. */
    payLater(id: string): void {
      const session = open(id)
      complete(books, session)
      tell(books, 'checkout.session.completed', shown(session))
    },
    debited(id: string): void {
      const session = books.sessions.get(id) as Session
      charge(books, session)
      tell(books, 'checkout.session.async_payment_succeeded', shown(session))
    },
    bounced(id: string): void {
      Object.assign(intentOf(id) ?? {}, { status: 'requires_payment_method' })
      tell(books, 'checkout.session.async_payment_failed', shown(books.sessions.get(id) as Session))
    },
    timeOut: (id: string): void => end(books, open(id)),
    /** The business gives money back, in Stripe's units, in its own books. */
    refund(id: string, amount: number): void {
      const paid = books.charges.get(intentOf(id)?.latest_charge ?? '')
      assert(paid, `${id} was paid`)
      paid.amount_refunded += amount
      paid.refunded = paid.amount_refunded === paid.amount
      tell(books, 'charge.refunded', paid)
    },
  }
}

function complete({ intents, nextId }: Books, session: Session): void {
  const { amount_total: amount, currency } = session
  const id = nextId('pi')
  const metadata = session.intent_metadata as Record<string, string>
  const made = { id, amount, currency, metadata, status: 'processing', latest_charge: null }
  intents.set(id, { ...SHAPES.payment_intent, ...made })
  Object.assign(session, { status: 'complete', url: null, payment_intent: id })
}

function charge({ intents, charges, nextId }: Books, session: Session): void {
  const intent = intents.get(session.payment_intent ?? '')
  assert(intent, 'a charge is of a payment')
  const { amount_total: amount, currency } = session
  const id = nextId('ch')
  const { metadata } = intent
  const made = { id, amount, currency, metadata, amount_refunded: 0, refunded: false }
  charges.set(id, { ...SHAPES.charge, ...made, payment_intent: intent.id })
  Object.assign(intent, { status: 'succeeded', latest_charge: id, amount_received: amount })
  session.payment_status = 'paid'
}
