/** A new device takes over a snapshot from the real endpoint, by the real client, over a network that fails. */
import { afterEach, expect, test } from 'vitest'
import { readBase } from '../../src/replica/base.ts'
import { recordSale } from '../../src/replica/deeds.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { readCursor } from '../../src/replica/snapshots.ts'
import { voidSale } from '../../src/replica/void-sale.ts'
import type { EndpointClient } from '../../src/sync/endpoint-client.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { pushStep, type StepOutcome } from '../../src/sync/pusher.ts'
import { exactCash, oneLineCart, pricedOf } from '../support/carts.ts'
import { faultyClient, NO_FAULTS, type Send, seeded, testEndpoint } from '../support/endpoint.ts'
import { furnish, OWNER, type TestDevice, testDevice } from '../support/replicas.ts'

interface Till {
  readonly device: TestDevice
  readonly token: string
  replica: Replica
  client: EndpointClient
  readonly shares: (number | null)[]
}

const endpoints: ReturnType<typeof testEndpoint>[] = []
afterEach(() => Promise.all(endpoints.splice(0).map((endpoint) => endpoint.stop())))

const clientOf = (send: Send, token: string) => faultyClient(send, token, seeded(1), () => NO_FAULTS)

/** A location with `sales` sales at an endpoint that gives snapshots of ten sales a part, and a newcomer. */
async function open(sales: number) {
  const endpoint = testEndpoint({ snapshots: { minEntries: 5, salesPerPart: 10 } })
  endpoints.push(endpoint)
  const seen: string[] = []
  const send: Send = (request) => {
    seen.push(new URL(request.url).pathname)
    return endpoint.send(request)
  }
  const device = testDevice('A')
  const old = { device, token: device.identity.token, shares: [], replica: await device.openTab() }
  await furnish(old.replica)
  const first: Till = { ...old, client: clientOf(send, device.identity.token) }
  for (let sale = 0; sale < sales; sale++) await sell(first)
  await push(first)
  return { endpoint, seen, send, first, newcomer: await join(send, first) }
}

async function join(send: Send, first: Till): Promise<Till> {
  const code = await first.client.newPairingCode()
  if (!code.ok) throw new Error(code.error.message)
  const device = testDevice('B', first.device.identity.location)
  const token = 'b'.repeat(64)
  const client = clientOf(send, token)
  const paired = await client.pair({
    protocol: 2,
    code: code.value.code,
    device: device.identity.device,
    token,
  })
  if (!paired.ok) throw new Error(paired.error.message)
  const replica = await device.openTab()
  const acknowledged = { seq: 0, hash: '', sales: 0, epoch: paired.value.epoch, registered: true }
  await replica.deps.journal.meta.put({ key: 'acknowledged', value: acknowledged })
  await replica.catchUp()
  return { device, token, client, replica, shares: [] }
}

async function sell({ replica }: Till): Promise<void> {
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!sold.ok) throw new Error('not sold')
}

const stepPull = async ({ replica, client, shares }: Till): Promise<StepOutcome | 'failed'> => {
  const onArriving = (share: number | null) => void shares.push(share)
  const step = await pullStep({ replica, client, build: 'test', onArriving })
  return step.ok ? step.value : 'failed'
}

async function pull(till: Till): Promise<void> {
  for (let step = 0; step < 60; step++) if ((await stepPull(till)) === 'done') return
  throw new Error('the pull has no end')
}

async function push({ replica, client }: Till): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const step = await pushStep({ replica, client, build: 'test' })
    if (step.ok && step.value === 'done') return
  }
}

async function truth(send: Send, { token }: Till): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await send(new Request('http://endpoint.test/api/state', { headers }))
  return ((await response.json()) as { stateHash: string }).stateHash
}

const parts = (seen: readonly string[]) => seen.filter((path) => /^\/api\/snapshot\/\d+\/\d+$/.test(path))

test('Y32: a newcomer sells after the first part, and agrees with the endpoint at the end', async () => {
  const { send, seen, first, newcomer } = await open(25)
  expect(await stepPull(newcomer), 'the snapshot is named').toBe('more')
  expect(await stepPull(newcomer), 'the first part').toBe('more')
  const views = () => newcomer.replica.store.getState()
  expect(views().products).toHaveLength(3)
  expect(views().stock.get('v0' as never)).toBe(first.replica.store.getState().stock.get('v0' as never))
  expect(views().sales.size).toBe(0)
  await sell(newcomer)
  await sell(first)
  await push(first)
  const [old] = first.replica.store.getState().sales.keys()
  await voidSale(newcomer.replica, old as never, 'came back', OWNER)
  await pull(newcomer)
  expect(parts(seen)).toHaveLength(1 + 3)
  expect(newcomer.shares.at(0)).toBe(0)
  expect(newcomer.shares.at(-1)).toBeNull()
  await push(newcomer)
  await pull(newcomer)
  expect(views().sales.size).toBe(27)
  expect(views().sales.get(old as never)?.voided?.reason).toBe('came back')
  const hash = await truth(send, first)
  expect(await newcomer.replica.hash()).toBe(hash)
  expect(await newcomer.replica.rebuild()).toBe(hash)
})

test.each([0, 1])('Y38: a base whose part %i can no longer be read is taken over anew', async (part) => {
  const { send, first, newcomer } = await open(25)
  await pull(newcomer)
  const { snapshots } = newcomer.replica.deps.views
  await snapshots.update(`base/0000${part}`, { value: new ArrayBuffer(8) })
  const replica = await newcomer.device.openTab()
  await replica.catchUp()
  expect(replica.store.getState().sales.size, 'the state is lost with its base').toBe(0)
  const anew = { ...newcomer, replica }
  await sell(first)
  await push(first)
  await pull(anew)
  await pull(anew)
  expect(await replica.hash()).toBe(await truth(send, first))
})

