/** M70 to M79 at the endpoint: a payment by Stripe is asked for once, comes to an entry, and no fault doubles it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ASKED,
  answerIn,
  type CheckoutWorld,
  checkoutWorld,
  deliver,
  later,
  refusalIn,
  reportsIn,
  sellIn,
  sendCancel,
  sendRequest,
  sendStatus,
  stateOf,
} from '../testing/checkout-world.ts'
import { json, testEndpoint } from '../testing/test-endpoint.ts'
import { pairTill, registerTill } from '../testing/test-till.ts'

let world: CheckoutWorld
beforeEach(async () => {
  world = await checkoutWorld()
})
afterEach(() => world.close())

/** Asks for the payment and gives its session's id. */
async function begin(change: Partial<typeof ASKED> = {}): Promise<string> {
  const { session } = await answerIn(sendRequest(world, change))
  return session as string
}

const creates = () => world.stripe.requests.filter((request) => request === 'POST /v1/checkout/sessions')

describe('M70: a payment goes by its tender', () => {
  it('gives an address to pay at, and asked again the same one', async () => {
    const first = await answerIn(sendRequest(world))
    expect(first).toMatchObject({ status: 'pending', amountMinor: null, reference: '' })
    expect(first.url).toBe(`${world.stripe.url}/c/pay/${first.session}`)
    expect(first.expiresAt).toBe(world.endpoint.clock.now + 3_600_000)
    later(world, 5000)
    const again = await answerIn(sendRequest(world, { description: 'in another language' }))
    expect(again).toEqual(first)
    expect([creates().length, world.stripe.sessions.size]).toEqual([1, 1])
  })

  it('asks Stripe for the sum in the currency, and tells it whose payment it is and nothing of a person', async () => {
    const session = world.stripe.sessions.get(await begin())
    expect(session).toMatchObject({
      amount_total: 1250,
      currency: 'eur',
      client_reference_id: 'tender-1',
      success_url: 'https://barrow.test/paid.html',
      metadata: {
        barrow_location: 'location-1',
        barrow_tender: 'tender-1',
        barrow_sale: 'sale-1',
        barrow_amount_minor: '1250',
        barrow_currency: 'EUR',
      },
    })
  })

  it.each([{ amountMinor: 1251 }, { sale: 'sale-2' }])(
    'another payment under it is refused: %j',
    async (change) => {
      await begin()
      expect(await refusalIn(sendRequest(world, change))).toMatchObject({
        status: 409,
        code: 'checkout-differs',
      })
      expect(world.stripe.sessions.size).toBe(1)
    },
  )

  it('many tabs at once come to one session', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => answerIn(sendRequest(world))))
    expect(new Set(answers.map(({ session }) => session)).size).toBe(1)
    expect(world.stripe.sessions.size).toBe(1)
  })

  it('is one location’s alone, also under the same name', async () => {
    const mine = await begin()
    const other = await registerTill(world.endpoint, 'location-2', 'device-2')
    await sellIn(world.endpoint, other, 'EUR')
    const there = { ...world, till: other }
    expect(await answerIn(sendStatus(there))).toMatchObject({ status: 'unknown', session: null, url: null })
    await answerIn(sendCancel(there))
    const theirs = await answerIn(sendRequest(there))
    expect(theirs.session).not.toBe(mine)
    expect((await answerIn(sendStatus(world))).status).toBe('pending')
  })
})

