import { hash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { LocationId } from '../core/domain/ids.ts'
import { addSalesPart, stateOfFirstPart } from '../core/journal/state-parts.ts'
import type { SnapshotAnswer } from '../core/protocol/snapshot.ts'
import { hashState } from './location-views.ts'
import { createSnapshots } from './snapshot.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { bytesOf, push, registerTill, sealSales, type TestTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
afterEach(() => endpoint.close())

const SMALL = { minEntries: 3, salesPerPart: 4 }

async function open(sales: number) {
  endpoint = testEndpoint({ snapshots: SMALL })
  const till = await registerTill(endpoint)
  const sealed = sealSales(till, sales)
  await push(endpoint, till, bytesOf(sealed))
  return { till, sealed }
}

const named = async (till: TestTill) =>
  (await (await endpoint.send('/api/snapshot', { headers: till.authorization })).json()) as SnapshotAnswer

const partOf = (till: TestTill, cursor: number, part: number) =>
  endpoint.send(`/api/snapshot/${cursor}/${part}`, { headers: till.authorization })

async function takeOver(till: TestTill, answer: SnapshotAnswer) {
  const parts = await Promise.all(
    answer.parts.map(async ({ hash: wanted, bytes }, index) => {
      const packed = Buffer.from(await (await partOf(till, answer.cursor, index)).arrayBuffer())
      expect([packed.length, hash('sha256', packed, 'hex')]).toEqual([bytes, wanted])
      return JSON.parse(gunzipSync(packed).toString()) as unknown
    }),
  )
  const first = stateOfFirstPart(parts[0])
  if (!first.ok) throw new Error(first.error)
  for (const part of parts.slice(1)) addSalesPart(first.value, part)
  return first.value
}

describe('a snapshot', () => {
  it('Y30: its parts come to the state whose hash it names', async () => {
    const { till } = await open(10)
    const answer = await named(till)
    expect(answer).toMatchObject({ protocol: 2, epoch: 1, cursor: 10 })
    expect(answer.parts).toHaveLength(1 + 3)
    const state = await takeOver(till, answer)
    expect(hashState(state)).toBe(answer.stateHash)
    expect(state.sales.size).toBe(10)
  })

  it('Y31: its parts fit together, whatever is pushed meanwhile', async () => {
    const { till, sealed } = await open(5)
    const answer = await named(till)
    const last = sealed.at(-1)?.entry
    const more = sealSales(till, 3, { seq: 5, hash: sealed.at(-1)?.hash ?? '', lamport: last?.lamport ?? 0 })
    await push(endpoint, till, bytesOf(more), { from: 6 })
    expect(hashState(await takeOver(till, answer))).toBe(answer.stateHash)
    expect(await named(till)).toEqual(answer)
    endpoint.clock.now += 3 * 60_000
    expect((await named(till)).cursor).toBe(8)
    expect((await partOf(till, answer.cursor, 0)).status, 'still kept').toBe(200)
  })

  it('Y31: one that is gone, of another location or out of range is not found', async () => {
    const { till } = await open(5)
    const { cursor, parts } = await named(till)
    expect((await partOf(till, cursor, parts.length)).status).toBe(404)
    expect((await partOf(till, cursor + 1, 0)).status).toBe(404)
    expect((await partOf(till, Number.NaN, -1)).status).toBe(404)
    endpoint.clock.now += 11 * 60_000
    await named(till)
    expect((await partOf(till, cursor, 0)).status).toBe(200)
    const views = {
      read: async () => ({ v: 5, epoch: 1, state: (await endpoint.views.read(till.location)).state }),
    }
    const snapshots = createSnapshots(views, () => 0, SMALL)
    await snapshots.current(till.location)
    expect(snapshots.part(till.location, 5, 0)).not.toBeNull()
    expect(snapshots.part('another' as LocationId, 5, 0)).toBeNull()
  })

  it('Y32: a short feed is pulled as it is', async () => {
    const { till } = await open(3)
    expect((await named(till)).parts).toEqual([])
  })

  it('Y31: what is kept is bounded, the newest stays', async () => {
    const { till } = await open(5)
    const { state } = await endpoint.views.read(till.location)
    const clock = { now: 0, v: 10 }
    const views = { read: async () => ({ v: clock.v, epoch: 1, state }) }
    const snapshots = createSnapshots(views, () => clock.now, { ...SMALL, maxBytes: 1 })
    for (const v of [10, 11]) {
      Object.assign(clock, { v, now: clock.now + 3 * 60_000 })
      await snapshots.current(till.location)
    }
    expect(snapshots.part(till.location, 10, 0)).toBeNull()
    expect(snapshots.part(till.location, 11, 0)).not.toBeNull()
  })
})
