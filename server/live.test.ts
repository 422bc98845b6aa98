/** Y50–Y54: the live stream, called without a port. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { BEAT_MS } from '../core/protocol/live.ts'
import { createLive, type Live } from './live.ts'
import type { Storage } from './storage/storage.ts'

const LOCATION = 'location-1' as LocationId
const OTHER = 'location-2' as LocationId
const TILL = { location: LOCATION, device: 'till-a' as DeviceId }

/** A store that is nothing but feeds' lengths, and devices that may be revoked. */
function feeds(lastV = 0) {
  let hear: Parameters<Storage['onFeed']>[0] = () => {}
  const revoked = new Set<string>()
  const state = { lastV, subscribed: 0 }
  return {
    state,
    revoke: (device: string) => void revoked.add(device),
    grow: (to: number, location = LOCATION) => {
      if (location === LOCATION) state.lastV = to
      hear(location, to)
    },
    onFeed: (ear: typeof hear) => {
      hear = ear
      state.subscribed += 1
      return () => {
        state.subscribed -= 1
      }
    },
    readSince: async ({ after }: { after: number }) => ({
      epoch: 3,
      entries: after < state.lastV ? [{ v: after + 1 }] : [],
      next: after,
      more: false,
    }),
    devices: async () => [...revoked].map((device) => ({ device, revokedAt: 1 })),
  }
}

const liveOn = (storage: ReturnType<typeof feeds>) => createLive(storage as never)

/** Reads events as they come. */
async function listener(live: Live, who = TILL, after = 0) {
  const response = await live.open(who, after)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    response,
    next: async () => (await reader?.read())?.value ?? null,
    leave: async () => reader?.cancel(),
  }
}

const poke = (v: number) => `event: poke\nid: ${v}\ndata: {"v":${v},"epoch":3}\n\n`
const BEAT = 'event: beat\ndata: {}\n\n'

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'setImmediate'] }),
)
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('Y50: a listener is told at once, and then whenever the feed has grown', () => {
  test('the first poke says that there is more than the listener has', async () => {
    const live = liveOn(feeds(7))
    expect(await (await listener(live, TILL, 6)).next()).toBe(poke(7))
  })

  test('one that has everything is told the epoch all the same', async () => {
    const live = liveOn(feeds(7))
    expect(await (await listener(live, TILL, 7)).next()).toBe(poke(0))
  })

  test('each growth is a poke, another location none of them', async () => {
    const storage = feeds(1)
    const live = liveOn(storage)
    const one = await listener(live)
    await one.next()
    storage.grow(9, OTHER)
    storage.grow(2)
    await pass(100)
    expect(await one.next()).toBe(poke(2))
    storage.grow(3)
    await pass(100)
    expect(await one.next()).toBe(poke(3))
  })

  test('what is committed while a listener arrives is not missed', async () => {
    const storage = feeds(1)
    const live = liveOn(storage)
    const before = storage.readSince
    storage.readSince = async (request) => {
      const page = await before(request)
      storage.grow(5)
      return page
    }
    const one = await listener(live)
    expect(await one.next()).toBe(poke(5))
  })

  test('a burst is one poke now and one behind it', async () => {
    const storage = feeds()
    const live = liveOn(storage)
    const one = await listener(live)
    await one.next()
    for (let v = 1; v <= 50; v++) storage.grow(v)
    await pass(1)
    for (let v = 51; v <= 90; v++) storage.grow(v)
    await pass(100)
    expect([await one.next(), await one.next()]).toEqual([poke(50), poke(90)])
  })
})

describe('Y51: the line is heard to stand', () => {
  test('every listener hears a beat in each beat time', async () => {
    const live = liveOn(feeds())
    const all = await Promise.all([listener(live), listener(live), listener(live)])
    for (const one of all) await one.next()
    await pass(BEAT_MS)
    for (const one of all) expect(await one.next()).toBe(BEAT)
  })
})

describe('Y52: what a listener may hold', () => {
  test('one that does not read is dropped before much waits for it', async () => {
    const storage = feeds()
    const live = liveOn(storage)
    await live.open(TILL, 0)
    for (let v = 1; v <= 200; v++) {
      storage.grow(v)
      await pass(25)
    }
    expect(live.count()).toBe(0)
  })

  test('a device has at most four streams: the oldest goes', async () => {
    const live = liveOn(feeds())
    const first = await listener(live)
    await first.next()
    for (let more = 0; more < 4; more++) await listener(live)
    expect(live.count()).toBe(4)
    expect(await first.next()).toBeNull()
  })

  test('whoever leaves is forgotten', async () => {
    const live = liveOn(feeds())
    const one = await listener(live)
    await one.leave()
    expect(live.count()).toBe(0)
  })
})

describe('Y53: who may listen no longer', () => {
  test('a device whose pairing has ended hears nothing more within a beat', async () => {
    const storage = feeds()
    const live = liveOn(storage)
    const revoked = await listener(live)
    const other = await listener(live, { ...TILL, device: 'till-b' as DeviceId })
    await revoked.next()
    await other.next()
    storage.revoke('till-a')
    await pass(BEAT_MS)
    expect(live.count()).toBe(1)
  })
})

describe('Y54: the end of the endpoint', () => {
  test('every stream ends, later ones at once, and the feed is heard no longer', async () => {
    const storage = feeds()
    const live = liveOn(storage)
    const one = await listener(live)
    await one.next()
    live.close()
    expect(await one.next()).toBeNull()
    expect(await (await listener(live)).next()).toBeNull()
    expect(storage.state.subscribed).toBe(0)
  })
})
