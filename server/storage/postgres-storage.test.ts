import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, LocationId, StaffId } from '../../core/domain/ids.ts'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { openPool, statement } from './postgres-database.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import type { Storage } from './storage.ts'
import { describeStorage } from './storage-contract.ts'
import { L1, planOf, range, registration, write } from './storage-contract-support.ts'

describeStorage('PostgreSQL', async () => {
  const database = await freshDatabase()
  let storage = await openPostgresStorage(database.url)
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = await openPostgresStorage(database.url)
      return storage
    },
    async remove() {
      await storage.close()
      await database.drop()
    },
  }
})

describe('what PostgreSQL alone would stumble over', { timeout: 30_000 }, () => {
  let database: TestDatabase
  let stores: Storage[]
  let admin: pg.Client
  beforeEach(async () => {
    database = await freshDatabase()
    stores = await Promise.all([openPostgresStorage(database.url), openPostgresStorage(database.url)])
    admin = new pg.Client(database.url)
    await admin.connect()
    await store(0).registerLocation(registration())
  })
  afterEach(async () => {
    for (const each of stores) await each.close()
    await admin.end()
    await database.drop()
  })

  const store = (index: number) => stores[index] as Storage

  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

  const ODD_TEXTS = [
    "'; drop table entry; --",
    '{"a","b"}',
    'NULL',
    '\\',
    '"',
    ',',
    '{}',
    'ÿ\u{1F6D2}\u202E',
    ' ',
  ]

  it('Y7: a reason with a NUL in it, from a line of zeros, is kept with a mark in its place', async () => {
    const bad = write(1, { state: 'quarantined', detail: 'not-json: \0 is no JSON', raw: Buffer.alloc(9) })
    await store(0).applyPush(range(1, 1, { build: 'b\0' }), planOf([bad]))
    const [kept] = await store(0).quarantined(L1)
    expect(kept?.detail).toBe('not-json: \uFFFD is no JSON')
    expect(Buffer.from(kept?.raw ?? [])).toEqual(Buffer.alloc(9))
  })

  it('keeps odd texts as they are, wherever they stand', async () => {
    for (const odd of ODD_TEXTS) {
      const place = { location: odd as LocationId, device: odd as DeviceId }
      const pin = { staff: odd as StaffId, salt: odd, hash: odd }
      await store(0).registerLocation({ ...registration(place), tokenHash: odd, pins: [pin] })
      const one = write(1, { hash: odd, state: 'quarantined', detail: odd, raw: Buffer.from(odd) })
      const forks = [{ seq: 1, hash: odd, raw: Buffer.from(odd) }]
      await store(0).applyPush(range(1, 1, { ...place, build: odd }), planOf([one], { forks }))
      expect(await store(1).readPins(place.location)).toEqual([pin])
      expect(await store(1).findDeviceByTokenHash(odd)).toMatchObject(place)
      const [kept] = await store(1).quarantined(place.location)
      expect(kept).toMatchObject({ device: odd, hash: odd, detail: odd })
      expect(Buffer.from(kept?.raw ?? []).toString()).toBe(odd)
      expect(await store(1).forks(place.location)).toMatchObject([{ device: odd, hash: odd }])
      expect((await store(1).devices(place.location))[0]).toMatchObject({ build: odd, head: { hash: odd } })
    }
  })

  it('Y14: a page of large entries ends at its bound of bytes, and the pages are the feed', async () => {
    const large = upTo(30).map((seq) => write(seq, { raw: Buffer.alloc(250_000, seq) }))
    await store(0).applyPush(range(1, 30), planOf(large))
    const seen: number[] = []
    const sizes: number[] = []
    for (let after = 0, more = true; more; ) {
      const page = await store(0).readSince({ location: L1, after, limit: 1000, except: null })
      seen.push(...page.entries.map(({ v }) => v))
      sizes.push(page.entries.reduce((sum, { raw }) => sum + raw.byteLength, 0))
      after = page.next
      more = page.more
    }
    expect(seen).toEqual(upTo(30))
    expect(Math.max(...sizes)).toBeLessThan(4 * 1024 * 1024 + 250_000)
    expect(sizes.length).toBeGreaterThan(1)
  })

  it('a statement that fails ends its transaction whole, though the commit was sent with it', async () => {
    const pool = openPool(database.url)
    const add = statement('t-add', "insert into barrow_setting (name, value) values ($1, 'x')")
    const failing = pool.transaction(async (sql) => {
      sql.write(add, 'one')
      sql.write(add, 'one')
      sql.write(add, 'two')
    })
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    const looking = pool.transaction(async (sql) => {
      sql.write(add, 'three')
      sql.write(add, 'three')
      await sql.all(statement('t-look', 'select 1'))
    })
    await expect(looking).rejects.toMatchObject({ code: '23505' })
    const { rowCount } = await admin.query("select 1 from barrow_setting where value = 'x'")
    expect(rowCount).toBe(0)
    await pool.close()
  })
})
