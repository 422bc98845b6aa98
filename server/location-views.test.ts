import { describe, expect, it } from 'vitest'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { createLocationViews } from './location-views.ts'
import type { FeedRequest, Storage, StoredEntry } from './storage/storage.ts'
import { bytesOf, sealSales, tillOf } from './testing/test-till.ts'

const till = tillOf('location-1', 'device-1')
const FEED: readonly StoredEntry[] = bytesOf(sealSales(till, 1200)).map((bytes, index) => ({
  v: index + 1,
  device: till.device,
  seq: index + 1,
  hash: '',
  state: 'recorded',
  detail: '',
  raw: Buffer.from(bytes),
}))

/** A store whose journal grows as the test says, and whose answers take a turn. */
function slowFeed(start: number) {
  const feed = { length: start, reads: 0 }
  const readSince = async ({ after, limit }: FeedRequest) => {
    const entries = FEED.slice(after, Math.min(feed.length, after + limit))
    feed.reads += 1
    await new Promise((resolve) => setImmediate(resolve))
    const next = after + entries.length
    return { epoch: 1, entries, next, more: next < feed.length }
  }
  return { feed, storage: { readSince } as Pick<Storage, 'readSince'> }
}

describe('a location’s view', () => {
  it('is loaded page by page, when it is first asked for', async () => {
    const { feed, storage } = slowFeed(1200)
    const view = await createLocationViews(storage).read(till.location)
    expect([view.v, view.state.sales.size, feed.reads]).toEqual([1200, 1200, 3])
  })

  it('holds what was committed before it was asked for, also when a catch-up was under way', async () => {
    const { feed, storage } = slowFeed(10)
    const views = createLocationViews(storage)
    const early = views.read(till.location)
    await Promise.resolve()
    feed.length = 20
    expect((await views.read(till.location)).v).toBe(20)
    await early
  })

  it('folds each entry once, however many ask at a time', async () => {
    const { storage } = slowFeed(700)
    const views = createLocationViews(storage)
    const read = await Promise.all(Array.from({ length: 5 }, () => views.read(till.location)))
    expect(read.map(({ state }) => state.sales.size)).toEqual([700, 700, 700, 700, 700])
  })

  it('K7: is not told in part while it is loaded for the first time, nor when that load broke off', async () => {
    const { storage } = slowFeed(1200)
    let failing = true
    const flaky = {
      readSince: (request: FeedRequest) =>
        failing && request.after > 0 ? Promise.reject(new Error('disk')) : storage.readSince(request),
    }
    const views = createLocationViews(flaky)
    await expect(views.read(till.location)).rejects.toThrow('disk')
    failing = false
    const loading = views.read(till.location)
    expect((await views.nearly(till.location)).v).toBe(1200)
    await loading
  })

  it('is told from memory once it was loaded', async () => {
    const { feed, storage } = slowFeed(5)
    const views = createLocationViews(storage)
    await views.nearly(till.location)
    const { reads } = feed
    expect((await views.nearly(till.location)).v).toBe(5)
    expect(feed.reads).toBe(reads)
  })

  it('is forgotten when too many others are used, and loaded again', async () => {
    const { feed, storage } = slowFeed(1)
    const views = createLocationViews(storage, 2)
    for (const location of ['a', 'b', 'c', 'a']) await views.read(location as LocationId)
    expect(feed.reads).toBe(4)
  })

  it('catches up when a push did not follow directly on it', async () => {
    const { feed, storage } = slowFeed(5)
    const views = createLocationViews(storage)
    await views.read(till.location)
    feed.length = 12
    const entries = [{ device: till.device as DeviceId, seq: 12, parsed: null }]
    await views.follow(till.location, { firstV: 12, entries })
    expect((await views.read(till.location)).state.sales.size).toBe(12)
  })

  it('tries again after the store failed', async () => {
    const { storage } = slowFeed(5)
    let failing = true
    const flaky = {
      readSince: (request: FeedRequest) =>
        failing ? Promise.reject(new Error('disk')) : storage.readSince(request),
    }
    const views = createLocationViews(flaky)
    await expect(views.read(till.location)).rejects.toThrow('disk')
    failing = false
    expect((await views.read(till.location)).v).toBe(5)
  })
})
