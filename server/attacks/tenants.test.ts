/** Every device route, from the table of routes: who has no right to it, and what it shows of another location. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROUTES } from '../routes.ts'
import { type TestEndpoint, testEndpoint } from '../testing/test-endpoint.ts'
import {
  type ProvenTill,
  pairProven,
  pushProven,
  registerProven,
  type Signed,
  sendProven,
  testKey,
} from '../testing/test-key.ts'
import { bytesOf, pushBody, sealSales } from '../testing/test-till.ts'

const VICTIM = 'location-victim'
const VICTIM_DEVICE = 'device-victim'

let endpoint: TestEndpoint
let victim: ProvenTill
let attacker: ProvenTill
beforeEach(async () => {
  endpoint = testEndpoint({ openSetup: true })
  victim = await registerProven(endpoint, VICTIM, VICTIM_DEVICE)
  attacker = await registerProven(endpoint, 'location-attacker', 'device-attacker')
  await pushProven(endpoint, victim, bytesOf(sealSales(victim.till, 3)))
  await endpoint.storage.putPins(victim.till.location, [
    { staff: 'staff-victim' as never, salt: 'a'.repeat(32), hash: 'b'.repeat(64) },
  ])
})
afterEach(() => endpoint.close())

interface Attempt extends Signed {
  /** What of the victim the request names; the answer must not have what lies behind it. */
  readonly status: readonly number[]
}

/** One attempt for each device route, which names the victim wherever a request can name anybody. */
const ATTEMPTS: Readonly<Record<string, () => Attempt>> = {
  'POST /api/pairing-codes': () => ({
    path: '/api/pairing-codes',
    body: json({ replaces: VICTIM_DEVICE }),
    status: [200],
  }),
  'POST /api/bind-key': () => ({
    path: '/api/bind-key',
    body: json({ protocol: 2, publicKey: testKey().publicKey, location: VICTIM, device: VICTIM_DEVICE }),
    status: [403],
  }),
  'POST /api/pins': () => ({
    path: '/api/pins',
    body: json({
      pins: [{ staff: 'staff-victim', salt: 'c'.repeat(32), hash: 'd'.repeat(64) }],
      location: VICTIM,
    }),
    status: [200],
  }),
  'GET /api/pins': () => ({ path: `/api/pins?location=${VICTIM}`, status: [200] }),
  'POST /api/push': () => ({
    path: '/api/push',
    body: pushBody(victim.till, bytesOf(sealSales(victim.till, 4)).slice(3), {
      from: 4,
      header: { protocol: 2 },
    }),
    status: [403],
  }),
  'GET /api/pull': () => ({
    path: `/api/pull?cursor=0&limit=10&location=${VICTIM}&device=${VICTIM_DEVICE}&from=1`,
    status: [200, 400],
  }),
  'GET /api/snapshot': () => ({ path: `/api/snapshot?location=${VICTIM}`, status: [200] }),
  'GET /api/snapshot/:cursor/:part': () => ({ path: '/api/snapshot/3/0', status: [404] }),
  'POST /api/leases': () => ({
    path: '/api/leases',
    body: json({ protocol: 2, location: VICTIM, wants: [{ variant: 'v', quantity: 1000, needed: 0 }] }),
    status: [200],
  }),
  'GET /api/checkout': () => ({ path: `/api/checkout?location=${VICTIM}`, status: [200] }),
  'POST /api/checkout': () => ({
    path: '/api/checkout',
    body: json({ tender: 'tender-victim', sale: 's', amountMinor: 100, currency: 'EUR', description: '' }),
    status: [404],
  }),
  'GET /api/checkout/:tender': () => ({ path: '/api/checkout/tender-victim', status: [404] }),
  'POST /api/checkout/:tender/cancel': () => ({ path: '/api/checkout/tender-victim/cancel', status: [404] }),
  'GET /api/live': () => ({ path: `/api/live?location=${VICTIM}`, status: [200] }),
  'GET /api/devices': () => ({ path: `/api/devices?location=${VICTIM}`, status: [200] }),
  'GET /api/unreadable': () => ({
    path: `/api/unreadable?location=${VICTIM}&device=${VICTIM_DEVICE}&seq=1`,
    status: [404],
  }),
  'GET /api/state': () => ({ path: `/api/state?location=${VICTIM}`, status: [200] }),
  'POST /api/pictures': () => ({ path: '/api/pictures', body: 'no picture', status: [422] }),
  'POST /api/pictures/fetch': () => ({
    path: '/api/pictures/fetch',
    body: json({ url: 'http://127.0.0.1/' }),
    status: [422],
  }),
}

const json = (body: object) => JSON.stringify(body)

const DEVICE_ROUTES = ROUTES.filter(({ access }) => access === 'device').map(
  ({ method, path }) => `${method} ${path}`,
)

function attemptOf(route: string): Attempt {
  const make = ATTEMPTS[route]
  if (!make) throw new Error(`no attempt for ${route}`)
  return make()
}

/** Sends an attempt as this device; a stream is read for a moment only. */
async function attempt(route: string, as: ProvenTill, change: Partial<Signed> = {}) {
  const { status: _, ...request } = attemptOf(route)
  const [method = ''] = route.split(' ')
  const response = await sendProven(endpoint, as, { ...request, method, ...change })
  if (route !== 'GET /api/live') return { status: response.status, text: await response.text() }
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return { status: response.status, text: Buffer.from(first?.value ?? []).toString() }
}

async function victimState() {
  const { location } = victim.till
  const { state } = await endpoint.views.read(location)
  const pins = await endpoint.storage.readPins(location)
  const devices = await endpoint.storage.devices(location)
  return {
    sales: [...state.sales.keys()],
    pins,
    heads: devices.map(({ device, head, revokedAt }) => ({ device, head, revokedAt })),
  }
}

it('every device route has an attempt here: a new one cannot be forgotten', () => {
  expect(Object.keys(ATTEMPTS).sort()).toEqual([...DEVICE_ROUTES].sort())
})

describe.each(DEVICE_ROUTES)('%s', (route) => {
  it('I11: shows and changes nothing of another location', async () => {
    const before = await victimState()
    const { status, text } = await attempt(route, attacker)
    expect(attemptOf(route).status).toContain(status)
    expect(text).not.toMatch(/victim|device-victim-1/)
    expect(await victimState()).toEqual(before)
  })

  it('I3: is shut to the token without its key', async () => {
    const thief = { till: victim.till, key: testKey() }
    expect((await attempt(route, thief)).status).toBe(401)
    const [method = '', path = ''] = route.split(' ')
    const bare = await endpoint.send(path, { method, headers: victim.till.authorization })
    expect(bare.status).toBe(401)
  })

  it('I10: is shut to a device that was removed, but for handing over', async () => {
    const removed = await pairProven(endpoint, victim, 'device-removed')
    const { location, device } = removed.till
    await endpoint.storage.revokeDevice(location, device, endpoint.clock.now as never)
    const { status, text } = await attempt(route, removed)
    // The attempt's push is of another device's journal: that is what it is refused for.
    expect([status, JSON.parse(text).code]).toEqual([
      403,
      route === 'POST /api/push' ? 'forbidden' : 'revoked',
    ])
  })
})

it('I8: a code that names a device of another location ends nobody’s pairing there', async () => {
  const before = await victimState()
  await pairProven(endpoint, attacker, 'device-new', VICTIM_DEVICE)
  expect(await victimState()).toEqual(before)
  expect((await sendProven(endpoint, victim, { path: '/api/pull?cursor=0' })).status).toBe(200)
})
