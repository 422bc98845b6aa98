/** The storage contract: the feed, by pages, by device, and who is told when it grows. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId } from '../../core/domain/ids.ts'
import type { Storage } from './storage.ts'
import {
  D1,
  D2,
  feedOf,
  L1,
  L2,
  newDevice,
  note,
  planOf,
  range,
  registration,
  write,
} from './storage-contract-support.ts'

export function describeFeed(storage: () => Storage): void {
  describe('the feed', () => {
    beforeEach(async () => {
      await storage().registerLocation(registration())
      await storage().addDevice({ ...newDevice(D2), location: L1, till: true })
      await storage().registerLocation(registration({ location: L2, tokenHash: 'token-3' }))
      await storage().applyPush(range(1, 2), planOf([write(1), write(2)]))
      await storage().applyPush(range(1, 1, { device: D2 }), planOf([write(1)]))
      await storage().applyPush(range(1, 1, { location: L2 }), planOf([write(1)]))
      await storage().applyPush(range(3, 1), planOf([write(3)]))
    })
    describePages(storage)
    describeEars(storage)
  })
}

function describePages(storage: () => Storage): void {
  const read = (after: number, limit: number, except: DeviceId | null = null) =>
    storage().readSince({ location: L1, after, limit, except })

  it('Y9, Y11: numbers a location’s entries 1, 2, 3 … in the order of the commits', async () => {
    expect(await feedOf(storage())).toEqual([
      [1, D1, 1],
      [2, D1, 2],
      [3, D2, 1],
      [4, D1, 3],
    ])
    expect(await read(0, 10)).toMatchObject({ epoch: 1, next: 4, more: false })
  })

  it('Y12: leaves out the asking device and steps over its entries', async () => {
    const page = await read(0, 10, D1)
    expect(page.entries.map(({ device, seq }) => [device, seq])).toEqual([[D2, 1]])
    expect(page.next).toBe(4)
    expect(page.more).toBe(false)
  })

  it('Y14: pages of any size together are the feed', async () => {
    for (const limit of [1, 2, 3]) {
      const seen: number[] = []
      for (let after = 0, more = true; more; ) {
        const page = await read(after, limit)
        seen.push(...page.entries.map(({ v }) => v))
        after = page.next
        more = page.more
      }
      expect(seen).toEqual([1, 2, 3, 4])
    }
  })

  it('Y14: a cursor beyond the end stays where it is', async () => {
    expect(await read(9, 10)).toEqual({ epoch: 1, entries: [], next: 9, more: false })
  })

  it('is read by device in sequence', async () => {
    const entries = await storage().readDevice(L1, D1, { from: 2, limit: 10 })
    expect(entries.map(({ seq, v }) => [seq, v])).toEqual([
      [2, 2],
      [3, 4],
    ])
  })
}

function describeEars(storage: () => Storage): void {
  it('T70: those who listen are told after each commit how far a location’s feed goes', async () => {
    const heard: unknown[] = []
    const end = storage().onFeed((location, lastV) => heard.push([location, lastV]))
    await storage().applyPush(range(4, 2), planOf([write(4), write(5)], { notes: [note(1)] }))
    await storage().appendNotes(L2, () => [note(1)])
    await settle(() => heard.length >= 2)
    expect(heard).toEqual([
      [L1, 7],
      [L2, 2],
    ])
    end()
    await storage().applyPush(range(6, 1), planOf([write(6)]))
    await settle(() => false, 50)
    expect(heard).toHaveLength(2)
  })

  it('T70: what adds nothing to a feed is not told, nor what failed', async () => {
    const heard: unknown[] = []
    const end = storage().onFeed((location, lastV) => heard.push([location, lastV]))
    await storage().applyPush(range(3, 1), planOf([]))
    await storage().appendNotes(L1, () => [])
    await expect(storage().applyPush(range(4, 2), planOf([write(4), write(4)]))).rejects.toThrow()
    await settle(() => false, 50)
    end()
    expect(heard).toEqual([])
  })
}

/** A store that hears of its commits over a connection needs a moment. */
async function settle(done: () => boolean, limitMs = 2000): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs && !done(); waitedMs += 10)
    await new Promise((resolve) => setTimeout(resolve, 10))
}
