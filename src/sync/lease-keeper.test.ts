/** The keeper on real replicas, against the real endpoint in this process. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyToCart } from '../../core/domain/cart.ts'
import type { VariantId } from '../../core/domain/ids.ts'
import { heldTogether } from '../../core/domain/lease.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { faultyClient, NO_FAULTS, testEndpoint } from '../../test/support/endpoint.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { keepCart } from '../replica/carts.ts'
import { recordSale, writeSettings } from '../replica/deeds.ts'
import { capVariant, recallLeases } from '../replica/leases.ts'
import { setRegistered } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import { closeShift } from '../replica/shift.ts'
import type { EndpointClient } from './endpoint-client.ts'
import { LeaseKeeper } from './lease-keeper.ts'
import { pullStep } from './puller.ts'
import { newPushPace } from './push-pace.ts'
import { pushStep } from './pusher.ts'

const V = 'v0' as VariantId

interface Till {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly keeper: LeaseKeeper
  readonly sync: () => Promise<void>
}

let endpoint: ReturnType<typeof testEndpoint>
let nowMs: number
let loseAnswers: boolean
beforeEach(() => {
  endpoint = testEndpoint()
  nowMs = 0
  loseAnswers = false
})
afterEach(() => endpoint.stop())

async function till(owner?: Till): Promise<Till> {
  const device = testDevice(owner ? 'B' : 'A')
  const { identity } = device
  const token = owner ? 'e'.repeat(64) : identity.token
  const faults = () => ({ ...NO_FAULTS, answerLost: loseAnswers ? 1 : 0 })
  const client = faultyClient(endpoint.send, token, Math.random, faults)
  const replica = await device.openTab()
  if (owner) {
    const code = await owner.client.newPairingCode()
    if (!code.ok) throw new Error(code.error.message)
    const paired = await client.pair({ protocol: 2, code: code.value.code, device: identity.device, token })
    if (!paired.ok) throw new Error(paired.error.message)
    await setRegistered(replica, true)
  } else {
    await client.register({
      protocol: 2,
      location: identity.location,
      device: identity.device,
      token,
      pins: [],
    })
    await setRegistered(replica, true)
    await furnish(replica)
  }
  const pace = newPushPace()
  const deps = { replica, client, build: 'test', pace, onEpoch: () => {}, onArriving: () => {} }
  const sync = async () => {
    while (((await pushStep(deps)) as { value?: string }).value === 'more');
    while (((await pullStep(deps)) as { value?: string }).value === 'more');
    await replica.catchUp()
  }
  const keeper = new LeaseKeeper({ replica, client, nowMs: () => nowMs, line: () => 'good' })
  return { replica, client, keeper, sync }
}

const held = ({ replica }: Till) => (replica.store.getState().leased.get(V) ?? 0) / 1000

async function sell({ replica }: Till, pieces = 1) {
  const quantity = (pieces * 1000) as Thousandths
  const cart = applyToCart(oneLineCart(replica), { type: 'set-quantity', key: 'line-1', quantity })
  return recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
}

/** One till with its endpoint, the first product capped. */
async function capped(pieces: number) {
  const a = await till()
  await capVariant(a.replica, V, pieces, OWNER)
  await a.sync()
  return a
}

