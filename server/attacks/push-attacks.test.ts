import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import { SLOT_MS } from '../proof/nonces.ts'
import { type TestEndpoint, testEndpoint } from '../testing/test-endpoint.ts'
import {
  nonceOf,
  type ProvenTill,
  pairProven,
  proven,
  pushProven,
  registerProven,
  sendProven,
} from '../testing/test-key.ts'
import { bytesOf, pushBody, saleDraft, sealSales, sha256, type TestTill } from '../testing/test-till.ts'

let endpoint: TestEndpoint
let owner: ProvenTill
beforeEach(async () => {
  endpoint = testEndpoint()
  owner = await registerProven(endpoint)
})
afterEach(() => endpoint.close())

const feed = async () =>
  (await endpoint.storage.readSince({ location: owner.till.location, after: 0, limit: 1000, except: null }))
    .entries
const state = async () => (await endpoint.views.read(owner.till.location)).state
const decisionKinds = async () => openDecisions(await state()).map(({ kind }) => kind)

/** Any body as an entry that is sealed as a till would, or with its envelope bent. */
function seal(till: TestTill, bodies: readonly object[], change: object = {}, start: Head = START_HEAD) {
  let head = start
  return bodies.map((body, index) => {
    const draft = { id: `forged-${index}`, kind: 'sale', at: 0, staff: null, shift: null, body, ...change }
    const made = sealEntry(draft as unknown as Draft, till, head, sha256)
    head = made.head
    return made.sealed.bytes
  })
}

const saleBody = (change: object = {}) => ({ ...saleDraft('x').body, ...change })
const [LINE] = (saleDraft('x').body as { lines: object[] }).lines

describe('a push that is sent again', () => {
  it('I6, Y5: the same request is refused; the same entries under a fresh proof change nothing', async () => {
    const lines = bytesOf(sealSales(owner.till, 3))
    const body = pushBody(owner.till, lines, { header: { protocol: 2 } })
    const headers = proven(owner.till, owner.key, await nonceOf(endpoint), {
      method: 'POST',
      path: '/api/push',
      body,
    })
    const send = () => endpoint.send('/api/push', { method: 'POST', headers, body: new Uint8Array(body) })
    const first = await send()
    expect(first.status).toBe(200)
    const before = await feed()
    expect((await send()).status).toBe(401)
    endpoint.clock.now += 3 * SLOT_MS
    expect((await send()).status).toBe(401)
    const again = await pushProven(endpoint, owner, lines)
    expect(await again.json()).toEqual(await first.json())
    expect(await feed()).toEqual(before)
  })

  it('I7: its sum is not changed on the way', async () => {
    const lines = bytesOf(sealSales(owner.till, 1))
    const body = pushBody(owner.till, lines, { header: { protocol: 2 } })
    const headers = proven(owner.till, owner.key, await nonceOf(endpoint), {
      method: 'POST',
      path: '/api/push',
      body,
    })
    const bent = body.toString().replaceAll('"totalMinor":100', '"totalMinor":101')
    const response = await endpoint.send('/api/push', { method: 'POST', headers, body: bent })
    expect([response.status, (await feed()).length]).toEqual([401, 0])
  })
})

describe('a forged device', () => {
  let second: ProvenTill
  beforeEach(async () => {
    second = await pairProven(endpoint, owner, 'device-2')
  })

  it('Y2: nobody pushes under another one’s name', async () => {
    const body = pushBody(owner.till, bytesOf(sealSales(owner.till, 1)), { header: { protocol: 2 } })
    const response = await sendProven(endpoint, second, { method: 'POST', path: '/api/push', body })
    expect([response.status, (await feed()).length]).toEqual([403, 0])
  })

  it('Y7: an entry that names another device is kept apart, and counts nowhere', async () => {
    await pushProven(endpoint, second, bytesOf(sealSales(owner.till, 1)))
    expect((await state()).sales.size).toBe(0)
    expect(await decisionKinds()).toContain('quarantined')
  })

  it('Y23: what is brought as another one’s journal is named with who brought it', async () => {
    const header = { device: owner.till.device, relayedBy: second.till.device }
    await pushProven(endpoint, second, bytesOf(sealSales(owner.till, 1)), { header })
    expect(await decisionKinds()).toContain('relayed')
  })

  it('Y23: the endpoint’s own journal is nobody’s to write', async () => {
    const header = { device: 'endpoint-1', relayedBy: second.till.device }
    expect((await pushProven(endpoint, second, ['{}'], { header })).status).toBe(403)
  })
})