describe('M71, M72: what may be asked for', () => {
  it('M71: is in the currency of the location', async () => {
    const refused = await refusalIn(sendRequest(world, { currency: 'USD' }))
    expect(refused).toMatchObject({ status: 422, code: 'checkout-refused' })
    expect(refused.message).toContain('sells in EUR, not in USD')
    expect(world.stripe.requests).toEqual([])
  })

  it('M71: nothing, while the endpoint does not know that currency', async () => {
    const till = await registerTill(world.endpoint, 'location-new', 'device-new')
    await sellIn(world.endpoint, till, 'EUR', 'location-1')
    const refused = await refusalIn(sendRequest({ ...world, till }))
    expect(refused).toMatchObject({ code: 'checkout-refused' })
    expect(refused.message).toContain('does not know the currency')
  })

  it.each([
    [0, /no less than €0\.50/],
    [49, /no less than €0\.50/],
    [1_000_000_000_000, /more than Stripe takes/],
  ])('M72: %i cents are refused by name before Stripe is asked', async (amountMinor, words) => {
    const refused = await refusalIn(sendRequest(world, { amountMinor }))
    expect(refused).toMatchObject({ status: 422, code: 'checkout-refused' })
    expect(refused.message).toMatch(words)
    expect(world.stripe.requests).toEqual([])
  })

  it.each([{ amountMinor: -1 }, { amountMinor: 1.5 }, { tender: '' }, { currency: 'eur' }])(
    'a request that is none is refused: %j',
    async (change) => {
      expect(await refusalIn(sendRequest(world, change))).toMatchObject({ status: 400, code: 'bad-request' })
    },
  )

  it.each([
    ['JPY', 500, 500],
    ['KWD', 5120, 5120],
    ['ISK', 5000, 500_000],
  ])('M72: %s is asked for and reported exactly', async (currency, amountMinor, amount) => {
    const there = await checkoutWorld({ currency })
    const { session } = await answerIn(sendRequest(there, { currency, amountMinor }))
    expect(there.stripe.sessions.get(session as string)?.amount_total).toBe(amount)
    there.stripe.pay(session as string)
    await deliver(there, ...there.stripe.takeEvents())
    expect(await stateOf(there)).toMatchObject({ status: 'paid', amountMinor })
    await there.close()
  })
})

describe('M73: what comes of it is an entry of the endpoint’s own journal', () => {
  it('paid: every device hears of it, and of the payment’s name at Stripe', async () => {
    const poked: number[] = []
    world.endpoint.storage.onFeed((_, lastV) => poked.push(lastV))
    world.stripe.pay(await begin())
    expect(await deliver(world, ...world.stripe.takeEvents())).toEqual([200])
    const [report, ...more] = await reportsIn(world)
    expect(more).toEqual([])
    expect(report).toMatchObject({
      device: 'endpoint-1',
      tender: 'tender-1',
      status: 'paid',
      amountMinor: 1250,
    })
    expect(report?.reference).toMatch(/^pi_/)
    expect(poked).toEqual([2])
    const other = await pairTill(world.endpoint, world.till, 'device-9')
    const pulled = await world.endpoint.send('/api/pull?cursor=0', { headers: other.authorization })
    expect(await pulled.text()).toContain('"kind":"payment-reported"')
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'paid', amountMinor: 1250, url: null })
  })

  it('delivered twice it is one entry', async () => {
    world.stripe.pay(await begin())
    const events = world.stripe.takeEvents()
    expect(await deliver(world, ...events, ...events)).toEqual([200, 200])
    await Promise.all(Array.from({ length: 5 }, () => deliver(world, ...events)))
    expect(await reportsIn(world)).toHaveLength(1)
  })

  it('a refund that arrives before its payment stands, and the payment behind it changes nothing', async () => {
    const session = await begin()
    world.stripe.pay(session)
    world.stripe.refund(session, 1250)
    const [paid, refunded] = world.stripe.takeEvents()
    if (!paid || !refunded) throw new Error('two were told')
    expect(await deliver(world, refunded, paid, refunded)).toEqual([200, 200, 200])
    expect((await reportsIn(world)).map(({ status }) => status)).toEqual(['refunded'])
    expect(await stateOf(world)).toMatchObject({ status: 'refunded', amountMinor: 1250 })
  })

  it('part after part that is given back is told, and never becomes less', async () => {
    const session = await begin()
    world.stripe.pay(session)
    world.stripe.refund(session, 250)
    world.stripe.refund(session, 1000)
    const [paid, part, whole] = world.stripe.takeEvents()
    if (!paid || !part || !whole) throw new Error('three were told')
    await deliver(world, paid, part, whole, part, paid)
    expect((await reportsIn(world)).map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
      ['paid', 1250],
      ['refunded', 250],
      ['refunded', 1250],
    ])
  })

  it('a debit is pending until the bank has said yes', async () => {
    const session = await begin()
    world.stripe.payLater(session)
    await deliver(world, ...world.stripe.takeEvents())
    expect(await reportsIn(world)).toEqual([])
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'pending', url: null })
    world.stripe.debited(session)
    await deliver(world, ...world.stripe.takeEvents())
    expect(await stateOf(world)).toMatchObject({ status: 'paid' })
  })

  it('a debit that bounces has failed, whether it is told or asked', async () => {
    const [told, asked] = [await begin(), await begin({ tender: 'tender-2' })]
    for (const session of [told, asked]) {
      world.stripe.payLater(session)
      world.stripe.bounced(session)
    }
    const [, bounced] = world.stripe.takeEvents()
    if (!bounced) throw new Error('it was told')
    await deliver(world, bounced)
    expect(await stateOf(world)).toMatchObject({ status: 'failed' })
    expect(await answerIn(sendStatus(world, 'tender-2'))).toMatchObject({ status: 'failed' })
  })

  it('a session that nobody paid has expired', async () => {
    const session = await begin()
    world.stripe.timeOut(session)
    await deliver(world, ...world.stripe.takeEvents())
    expect(await stateOf(world)).toMatchObject({ status: 'expired', amountMinor: 1250 })
    expect(await answerIn(sendRequest(world))).toMatchObject({ status: 'expired', url: null })
  })
})