describe('the lease keeper', () => {
  test('K4: fills the reserve, and again before it runs dry', async () => {
    const a = await capped(30)
    await a.keeper.step()
    expect(held(a)).toBe(3)
    await sell(a, 2)
    await a.keeper.step()
    expect(held(a)).toBe(3)
  })

  test('K4: a cart that needs more gets it at once', async () => {
    const a = await capped(30)
    await a.keeper.step()
    const quantity = 7000 as Thousandths
    await keepCart(
      a.replica,
      applyToCart(oneLineCart(a.replica), { type: 'set-quantity', key: 'line-1', quantity }),
    )
    await a.keeper.step()
    expect(held(a)).toBe(7)
  })

  test('K4: a lost answer loses no unit: the grant comes with the next round or with the feed', async () => {
    const a = await capped(30)
    loseAnswers = true
    expect((await a.keeper.step()).ok).toBe(false)
    expect(held(a)).toBe(0)
    loseAnswers = false
    await a.sync()
    await a.keeper.step()
    expect(held(a)).toBe(3)
    await a.sync()
    const all = await a.replica.readState(({ leases }) => ({
      held: heldTogether(leases.values(), V),
      n: leases.size,
    }))
    expect(all).toEqual({ held: 3000, n: 1 })
  })

  test('K4: a grant that came by the feed is taken without asking, but only while the endpoint answers', async () => {
    const a = await capped(30)
    loseAnswers = true
    await a.keeper.step()
    loseAnswers = false
    await a.sync()
    const leases: EndpointClient['leases'] = async () => ({
      ok: false,
      error: { kind: 'unreachable', code: 'unreachable', message: '' },
    })
    const keeperOn = (line: 'dead' | 'good') =>
      new LeaseKeeper({ replica: a.replica, client: { leases }, nowMs: () => nowMs, line: () => line })
    await keeperOn('dead').step()
    expect(held(a)).toBe(0)
    await keeperOn('good').step()
    expect(held(a)).toBe(3)
  })

  test('K4: a till that sold its last unit while cut off gets another, though its sale is still on its way', async () => {
    const a = await capped(3)
    const b = await till(a)
    await b.sync()
    for (const one of [a, b]) {
      await one.keeper.step()
      await one.sync()
    }
    expect([held(a), held(b)]).toEqual([1, 1])
    await sell(a)
    await a.keeper.step()
    expect(held(a)).toBe(1)
  })

  test('K4: two tills that share the last units sell them once', async () => {
    const a = await capped(3)
    const b = await till(a)
    await b.sync()
    let sold = 0
    for (let round = 0; round < 6; round++) {
      for (const one of [a, b]) {
        await one.sync()
        await one.keeper.step()
        if ((await sell(one)).ok) sold += 1
      }
    }
    await a.sync()
    await b.sync()
    expect(sold).toBe(3)
    expect(b.replica.store.getState().stock.get(V)).toBe(0)
  })

  test('K5: gives back what was asked back, and asks for no reserve of it for a while', async () => {
    const a = await capped(30)
    await a.keeper.step()
    const ids = await a.replica.readState(({ leases }) => [...leases.keys()])
    await recallLeases(a.replica, ids, OWNER)
    await a.keeper.step()
    await a.keeper.step()
    expect(held(a)).toBe(0)
    nowMs += 16 * 60_000
    await a.keeper.step()
    expect(held(a)).toBe(3)
  })

  test('K5: gives everything back when the goods are no longer capped, and at the end of the shift', async () => {
    const a = await capped(30)
    await a.keeper.step()
    await sell(a)
    await a.keeper.step()
    await closeShift(a.replica, OWNER)
    await a.keeper.step()
    expect(held(a)).toBe(0)
    await keepCart(a.replica, oneLineCart(a.replica))
    await a.keeper.step()
    expect(held(a)).toBeGreaterThan(0)
    await writeSettings(a.replica, [{ record: 'variant', id: V, fields: { capped: false } }], OWNER)
    await a.keeper.step()
    expect(held(a)).toBe(0)
  })

  test('cut off it asks for nothing, and keeps what it has however long that lasts', async () => {
    const a = await capped(30)
    await a.keeper.step()
    const asked: unknown[] = []
    const leases: EndpointClient['leases'] = async (body) => {
      asked.push(body)
      return { ok: false, error: { kind: 'unreachable', code: 'unreachable', message: '' } }
    }
    const cutOff = new LeaseKeeper({
      replica: a.replica,
      client: { leases },
      nowMs: () => nowMs,
      line: () => 'dead',
    })
    await sell(a, 2)
    for (let hour = 0; hour < 48; hour++) {
      nowMs += 3_600_000
      await cutOff.step()
    }
    expect(asked).toEqual([])
    expect(held(a)).toBe(1)
  })
})