describe('a forged sale', () => {
  it('stands, because it may have happened, and is named: totals that do not add up', async () => {
    await pushProven(endpoint, owner, seal(owner.till, [saleBody({ totalMinor: 1 })]))
    expect((await state()).sales.size).toBe(1)
    expect(await decisionKinds()).toContain('figures-do-not-add-up')
  })

  it.each([
    ['2^53', 2 ** 53],
    ['beyond 2^53', 2 ** 53 + 2],
    ['1e308', 1e308],
    ['a fraction', 0.1],
    ['text', '100'],
    ['null', null],
    ['a list', [100]],
  ])('Y7: an amount of %s is quarantined whole, and counts nowhere', async (_, amount) => {
    const bodies = ['unitMinor', 'amountMinor'].map((field) =>
      saleBody({ lines: [{ ...LINE, [field]: amount }] }),
    )
    const all = [...bodies, saleBody({ totalMinor: amount })]
    // An amount of a line may be below zero nowhere; that is the schema's word, not the sum's.
    const answer = await pushProven(endpoint, owner, seal(owner.till, all))
    const { results } = (await answer.json()) as { results: { outcome: string }[] }
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('quarantined'))
    expect((await state()).sales.size).toBe(0)
  })

  it('S8: what goes below zero without coming back from somewhere stands, and is named', async () => {
    const bodies = [
      saleBody({ lines: [{ ...LINE, amountMinor: -100 }] }),
      saleBody({ totalMinor: -100 }),
      saleBody({ lines: [{ ...LINE, quantity: -1000 }] }),
    ]
    const told = bodies.map((body, index) => ({ ...body, id: `s-${index}`, receipt: `A-${index}` }))
    await pushProven(endpoint, owner, seal(owner.till, told))
    const named = (await decisionKinds()).filter((kind) => kind === 'figures-do-not-add-up')
    expect(named).toHaveLength(3)
  })

  it.each([0, 0.5, 2 ** 53, 1e21])(
    'Y7: a quantity of %d is quarantined whole, and moves no stock',
    async (quantity) => {
      const lines = [{ ...LINE, variant: 'v', quantity }]
      const answer = await pushProven(endpoint, owner, seal(owner.till, [saleBody({ lines })]))
      expect(await answer.json()).toMatchObject({ results: [{ outcome: 'quarantined' }] })
      expect((await state()).stock.size).toBe(0)
    },
  )

  it('Y7: a counter at the end of all numbers is quarantined: nobody’s settings are frozen by it', async () => {
    const [bytes = ''] = bytesOf(sealSales(owner.till, 1))
    const bent = bytes.replace(/"lamport":\d+/, `"lamport":${Number.MAX_SAFE_INTEGER}`)
    const answer = await pushProven(endpoint, owner, [bent])
    expect(await answer.json()).toMatchObject({ results: [{ outcome: 'quarantined' }] })
  })
})

describe('a sale of 100,000 lines', () => {
  it('Y7: is quarantined whole where it fits a push, and the sale behind it is recorded', async () => {
    const [huge = ''] = seal(owner.till, [
      { lines: Array.from({ length: 100_000 }, () => ({ quantity: 1 })) },
    ])
    const head = { seq: 1, hash: sha256(huge), lamport: 2 } as Head
    const [next] = seal(owner.till, [saleBody()], { id: 'next' }, head)
    const answer = await pushProven(endpoint, owner, [huge, next ?? ''], { gzip: false })
    expect(await answer.json()).toMatchObject({
      have: { seq: 2 },
      results: [{ seq: 1, outcome: 'quarantined', detail: expect.stringContaining('too-large') }],
    })
    expect((await feed()).find(({ state: kept }) => kept === 'quarantined')?.raw.byteLength).toBe(huge.length)
    expect((await state()).sales.size).toBe(1)
  })

  it('Y19: is refused where it does not, packed or not, before it is unpacked', async () => {
    const huge = JSON.stringify({ lines: Array.from({ length: 100_000 }, () => LINE) })
    for (const gzip of [false, true]) {
      const body = pushBody(owner.till, [huge], { gzip, header: { protocol: 2 } })
      const signed = { method: 'POST', path: '/api/push', body }
      const headers = proven(owner.till, owner.key, await nonceOf(endpoint), signed)
      const packed: Record<string, string> = gzip ? { 'content-encoding': 'gzip' } : {}
      const init = { method: 'POST', headers: { ...headers, ...packed }, body: new Uint8Array(body) }
      expect((await endpoint.send('/api/push', init)).status).toBe(413)
    }
    expect((await endpoint.send('/api/health')).status).toBe(200)
  })
})

describe('a chain that is bent', () => {
  it('Y6: two entries for one place are both kept, and named', async () => {
    await pushProven(endpoint, owner, seal(owner.till, [saleBody()]))
    const answer = await pushProven(
      endpoint,
      owner,
      seal(owner.till, [saleBody({ totalMinor: 1 })], { id: 'other' }),
    )
    expect(await answer.json()).toMatchObject({ results: [{ seq: 1, outcome: 'forked' }] })
    expect(await endpoint.storage.forks(owner.till.location)).toHaveLength(1)
    expect([...(await state()).sales.values()].map(({ totalMinor }) => totalMinor)).toEqual([100])
    expect(await decisionKinds()).toContain('forked')
  })

  it('Y8: an entry whose past was taken out is recorded, and named', async () => {
    const [, second = ''] = bytesOf(sealSales(owner.till, 2))
    const moved = second.replace('"seq":2', '"seq":1')
    const answer = await pushProven(endpoint, owner, [moved])
    expect(await answer.json()).toMatchObject({ results: [{ seq: 1, outcome: 'chain-broken' }] })
    expect(await decisionKinds()).toContain('chain-broken')
  })
})
