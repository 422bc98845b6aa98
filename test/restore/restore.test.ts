/** Y65 to Y68: what a device has, what the endpoint has, and how the two come together again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type AcknowledgedRow,
  type HeadRow,
  readMeta,
  writeMeta,
} from '../../src/replica/journal-database.ts'
import { countUnsent, readAcknowledged } from '../../src/replica/outbox.ts'
import { readCursor } from '../../src/replica/snapshots.ts'
import { createEndpointClient } from '../../src/sync/endpoint-client.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { newPushPace } from '../../src/sync/push-pace.ts'
import { pushStep } from '../../src/sync/pusher.ts'
import { firstTill, openWorld, pairTill, sell, settle, syncOf, type Till, type World } from './world.ts'

let world: World
beforeEach(() => {
  world = openWorld()
})
afterEach(() => world.close())

interface Copy {
  readonly head: HeadRow
  readonly acknowledged: AcknowledgedRow
}

/** What must be kept of a till's storage to set it back later. */
async function copyOf({ replica }: Till): Promise<Copy> {
  const head = await readMeta(replica.deps.journal, 'head')
  if (!head) throw new Error('nothing was written')
  return { head, acknowledged: await readAcknowledged(replica) }
}

async function setBack({ replica }: Till, { head, acknowledged }: Copy): Promise<void> {
  const { journal } = replica.deps
  await journal.entries.where('seq').above(head.seq).delete()
  await writeMeta(journal, 'head', head)
  await writeMeta(journal, 'acknowledged', acknowledged)
}

/** A till on a copy of its storage from `since` sales ago, all of which the endpoint holds. */
async function tillSetBack(since: number): Promise<Till> {
  const till = await firstTill(world)
  await sell(till, 2)
  const copy = await copyOf(till)
  await sell(till, since)
  await settle(till)
  await setBack(till, copy)
  return till
}

const hello = (till: Till) => pushStep({ ...syncOf(till), pace: newPushPace() })

/** What the endpoint knows of a till. */
async function recordOf({ replica }: Till) {
  const devices = await world.storage().devices(world.location)
  return devices.find(({ device }) => device === replica.identity.device)
}

async function held(till: Till): Promise<number> {
  return (await recordOf(till))?.head.seq ?? 0
}

describe('Y65: hello', () => {
  test('a fresh profile whose entries the endpoint has already sends at most 10 kB', async () => {
    const till = await firstTill(world)
    await sell(till, 100)
    await settle(till)
    const unknown = { seq: 0, hash: '', sales: 0, epoch: null, registered: true }
    await till.replica.deps.journal.meta.put({ key: 'acknowledged', value: unknown })
    till.wire.bytes = 0
    await settle(till)
    expect(till.wire.bytes).toBeLessThan(10_000)
    expect(await countUnsent(till.replica)).toEqual({ entries: 0, sales: 0 })
  })

  test('it tells the end of the own journal', async () => {
    const till = await firstTill(world)
    await sell(till, 3)
    await hello(till)
    const [device] = await world.storage().devices(world.location)
    expect(device).toMatchObject({ head: { seq: 1 }, toldSeq: (await copyOf(till)).head.seq })
    expect(device?.toldSeq).toBeGreaterThan(3)
  })

  test('with nothing new to say or to send a step is done without a request', async () => {
    const till = await firstTill(world)
    const before = till.wire.requests
    expect(await pushStep({ ...syncOf(till), pace: { ...newPushPace(), helloDue: false } })).toEqual({
      ok: true,
      value: 'done',
    })
    expect(till.wire.requests).toBe(before)
  })
})

describe('Y66: storage that was set back', () => {
  test('is noticed by a hello before anything new is sent', async () => {
    const till = await tillSetBack(5)
    await sell(till, 1)
    expect(await hello(till)).toMatchObject({ ok: false, error: { kind: 'refused', code: 'set-back' } })
    expect(await world.storage().forks(world.location)).toHaveLength(0)
  })

  test('is noticed also when the device has grown beyond what the endpoint has', async () => {
    const till = await tillSetBack(2)
    await sell(till, 6)
    expect(await hello(till)).toMatchObject({ ok: false, error: { code: 'set-back' } })
  })

  test('nothing more is sent under the identity, selling goes on, and what was sold counts as unsent', async () => {
    const till = await tillSetBack(5)
    const sync = { ...syncOf(till), pace: newPushPace() }
    await pushStep(sync)
    const heldBefore = await held(till)
    const entries = await till.replica.deps.journal.entries.count()
    await sell(till, 9)
    for (let step = 0; step < 3; step++)
      expect(await pushStep(sync)).toMatchObject({ ok: false, error: { code: 'set-back' } })
    expect(await held(till)).toBe(heldBefore)
    expect(await world.storage().forks(world.location)).toHaveLength(0)
    expect((await countUnsent(till.replica)).entries).toBeGreaterThan(0)
    expect(await till.replica.deps.journal.entries.count()).toBe(entries + 9)
  })
})

