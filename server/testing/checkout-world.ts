/** A till, its endpoint and a stand-in for Stripe, with the webhooks between them in the test's hand. */
import type { LocationId, Millis, TenderId } from '../../core/domain/ids.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import { type CheckoutAnswer, checkoutAnswerSchema } from '../../core/protocol/checkout.ts'
import { openStripe } from '../checkout/stripe.ts'
import { parseJson } from '../read-body.ts'
import { type StripeDelivery, TEST_KEY, TEST_WEBHOOK_SECRET } from './stripe-books.ts'
import { type StripeStandIn, startStripeStandIn } from './stripe-stand-in.ts'
import { json, type TestEndpoint, testEndpoint } from './test-endpoint.ts'
import { push, registerTill, saleDraft, sha256, type TestTill } from './test-till.ts'

export const ASKED = {
  tender: 'tender-1',
  sale: 'sale-1',
  amountMinor: 1250,
  currency: 'EUR',
  description: 'Three coffees',
}

export interface CheckoutWorld {
  readonly endpoint: TestEndpoint
  readonly stripe: StripeStandIn
  readonly till: TestTill
  close(): Promise<void>
}

export interface WorldOptions {
  readonly currency?: string
  readonly key?: string
  readonly timeoutMs?: number
}

/** A location that sells in a currency, and its till. */
export async function checkoutWorld({
  currency = 'EUR',
  ...options
}: WorldOptions = {}): Promise<CheckoutWorld> {
  // One clock for both: a test that turns the endpoint's turns Stripe's with it.
  const stripe: StripeStandIn = await startStripeStandIn({ now: () => endpoint.clock.now })
  const endpoint = testEndpoint({ openSetup: true, stripe: await openTestStripe(stripe, options) })
  const till = await registerTill(endpoint)
  await sellIn(endpoint, till, currency)
  const close = async () => {
    await endpoint.close()
    await stripe.close()
  }
  return { endpoint, stripe, till, close }
}

/** The endpoint's side of Stripe, pointed at the stand-in. */
export const openTestStripe = (
  stripe: Pick<StripeStandIn, 'url'>,
  { key = TEST_KEY, timeoutMs = 10_000 }: Pick<WorldOptions, 'key' | 'timeoutMs'> = {},
) =>
  openStripe({
    secretKey: key,
    webhookSecret: TEST_WEBHOOK_SECRET,
    apiBase: stripe.url,
    returnUrl: 'https://barrow.test/paid.html',
    timeoutMs,
  })

/** Says in the journal of a till what its location, or another one, sells in. */
export async function sellIn(
  endpoint: TestEndpoint,
  till: TestTill,
  currency: string,
  id: string = till.location,
): Promise<void> {
  const body = { patches: [{ record: 'location', id, fields: { currency } }] }
  const draft = { ...saleDraft('settings'), kind: 'settings', body } as unknown as Draft
  const { sealed } = sealEntry(draft, till, START_HEAD, sha256)
  const answer = await push(endpoint, till, [sealed.bytes])
  if (!answer.ok) throw new Error(await answer.text())
}

export const sendRequest = ({ endpoint, till }: CheckoutWorld, change: Partial<typeof ASKED> = {}) =>
  endpoint.send('/api/checkout', json({ ...ASKED, ...change }, till.authorization))

export const sendStatus = ({ endpoint, till }: CheckoutWorld, tender = ASKED.tender) =>
  endpoint.send(`/api/checkout/${tender}`, { headers: till.authorization })

export const sendCancel = ({ endpoint, till }: CheckoutWorld, tender = ASKED.tender) =>
  endpoint.send(`/api/checkout/${tender}/cancel`, { method: 'POST', headers: till.authorization })

/** The answer by its schema; throws on a refusal. */
export async function answerIn(response: Response | Promise<Response>): Promise<CheckoutAnswer> {
  const parsed = parseJson(await (await response).text(), checkoutAnswerSchema)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** A refusal's status and code. */
export async function refusalIn(response: Response | Promise<Response>) {
  const refused = await response
  const { code, message } = (await refused.json()) as { code?: string; message?: string }
  return { status: refused.status, code, message }
}

/** Delivers events as Stripe does, and gives the statuses. */
export async function deliver({ endpoint }: CheckoutWorld, ...events: readonly StripeDelivery[]) {
  const statuses: number[] = []
  for (const { body, signature } of events) {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
    const answer = await endpoint.send('/api/stripe/webhook', { method: 'POST', headers, body })
    statuses.push(answer.status)
  }
  return statuses
}

/** The entries about payments in the feed, as status and amount. */
export async function reportsIn({ endpoint, till }: CheckoutWorld, location: LocationId = till.location) {
  const page = await endpoint.storage.readSince({ location, after: 0, limit: 1000, except: null })
  return page.entries.flatMap(({ device, raw }) => {
    const entry = JSON.parse(Buffer.from(raw).toString('utf8'))
    if (entry.kind !== 'payment-reported') return []
    const { tender, status, amountMinor, reference } = entry.body
    return [{ device, tender, status, amountMinor, reference }]
  })
}

/** What the folded journal says of the tender. */
export async function stateOf({ endpoint, till }: CheckoutWorld, tender = ASKED.tender) {
  const { state } = await endpoint.views.read(till.location)
  return state.payments.get(tender as TenderId)
}

export const later = (world: CheckoutWorld, ms: number): void => {
  world.endpoint.clock.now = (world.endpoint.clock.now + ms) as Millis
}
