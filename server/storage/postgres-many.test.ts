/** Several stores on one database, as several endpoint processes would have them, and lines that break. */
import { type AddressInfo, connect, createServer } from 'node:net'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, Millis } from '../../core/domain/ids.ts'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { openPool } from './postgres-database.ts'
import { notesDeed } from './postgres-push.ts'
import { passesByItself } from './postgres-retry.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import { createTurns } from './postgres-turns.ts'
import { endpointDevice, type FeedPage, type Storage } from './storage.ts'
import {
  D1,
  D2,
  feedOf,
  L1,
  L2,
  lentTo,
  NOW,
  newDevice,
  note,
  planOf,
  range,
  registration,
  write,
} from './storage-contract-support.ts'

let database: TestDatabase
let stores: Storage[]
let admin: pg.Client
beforeEach(async () => {
  database = await freshDatabase()
  stores = await Promise.all([openPostgresStorage(database.url), openPostgresStorage(database.url)])
  admin = new pg.Client(database.url)
  await admin.connect()
})
afterEach(async () => {
  for (const store of stores) await store.close()
  await admin.end()
  await database.drop()
})

const store = (index: number) => stores[index % stores.length] as Storage
const TILLS = Array.from({ length: 8 }, (_, index) => `device-${index + 1}` as DeviceId)

async function registerTills(): Promise<void> {
  await store(0).registerLocation(registration())
  for (const [index, device] of TILLS.slice(1).entries())
    await store(index).addDevice({ ...newDevice(device), location: L1, till: true })
}

/** A till's own pushes one after the other, in turn through either store: so many entries in twos. */
async function pushAll(device: DeviceId, entries: number, through = store): Promise<void> {
  for (let seq = 1; seq < entries; seq += 2) {
    // What is taken has arrived by an attempt before, whose answer was lost.
    await through(seq >> 1).applyPush(range(seq, 2, { device }), (known) =>
      planOf([write(seq), write(seq + 1)].slice(known.taken.length))(known),
    )
  }
}

/** As a till does: a push that failed for good is pushed again, here from the beginning. */
async function pushStubbornly(device: DeviceId, entries: number): Promise<void> {
  for (;;) {
    try {
      return await pushAll(device, entries)
    } catch (error) {
      if (!passesByItself(error)) throw error
    }
  }
}