test('Y32: what was taken over outlives a restart, saved or not', async () => {
  const { send, first, newcomer } = await open(25)
  await pull(newcomer)
  const hash = await truth(send, first)
  const anew = await newcomer.device.openTab()
  await anew.catchUp()
  expect(await anew.hash()).toBe(hash)
  await newcomer.replica.setLeading(true)
  await newcomer.replica.saveSnapshot()
  expect(await newcomer.replica.deps.views.snapshots.get('ledger')).toBeDefined()
  const [old] = first.replica.store.getState().sales.keys()
  await voidSale(newcomer.replica, old as never, 'came back', OWNER)
  await newcomer.replica.saveSnapshot()
  const saved = await newcomer.device.openTab()
  await saved.catchUp()
  expect(await saved.hash()).toBe(await newcomer.replica.hash())
})

test('Y32: what was saved before a base came is not gone back to', async () => {
  const { send, first, newcomer } = await open(25)
  const reopened = async () => {
    const tab = await newcomer.device.openTab()
    await tab.catchUp()
    return tab
  }
  await newcomer.replica.setLeading(true)
  await sell(first)
  await newcomer.replica.rebuild()
  expect(await newcomer.replica.deps.views.snapshots.get('ledger'), 'an empty state is saved').toBeDefined()
  await stepPull(newcomer)
  await stepPull(newcomer)
  expect((await reopened()).store.getState().products, 'the first part').toHaveLength(3)
  await newcomer.replica.setLeading(false)
  await pull(newcomer)
  await push(first)
  newcomer.replica = await reopened()
  await pull(newcomer)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
})

test('Y33: it goes on where it was cut, also in another tab', async () => {
  const { send, seen, first, newcomer } = await open(45)
  let cutAfter = 3
  const cut: Send = (request) => {
    if (/snapshot\/\d+\/[1-9]/.test(request.url) && cutAfter-- <= 0) throw new TypeError('cut')
    return send(request)
  }
  newcomer.client = clientOf(cut, newcomer.token)
  while ((await stepPull(newcomer)) === 'more');
  newcomer.replica = await newcomer.device.openTab()
  await newcomer.replica.catchUp()
  expect(newcomer.replica.store.getState().products, 'the first part is there').toHaveLength(3)
  newcomer.client = clientOf(send, newcomer.token)
  await pull(newcomer)
  expect(new Set(parts(seen)).size).toBe(parts(seen).length)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
})

test('Y90: one that carries an earlier journal over takes no snapshot: it needs every entry', async () => {
  const { send, seen, first, newcomer } = await open(25)
  const carriesOver = { from: 'an-earlier-journal', upTo: 0 }
  await newcomer.replica.deps.journal.meta.put({ key: 'carriesOver', value: carriesOver })
  await pull(newcomer)
  expect(seen.filter((path) => path.startsWith('/api/snapshot'))).toEqual([])
  expect(await newcomer.replica.deps.views.feed.count()).toBeGreaterThan(25)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
})

test('Y33: when the snapshot is gone it takes another one', async () => {
  const { endpoint, send, first, newcomer } = await open(25)
  await stepPull(newcomer)
  await stepPull(newcomer)
  await endpoint.restart()
  await sell(first)
  await push(first)
  await pull(newcomer)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
})

test.each([
  ['a part of other bytes', /snapshot\/\d+\/1$/, async (_: Response) => new Response('not what was named')],
  [
    'another state’s hash',
    /snapshot$/,
    async (answer: Response) =>
      Response.json({ ...((await answer.json()) as object), stateHash: 'ab'.repeat(32) }),
  ],
])('Y33: %s is thrown away, and the feed is pulled', async (_, path, forge) => {
  const { send, first, newcomer } = await open(25)
  const forged: Send = async (request) => {
    const answer = await send(request)
    return path.test(new URL(request.url).pathname) ? forge(answer) : answer
  }
  newcomer.client = clientOf(forged, newcomer.token)
  await pull(newcomer)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
  expect(await newcomer.replica.deps.views.feed.count()).toBeGreaterThan(25)
})

test('Y32: a state that stands on the first part alone is never saved', async () => {
  const { send, first, newcomer } = await open(25)
  await newcomer.replica.setLeading(true)
  newcomer.client = clientOf(async (request) => {
    const answer = await send(request)
    return /snapshot\/\d+\/1$/.test(request.url) ? new Response('not what was named') : answer
  }, newcomer.token)
  const { views } = newcomer.replica.deps
  while ((await readBase(views)).failures < 3) {
    await stepPull(newcomer)
    if (newcomer.replica.store.getState().location) await sell(newcomer)
    await newcomer.replica.saveSnapshot()
  }
  newcomer.replica = await newcomer.device.openTab()
  await push(newcomer)
  await pull(newcomer)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
})

test('Y35: in another epoch the base goes once the whole feed is here as entries', async () => {
  const { endpoint, send, first, newcomer } = await open(25)
  await pull(newcomer)
  expect(await newcomer.replica.deps.views.feed.count()).toBe(0)
  await endpoint.beginEpoch(7)
  await pull(newcomer)
  expect((await readCursor(newcomer.replica.deps.views)).epoch).toBe(7)
  expect(await newcomer.replica.deps.views.snapshots.where('key').startsWith('base/').count()).toBe(0)
  expect(await newcomer.replica.hash()).toBe(await truth(send, first))
  expect(newcomer.replica.store.getState().sales.size).toBe(25)
})