describe('M75: a webhook that is lost strands no payment', () => {
  it('asking brings it, once', async () => {
    const session = await begin()
    world.stripe.pay(session)
    const lost = world.stripe.takeEvents()
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'paid', amountMinor: 1250, session })
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'paid' })
    await deliver(world, ...lost)
    expect(await reportsIn(world)).toHaveLength(1)
  })

  it('asked at the same moment as it is told, it is one entry', async () => {
    world.stripe.pay(await begin())
    const events = world.stripe.takeEvents()
    await Promise.all([
      ...Array.from({ length: 5 }, () => answerIn(sendStatus(world))),
      deliver(world, ...events),
      answerIn(sendRequest(world)),
    ])
    expect(await reportsIn(world)).toHaveLength(1)
  })

  it('asking tells a refund of which nothing else was heard', async () => {
    const session = await begin()
    world.stripe.pay(session)
    world.stripe.refund(session, 200)
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'refunded', amountMinor: 200 })
  })

  it('what Stripe cannot tell now is unknown, and can still be paid', async () => {
    const begun = await answerIn(sendRequest(world))
    world.stripe.faults.push('cut', 'cut')
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'unknown', url: begun.url })
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'pending' })
    expect(await answerIn(sendStatus(world, 'tender-never'))).toMatchObject({ status: 'unknown', url: null })
  })
})

describe('M76: a line that fails makes no second session', () => {
  it.each([
    ['lost', 'lost'],
    ['cut', 'lost'],
    ['lost', 'cut'],
    ['cut', 'cut'],
    ['fail', 'fail'],
    ['busy', 'busy'],
  ] as const)('%s and %s, then asked again', async (...faults) => {
    world.stripe.faults.push(...faults)
    const refused = await refusalIn(sendRequest(world))
    expect(refused).toMatchObject({ status: 502, code: 'checkout-unavailable' })
    expect(refused.message).toContain('Nothing was charged')
    later(world, 60_000)
    const answer = await answerIn(sendRequest(world))
    expect(answer.status).toBe('pending')
    expect([...world.stripe.sessions.keys()]).toEqual([answer.session])
  })

  it('a Stripe that is silent is given up in time', async () => {
    const there = await checkoutWorld({ timeoutMs: 200 })
    there.stripe.faults.push('hang', 'hang')
    expect(await refusalIn(sendRequest(there))).toMatchObject({ code: 'checkout-unavailable' })
    await there.close()
  })

  it('a first try that is lost is not even noticed', async () => {
    world.stripe.faults.push('lost')
    expect((await answerIn(sendRequest(world))).status).toBe('pending')
    expect(world.stripe.sessions.size).toBe(1)
  })

  it('asked again an hour later, it is named', async () => {
    world.stripe.faults.push('cut', 'cut')
    await refusalIn(sendRequest(world))
    later(world, 3_600_000)
    const refused = await refusalIn(sendRequest(world))
    expect(refused).toMatchObject({ code: 'checkout-refused' })
    expect(refused.message).toContain('too long ago')
  })
})