/** Pages through the feed until `total` entries have come, while they are being written. */
async function follow(reader: Storage, total: number): Promise<readonly number[]> {
  const seen: number[] = []
  for (let after = 0; seen.length < total; ) {
    const page: FeedPage = await reader.readSince({ location: L1, after, limit: 7, except: null })
    seen.push(...page.entries.map(({ v }) => v))
    after = page.next
  }
  return seen
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('several processes on one PostgreSQL', { timeout: 60_000 }, () => {
  it('Y80: eight tills through two stores: numbers without a gap, and no reader misses one', async () => {
    await registerTills()
    const total = TILLS.length * 40
    const [first, second] = await Promise.all([
      follow(store(0), total),
      follow(store(1), total),
      ...TILLS.map((device) => pushAll(device, 40)),
    ])
    expect(first).toEqual(upTo(total))
    expect(second).toEqual(upTo(total))
    for (const device of TILLS) {
      const entries = await store(0).readDevice(L1, device, { from: 1, limit: 100 })
      expect(entries.map(({ seq }) => seq)).toEqual(upTo(40))
      expect(entries.map(({ v }) => v)).toEqual(entries.map(({ v }) => v).sort((a, b) => a - b))
    }
  })

  it('Y80: the same push through both at once is kept once', async () => {
    await registerTills()
    await Promise.all([pushAll(D1, 20, () => store(0)), pushAll(D1, 20, () => store(1))])
    expect(await feedOf(store(0))).toEqual(upTo(20).map((seq) => [seq, D1, seq]))
  })

  it('Y80: notes through both at once follow one another', async () => {
    await registerTills()
    const append = (index: number) => store(index).appendNotes(L1, ({ head }) => [note(head.seq + 1)])
    await Promise.all(upTo(20).map(append))
    expect((await lentTo(store(0), range(1, 0))).notes.seq).toBe(20)
    expect((await feedOf(store(0))).map(([v]) => v)).toEqual(upTo(20))
  })

  it('Y15: of two that would make the first location at once, one is refused', async () => {
    const first = registration({ onlyFirst: true })
    const second = registration({ location: L2, device: D2, tokenHash: 'token-2', onlyFirst: true })
    const outcomes = await Promise.all([store(0).registerLocation(first), store(1).registerLocation(second)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['closed', 'made'])
    expect(await store(0).locations()).toHaveLength(1)
  })

  it('Y16: of two devices with one code through both, one gets in; letters are given once', async () => {
    await registerTills()
    const expiresAt = (NOW + 1000) as Millis
    await store(0).createPairingCode({ codeHash: 'code-1', location: L1, expiresAt, replaces: null })
    const redeem = (index: number) =>
      store(index).redeemPairingCode({ ...newDevice(`device-2${index}` as DeviceId), codeHash: 'code-1' })
    const outcomes = await Promise.all([redeem(0), redeem(1)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['code-invalid', 'paired'])
    const added = await Promise.all(
      upTo(6).map((index) =>
        store(index).addDevice({ ...newDevice(`device-3${index}` as DeviceId), location: L1, till: true }),
      ),
    )
    expect(new Set(added.map((each) => (each.kind === 'paired' ? each.letter : each.kind))).size).toBe(6)
  })

  it('T65: a pairing that ends through one has ended for the other, whatever it remembers', async () => {
    await registerTills()
    expect((await store(1).findDeviceByTokenHash('token-2'))?.revoked).toBe(false)
    await store(0).revokeDevice(L1, D2, NOW)
    expect((await store(1).findDeviceByTokenHash('token-2'))?.revoked).toBe(true)
  })

  it('T67: a token that another has replaced through one is forgotten by the other', async () => {
    await registerTills()
    expect(await store(1).findDeviceByTokenHash('token-2')).not.toBeNull()
    const again = { ...newDevice(D2, { tokenHash: 'token-new' }), location: L1, letter: 'B' }
    expect(await store(0).readmitDevice(again)).toBe('admitted')
    expect(await store(1).findDeviceByTokenHash('token-2')).toBeNull()
    expect((await store(1).findDeviceByTokenHash('token-new'))?.device).toBe(D2)
  })
})

describe('a line that breaks', { timeout: 60_000 }, () => {
  const cutAll = () =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'barrow'`)

  /** Cuts every connection again and again until the work is done. */
  async function whileCutting(work: Promise<unknown>): Promise<number> {
    let cuts = 0
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    while (!isDone) {
      await cutAll()
      cuts += 1
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await done
    return cuts
  }

  it('Y81: in the middle of pushes costs no entry and doubles none', async () => {
    await registerTills()
    const cuts = await whileCutting(Promise.all(TILLS.map((device) => pushStubbornly(device, 200))))
    expect(cuts).toBeGreaterThan(3)
    expect(await follow(store(0), 1600)).toEqual(upTo(1600))
    for (const device of TILLS)
      expect((await store(0).devices(L1)).find((each) => each.device === device)?.head.seq).toBe(200)
  })

  it('Y81: in the middle of notes costs none and doubles none, and each answer is true', async () => {
    await registerTills()
    const told: number[] = []
    const append = async () => {
      for (let round = 0; round < 60; round++)
        told.push((await store(round).appendNotes(L1, ({ head }) => [note(head.seq + 1)])).firstV)
    }
    await whileCutting(append())
    expect(told).toEqual(upTo(60))
    expect((await feedOf(store(0))).map(([, , seq]) => seq)).toEqual(upTo(60))
  })

  it('Y81: after a commit whose end nobody saw, the notes are found, not written again', async () => {
    await registerTills()
    const line = await lineThatLoses(1, 'commit\0')
    const storage = await openPostgresStorage(line.url)
    const appended = await storage.appendNotes(L1, ({ head }) => [note(head.seq + 1)])
    expect(line.lost()).toBe(1)
    expect(appended).toEqual({ firstV: 1, count: 1 })
    expect(await feedOf(store(0))).toEqual([[1, endpointDevice(1), 1]])
    await storage.close()
    line.close()
  })

  it('Y81: a line that goes silent is given up, and the deed is done over another', async () => {
    await registerTills()
    const line = await lineThatLoses(1, 'commit\0', 'is-silent')
    const pool = openPool(line.url, 500)
    const turns = createTurns(pool, () => {})
    const appended = await turns.take(
      L1,
      notesDeed(({ head }) => [note(head.seq + 1)]),
    )
    expect(line.lost()).toBe(1)
    expect(appended).toEqual({ firstV: 1, count: 1 })
    expect(await feedOf(store(0))).toEqual([[1, endpointDevice(1), 1]])
    await pool.close()
    line.close()
  })

  it('Y81: after a commit whose end nobody saw, a push finds its places taken by itself', async () => {
    await registerTills()
    const line = await lineThatLoses(2, 'commit\0')
    const storage = await openPostgresStorage(line.url)
    await pushAll(D1, 10, () => storage)
    expect(line.lost()).toBe(2)
    expect(await feedOf(store(0))).toEqual(upTo(10).map((seq) => [seq, D1, seq]))
    await storage.close()
    line.close()
  })
})

/**
 * A way to the database that loses what is answered to the first few messages with `word` in them, and breaks,
 * or stays silent.
 */
async function lineThatLoses(times: number, word: string, then: 'breaks' | 'is-silent' = 'breaks') {
  const target = new URL(database.url)
  let lost = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    near.on('error', end).on('close', end)
    far.on('error', end).on('close', end)
    let isLosing = false
    near.on('data', (bytes) => {
      far.write(bytes)
      if (isLosing || lost >= times || !bytes.includes(word)) return
      isLosing = true
      lost += 1
      // Long enough for the server to carry it out.
      if (then === 'breaks') setTimeout(end, 300)
    })
    far.on('data', (bytes) => isLosing || near.write(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(database.url)
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, lost: () => lost, close: () => server.close() }
}