/** What `gone` sells behind the backup is brought back by `a` alone once the endpoint was restored. */
async function expectBroughtBack(a: Till, gone: Till): Promise<void> {
  await sell(gone, 3)
  await settle(gone, a)
  const all = await held(gone)
  await world.restore(1000)
  expect(await held(gone)).toBeLessThan(all)
  await settle(a)
  expect(await held(gone)).toBe(all)
  expect(await a.replica.hash()).toBe(await world.stateHash(a))
}

describe('Y67: another epoch', () => {
  test('every device hands over again what the endpoint forgot, and all states agree', async () => {
    const a = await firstTill(world)
    const b = await pairTill(world, a, 'B')
    await sell(a, 3)
    await settle(a, b)
    await world.backUp()
    await sell(a, 4)
    await sell(b, 5)
    await settle(a, b)
    await world.restore(1000)
    await sell(a, 1)
    await settle(a, b)
    expect(await countUnsent(a.replica)).toEqual({ entries: 0, sales: 0 })
    expect((await readAcknowledged(b.replica)).epoch).toBe(1000)
    const truth = await world.stateHash(a)
    for (const { replica } of [a, b]) {
      expect(await replica.hash()).toBe(truth)
      expect(await replica.rebuild()).toBe(truth)
    }
  })

  test('K7: a device has come back once it has handed over its own journal and what it holds of others', async () => {
    const a = await firstTill(world)
    const gone = await pairTill(world, a, 'C')
    await world.backUp()
    await sell(gone, 2)
    await settle(gone, a)
    await world.restore(1000)
    const sync = { ...syncOf(a), pace: newPushPace() }
    const seenEpoch = async () => (await recordOf(a))?.epochSeen
    const sayHello = async () => {
      for (let step = 0; step < 3; step++) {
        sync.pace.helloDue = true
        await pushStep(sync)
      }
    }
    await sayHello()
    expect(await seenEpoch(), 'it has not begun the new feed').not.toBe(1000)
    await pullStep(sync)
    await sayHello()
    expect((await readCursor(a.replica.deps.views)).epoch).toBe(1000)
    expect(await seenEpoch(), 'it still brings what others wrote').not.toBe(1000)
    await settle(a)
    await sayHello()
    expect(await seenEpoch()).toBe(1000)
  })

  test('what only others still hold of a device that is gone comes back by them', async () => {
    const a = await firstTill(world)
    const gone = await pairTill(world, a, 'C')
    await settle(a, gone)
    await world.backUp()
    await expectBroughtBack(a, gone)
    expect((await readCursor(a.replica.deps.views)).relay).toBeUndefined()
  })

  test('a device that was paired behind the backup comes back too', async () => {
    const a = await firstTill(world)
    await world.backUp()
    await expectBroughtBack(a, await pairTill(world, a, 'C'))
  })

  test('an entry that differs from the one that was stored stays stored, and the endpoint hears of both', async () => {
    const a = await firstTill(world)
    const c = await pairTill(world, a, 'C')
    await sell(c, 1)
    await settle(a, c)
    await world.backUp()
    const copy = await copyOf(c)
    const { seq } = copy.head
    await sell(c, 1)
    await settle(c, a)
    const { device } = c.replica.identity
    const stored = await a.replica.deps.views.feed.get([device, seq + 1])
    await world.restore(1000)
    await setBack(c, copy)
    await sell(c, 1)
    await settle(c, a)
    expect(await a.replica.deps.views.feed.get([device, seq + 1])).toEqual(stored)
    expect(await world.storage().forks(world.location)).toMatchObject([{ device, seq: seq + 1 }])
  })
})

describe('Y68: a page that was cut', () => {
  test('moves no cursor', async () => {
    const a = await firstTill(world)
    const b = await pairTill(world, a, 'B')
    await sell(a, 3)
    await settle(a)
    const cutting = (async () => {
      const whole = await b.client.pull(0, 1000)
      if (!whole.ok) throw new Error('no page')
      const { header, lines } = whole.value
      return new Response(`${[JSON.stringify(header), ...lines.slice(0, -1)].join('\n')}\n`)
    }) as typeof fetch
    const client = createEndpointClient({ fetch: cutting, token: () => b.token, timeoutMs: 1000 })
    const before = await readCursor(b.replica.deps.views)
    expect(await pullStep({ replica: b.replica, client, build: 'test' })).toMatchObject({ ok: false })
    expect(await readCursor(b.replica.deps.views)).toEqual(before)
    await settle(b)
    expect(await b.replica.hash()).toBe(await world.stateHash(b))
  })
})
