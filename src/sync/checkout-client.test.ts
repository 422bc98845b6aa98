/** M70 to M79 from the till: the real endpoint and a stand-in for Stripe, each failure by its name. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SaleId, TenderId } from '../../core/domain/ids.ts'
import type { Minor } from '../../core/domain/money.ts'
import { ASKED, type CheckoutWorld, checkoutWorld } from '../../server/testing/checkout-world.ts'
import { cancelCheckout, checkoutOffer, checkoutStatus, requestCheckout } from './checkout-client.ts'
import { createEndpointClient, type EndpointClient } from './endpoint-client.ts'

const TENDER = ASKED.tender as TenderId
const ASKING = {
  ...ASKED,
  tender: TENDER,
  sale: ASKED.sale as SaleId,
  amountMinor: ASKED.amountMinor as Minor,
}

let world: CheckoutWorld
let client: EndpointClient
beforeEach(async () => {
  world = await checkoutWorld()
  client = clientOf((path, init) => world.endpoint.send(path, init))
})
afterEach(() => world.close())

function clientOf(send: (path: string, init?: RequestInit) => Promise<Response>): EndpointClient {
  const fetch = ((path: string, init?: RequestInit) => send(path, init)) as typeof globalThis.fetch
  return createEndpointClient({ fetch, token: () => world.till.token, timeoutMs: 5000 })
}

const refusing = (status: number, code: string) =>
  clientOf(async () => Response.json({ code, message: 'words' }, { status }))

it('M70: asks, follows and learns that it is paid', async () => {
  expect(await checkoutOffer(client)).toEqual({ ok: true, value: { setUp: true, test: true } })
  const begun = await requestCheckout(client, ASKING)
  const { session } = begun.ok ? begun.value : { session: null }
  expect(begun).toMatchObject({ ok: true, value: { status: 'pending' } })
  expect(await checkoutStatus(client, TENDER)).toMatchObject({ value: { status: 'pending', session } })
  world.stripe.pay(session ?? '')
  expect(await cancelCheckout(client, TENDER)).toMatchObject({ value: { status: 'paid', amountMinor: 1250 } })
})

it('M77: calls off', async () => {
  await requestCheckout(client, ASKING)
  expect(await cancelCheckout(client, TENDER)).toMatchObject({ ok: true, value: { status: 'expired' } })
})

it('M72: a refusal brings its words', async () => {
  const refused = await requestCheckout(client, { ...ASKING, amountMinor: 10 as Minor })
  expect(refused).toMatchObject({ ok: false, error: { kind: 'refused' } })
  expect(refused.ok || refused.error.message).toContain('no less than €0.50')
})

it('M76: a Stripe that does not answer is named, and asked again it is the same payment', async () => {
  world.stripe.faults.push('lost', 'lost')
  expect(await requestCheckout(client, ASKING)).toMatchObject({ error: { kind: 'unavailable' } })
  expect(await requestCheckout(client, ASKING)).toMatchObject({ ok: true })
  expect(world.stripe.sessions.size).toBe(1)
})

it.each([
  [404, 'checkout-not-set-up', 'not-set-up'],
  [409, 'checkout-differs', 'refused'],
  [403, 'revoked', 'refused'],
  [429, 'too-many-requests', 'unavailable'],
  [500, 'internal', 'unavailable'],
])('M79: %i %s is %s', async (status, code, kind) => {
  const problem = { ok: false, error: { kind, message: 'words' } }
  const refused = refusing(status, code)
  expect(await requestCheckout(refused, ASKING)).toEqual(problem)
  expect(await checkoutStatus(refused, TENDER)).toEqual(problem)
  expect(await cancelCheckout(refused, TENDER)).toEqual(problem)
})

it('M79: an endpoint of an older build takes none', async () => {
  expect(await checkoutOffer(refusing(404, 'not-found'))).toEqual({
    ok: true,
    value: { setUp: false, test: false },
  })
})

it('no answer, or somebody else’s page, is offline: what became of it is not known', async () => {
  const dead = clientOf(() => Promise.reject(new TypeError('no network')))
  const portal = clientOf(async () => new Response('<html>', { status: 200 }))
  for (const line of [dead, portal]) {
    expect(await requestCheckout(line, ASKING)).toMatchObject({ error: { kind: 'offline' } })
    expect(await checkoutOffer(line)).toMatchObject({ error: { kind: 'offline' } })
  }
})