describe('M77: a payment that is called off', () => {
  it('can be paid no more, and the journal says so', async () => {
    const session = await begin()
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'expired', url: null })
    expect(world.stripe.sessions.get(session)?.status).toBe('expired')
    await deliver(world, ...world.stripe.takeEvents())
    expect((await reportsIn(world)).map(({ status }) => status)).toEqual(['expired'])
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'expired' })
    expect(await answerIn(sendRequest(world))).toMatchObject({ status: 'expired', url: null })
  })

  it('is paid where the customer was quicker', async () => {
    const session = await begin()
    world.stripe.pay(session)
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'paid', amountMinor: 1250 })
    expect(await stateOf(world)).toMatchObject({ status: 'paid' })
  })

  it('is pending while a bank has not answered', async () => {
    world.stripe.payLater(await begin())
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'pending' })
    expect(await reportsIn(world)).toEqual([])
  })

  it('is unknown while Stripe does not answer, and not called off', async () => {
    const session = await begin()
    world.stripe.faults.push('fail', 'fail')
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'unknown' })
    expect(world.stripe.sessions.get(session)?.status).toBe('open')
    expect(await reportsIn(world)).toEqual([])
  })

  it('whose address nobody was told is over without Stripe', async () => {
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'expired' })
    expect(await reportsIn(world)).toEqual([])
    world.stripe.faults.push('lost', 'lost')
    await refusalIn(sendRequest(world))
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'expired' })
    expect(await answerIn(sendRequest(world))).toMatchObject({ status: 'expired', url: null })
    expect((await reportsIn(world)).map(({ status }) => status)).toEqual(['expired'])
  })

  it('that is paid after all is paid: the money is there', async () => {
    world.stripe.faults.push('lost', 'lost')
    await refusalIn(sendRequest(world))
    expect(await answerIn(sendCancel(world))).toMatchObject({ status: 'expired' })
    const [session = ''] = world.stripe.sessions.keys()
    world.stripe.pay(session)
    await deliver(world, ...world.stripe.takeEvents())
    expect(await answerIn(sendStatus(world))).toMatchObject({ status: 'paid', amountMinor: 1250 })
  })
})

describe('M79: without keys', () => {
  it('every route says so by name, and the till can know before it asks', async () => {
    const endpoint = testEndpoint()
    const till = await registerTill(endpoint)
    const bare = { ...world, endpoint, till }
    const offer = await endpoint.send('/api/checkout', { headers: till.authorization })
    expect(await offer.json()).toEqual({ setUp: false, test: false })
    const webhook = endpoint.send('/api/stripe/webhook', json({}))
    for (const refused of [sendRequest(bare), sendStatus(bare), sendCancel(bare), webhook])
      expect(await refusalIn(refused)).toMatchObject({ status: 404, code: 'checkout-not-set-up' })
    await endpoint.close()
  })

  it('with keys, whether it is a rehearsal is told', async () => {
    const headers = world.till.authorization
    const offer = await world.endpoint.send('/api/checkout', { headers })
    expect(await offer.json()).toEqual({ setUp: true, test: true })
  })

  it('a key that Stripe refuses is named, and no part of it is shown or logged', async () => {
    const there = await checkoutWorld({ key: 'sk_test_wrongsecret' })
    const refused = await refusalIn(sendRequest(there))
    expect(refused).toMatchObject({ status: 422, code: 'checkout-refused' })
    expect(refused.message).toContain('STRIPE_SECRET_KEY')
    await answerIn(sendStatus(there))
    const seen = JSON.stringify([refused, there.endpoint.logged])
    expect(seen).not.toMatch(/sk_test|whsec|standin|wrongsecret/)
    await there.close()
  })
})
