/** M74: only what Stripe has signed lately is believed; M78: what an endpoint has forgotten comes back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ASKED,
  answerIn,
  type CheckoutWorld,
  checkoutWorld,
  deliver,
  later,
  openTestStripe,
  refusalIn,
  reportsIn,
  sellIn,
  sendCancel,
  sendRequest,
  sendStatus,
  stateOf,
} from '../testing/checkout-world.ts'
import { type StripeDelivery, signatureOf } from '../testing/stripe-books.ts'
import { testEndpoint } from '../testing/test-endpoint.ts'
import { registerTill } from '../testing/test-till.ts'

let world: CheckoutWorld
beforeEach(async () => {
  world = await checkoutWorld()
})
afterEach(() => world.close())

/** A payment that was made, and what Stripe has to tell of it. */
async function paid(): Promise<StripeDelivery> {
  const { session } = await answerIn(sendRequest(world))
  world.stripe.pay(session as string)
  const [told] = world.stripe.takeEvents()
  if (!told) throw new Error('it was told')
  return told
}

const seconds = () => Math.floor(world.endpoint.clock.now / 1000)

describe('M74: a webhook that is not Stripe’s, or is old, is refused and nothing is written', () => {
  const forgeries: Readonly<Record<string, (told: StripeDelivery) => StripeDelivery>> = {
    'no signature': (told) => ({ ...told, signature: '' }),
    'a signature that is none': (told) => ({ ...told, signature: 't=1,v1=00' }),
    'another secret': (told) => ({ ...told, signature: signatureOf(told.body, seconds(), 'whsec_other') }),
    'one changed byte': (told) => ({ ...told, body: told.body.replace('1250', '1251') }),
    'the signature of another body': (told) => ({ ...told, signature: signatureOf('{}', seconds()) }),
    'older than five minutes': (told) => ({ ...told, signature: signatureOf(told.body, seconds() - 301) }),
    'no JSON': (told) => ({ ...told, body: '{', signature: signatureOf('{', seconds()) }),
  }
  it.each(Object.keys(forgeries))('%s', async (name) => {
    const told = await paid()
    const forged = forgeries[name]?.(told) ?? told
    expect(await deliver(world, forged)).toEqual([400])
    expect(await reportsIn(world)).toEqual([])
    expect(await deliver(world, told)).toEqual([200])
    expect(await reportsIn(world)).toHaveLength(1)
  })

  it('late, but signed anew as Stripe does when it tries again, it is taken', async () => {
    const told = await paid()
    later(world, 2 * 86_400_000)
    expect(await deliver(world, told)).toEqual([400])
    expect(await deliver(world, { ...told, signature: signatureOf(told.body, seconds()) })).toEqual([200])
    expect(await stateOf(world)).toMatchObject({ status: 'paid' })
  })

  it('a body beyond all events is refused before it is read', async () => {
    const body = ' '.repeat(300_000)
    expect(await deliver(world, { type: '', body, signature: signatureOf(body, seconds()) })).toEqual([413])
  })
})

describe('M74: a webhook that is Stripe’s and says nothing of ours is taken and passed over', () => {
  const event = (type: string, object: object): StripeDelivery => {
    const body = JSON.stringify({ id: 'evt_x', object: 'event', type, data: { object } })
    return { type, body, signature: signatureOf(body, seconds()) }
  }
  const session = (metadata: object) => ({
    id: 'cs_x',
    status: 'complete',
    payment_status: 'paid',
    amount_total: 1,
    currency: 'eur',
    expires_at: 1,
    metadata,
    payment_intent: 'pi_x',
  })
  const ours = {
    barrow_location: 'location-1',
    barrow_tender: 'tender-1',
    barrow_sale: 'sale-1',
    barrow_amount_minor: '1250',
    barrow_currency: 'EUR',
  }

  it.each([
    ['an event nobody knows', 'invoice.paid', { id: 'in_1' }],
    ['somebody else’s session', 'checkout.session.completed', session({ order: '17' })],
    ['a session without metadata', 'checkout.session.completed', { ...session({}), metadata: null }],
    ['another location’s', 'checkout.session.completed', session({ ...ours, barrow_location: 'elsewhere' })],
    ['figures that are none', 'checkout.session.completed', session({ ...ours, barrow_amount_minor: '1e3' })],
    ['a session that is none', 'checkout.session.completed', { id: 'cs_x', metadata: ours }],
    ['a refund of somebody else’s', 'charge.refunded', { id: 'ch_1', amount: 1, metadata: {} }],
  ])('%s', async (_, type, object) => {
    expect(await deliver(world, event(type, object))).toEqual([200])
    expect(await reportsIn(world)).toEqual([])
  })
})

describe('M78: an endpoint that has forgotten', () => {
  /** The same location on an endpoint that was restored from before the payment. */
  async function restored(): Promise<CheckoutWorld> {
    const endpoint = testEndpoint({ openSetup: true, stripe: await openTestStripe(world.stripe) })
    endpoint.clock.now = world.endpoint.clock.now
    const till = await registerTill(endpoint)
    await sellIn(endpoint, till, 'EUR')
    await endpoint.storage.beginEpoch(2)
    return { ...world, endpoint, till }
  }

  it('hears by the webhook whose payment it was', async () => {
    const told = await paid()
    const there = await restored()
    expect(await deliver(there, told)).toEqual([200])
    expect(await reportsIn(there)).toMatchObject([
      { device: 'endpoint-2', tender: 'tender-1', status: 'paid' },
    ])
    await there.endpoint.close()
  })

  it('finds the session at Stripe when it is asked', async () => {
    const { session } = await answerIn(sendRequest(world))
    for (let index = 0; index < 120; index++) {
      world.endpoint.clock.monotonic += 1000
      await answerIn(sendRequest(world, { tender: `more-${index}` }))
    }
    const there = await restored()
    expect(await answerIn(sendStatus(there))).toMatchObject({ status: 'pending', session })
    world.stripe.pay(session as string)
    expect(await answerIn(sendStatus(there))).toMatchObject({ status: 'paid' })
    await there.endpoint.close()
  })

  it('makes no second session, though it asks at another time', async () => {
    const begun = await answerIn(sendRequest(world))
    const there = await restored()
    later(there, 90_000)
    world.endpoint.clock.now = there.endpoint.clock.now
    expect(await answerIn(sendRequest(there))).toMatchObject({ status: 'pending', session: begun.session })
    expect(world.stripe.sessions.size).toBe(1)
    await there.endpoint.close()
  })

  it('refuses another amount under it all the same', async () => {
    await answerIn(sendRequest(world))
    const there = await restored()
    const refused = await refusalIn(sendRequest(there, { amountMinor: 999 }))
    expect(refused).toMatchObject({ status: 409, code: 'checkout-differs' })
    await there.endpoint.close()
  })

  it('ends the session when it is called off, and says that it does not know while Stripe is away', async () => {
    const { session } = await answerIn(sendRequest(world))
    const there = await restored()
    world.stripe.faults.push('cut', 'cut')
    expect(await answerIn(sendCancel(there))).toMatchObject({ status: 'unknown' })
    expect(world.stripe.sessions.get(session as string)?.status).toBe('open')
    expect(await answerIn(sendCancel(there))).toMatchObject({ status: 'expired' })
    expect(world.stripe.sessions.get(session as string)?.status).toBe('expired')
    await there.endpoint.close()
  })

  it('without a restore nobody looks through Stripe’s books', async () => {
    await answerIn(sendStatus(world, `${ASKED.tender}-never`))
    expect(world.stripe.requests).toEqual([])
  })
})
