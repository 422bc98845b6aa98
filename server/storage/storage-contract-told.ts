/** The storage contract: what a device tells of itself, and when it was heard. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { PushRange, Storage } from './storage.ts'
import {
  after,
  D1,
  L1,
  lentTo,
  NOW,
  planOf,
  range,
  recordOf,
  registration,
  write,
} from './storage-contract-support.ts'

/** A push without entries: the device only tells. */
const hello = (head: number, skewMs: number, change: Partial<PushRange> = {}) =>
  range(1, 0, { told: { head, skewMs, epoch: 5, relayed: true }, ...change })

export function describeTold(storage: () => Storage): void {
  describe('what a device tells', () => {
    beforeEach(() => storage().registerLocation(registration()))
    describeHearing(storage)
    describeCostless(storage)
    describeEpochSeen(storage)
  })
}

function describeHearing(storage: () => Storage): void {
  it('T61: is in the list of devices with its build and when it was heard', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)]))
    expect(await storage().devices(L1)).toEqual([
      {
        device: D1,
        letter: 'A',
        head: { seq: 1, hash: 'hash-1' },
        build: 'build-1',
        heardAt: NOW,
        toldSeq: null,
        skewMs: null,
        epochSeen: 1,
        revokedAt: null,
        paired: true,
      },
    ])
  })

  it('T61: is kept of a push without entries as well', async () => {
    await storage().applyPush(hello(3, 250), planOf([]))
    expect(await recordOf(storage(), D1)).toMatchObject({ toldSeq: 3, skewMs: 250, heardAt: NOW })
    expect((await lentTo(storage(), range(1, 0))).skewMs).toBe(250)
  })

  it('T61: stays when a later push does not tell', async () => {
    await storage().applyPush(hello(3, 250), planOf([]))
    await storage().applyPush(range(1, 1, { heardAt: after(5) }), planOf([write(1)]))
    expect(await recordOf(storage(), D1)).toMatchObject({ toldSeq: 3, skewMs: 250, heardAt: NOW + 5 })
  })

  it('Y4: is not kept of a push that is answered gap', async () => {
    await storage().applyPush(hello(9, 250, { from: 9 }), planOf([]))
    expect(await recordOf(storage(), D1)).toMatchObject({ toldSeq: null, heardAt: null })
  })
}

function describeCostless(storage: () => Storage): void {
  const heardAt = async () => (await recordOf(storage(), D1))?.heardAt

  it('T62: told again within ten seconds is not written down: a repeated push costs no disk', async () => {
    await storage().applyPush(hello(0, 250), planOf([]))
    await storage().applyPush(hello(0, 1200, { heardAt: after(9_999) }), planOf([]))
    expect(await heardAt()).toBe(NOW)
    await storage().applyPush(hello(0, 250, { heardAt: after(10_000) }), planOf([]))
    expect(await heardAt()).toBe(after(10_000))
  })

  it.each([
    ['another end of its journal', hello(1, 250, { heardAt: after(1) })],
    ['another clock', hello(0, 1250, { heardAt: after(1) })],
    ['another build', hello(0, 250, { heardAt: after(1), build: 'build-2' })],
  ])('T62: is written down at once when it is %s', async (_, told) => {
    await storage().applyPush(hello(0, 250), planOf([]))
    await storage().applyPush(told, planOf([]))
    expect(await heardAt()).toBe(after(1))
    expect(await recordOf(storage(), D1)).toMatchObject({ build: told.build, toldSeq: told.told.head })
  })
}

function describeEpochSeen(storage: () => Storage): void {
  const epochSeen = async () => (await recordOf(storage(), D1))?.epochSeen

  it('T63: a device has come to an epoch once the endpoint has all that it told of', async () => {
    await storage().beginEpoch(5)
    await storage().applyPush(hello(2, 0), planOf([]))
    await storage().applyPush(
      range(1, 1, { told: { head: 2, skewMs: 0, epoch: 5, relayed: true } }),
      planOf([write(1)]),
    )
    expect(await epochSeen()).toBe(1)
    await storage().applyPush(
      range(2, 1, { told: { head: 2, skewMs: 0, epoch: 5, relayed: true } }),
      planOf([write(2)]),
    )
    expect(await epochSeen()).toBe(5)
  })

  it('T63: one that has nothing unsent comes by telling so, also within ten seconds', async () => {
    await storage().applyPush(hello(0, 0), planOf([]))
    await storage().beginEpoch(5)
    await storage().applyPush(hello(0, 0), planOf([]))
    expect(await epochSeen()).toBe(5)
  })

  it('T63: one that has not brought what it holds of others has not come', async () => {
    await storage().beginEpoch(5)
    const told = { head: 0, skewMs: 0, epoch: 5, relayed: false }
    await storage().applyPush(range(1, 0, { told }), planOf([]))
    expect(await epochSeen()).toBe(1)
  })

  it('T63: one that does not know of the epoch yet has not come', async () => {
    await storage().beginEpoch(5)
    await storage().applyPush(
      range(1, 0, { told: { head: 0, skewMs: 0, epoch: 1, relayed: true } }),
      planOf([]),
    )
    expect(await epochSeen()).toBe(1)
  })

  it('T63: one that does not tell has not come', async () => {
    await storage().beginEpoch(5)
    await storage().applyPush(range(1, 1), planOf([write(1)]))
    expect(await epochSeen()).toBe(1)
  })
}
