import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Millis } from '../../core/domain/ids.ts'
import { hashLine } from '../push-plan.ts'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { bytesOf, sealSales, tillOf } from '../testing/test-till.ts'
import type { StoreCopies } from './copies.ts'
import { openCopies } from './open-copies.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import type { Storage } from './storage.ts'

const TILL = tillOf('location\\1', 'device-1')
const SALES = bytesOf(sealSales(TILL, 30))
const NOW = 1_790_000_000_000 as Millis
const PICTURE = `${'a'.repeat(32)}-320.webp`

let folder: string
let database: TestDatabase
let copies: StoreCopies
let backup: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'barrow-copies-'))
  backup = join(folder, 'monday.dump')
  mkdirSync(join(folder, 'data', 'pictures'), { recursive: true })
  writeFileSync(join(folder, 'data', 'pictures', PICTURE), 'a picture')
  database = await freshDatabase()
  copies = await openCopies({ databaseUrl: database.url, dataDir: join(folder, 'data') })
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function onStore<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openPostgresStorage(database.url)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

async function sellTo(storage: Storage, last: number, first = 1): Promise<void> {
  const { location, device } = TILL
  const made = { location, device, tokenHash: 'token', pins: [], till: true, onlyFirst: false, at: NOW }
  await storage.registerLocation({ ...made, publicKey: null })
  const writes = SALES.slice(first - 1, last).map((line, index) => ({
    ...hashLine(Buffer.from(line)),
    seq: first + index,
    state: 'recorded' as const,
    detail: '',
  }))
  const told = { head: last, skewMs: 0, epoch: null, relayed: true }
  const range = { location, device, from: first, count: writes.length, build: '', heardAt: NOW, told }
  await storage.applyPush({ ...range, relayedBy: null }, ({ head }) => {
    const end = writes.at(-1) ?? head
    return { writes, forks: [], results: [], have: end, notes: [], revokes: [] }
  })
}

const storedSales = () =>
  onStore(async (storage) => {
    const entries = await storage.readDevice(TILL.location, TILL.device, { from: 1, limit: 1000 })
    return entries.map(({ raw }) => Buffer.from(raw).toString())
  })

describe('copies of a PostgreSQL database', { timeout: 60_000 }, () => {
  it('T73: a backup is taken while the store is open, and is read back to the last byte', async () => {
    await onStore(async (storage) => {
      await sellTo(storage, 20)
      const proof = await copies.backUp(backup, NOW)
      const head = { device: TILL.device, seq: 20, hash: hashLine(Buffer.from(SALES[19] ?? '')).hash }
      const expected = { location: TILL.location, epoch: 1, entries: 20, heads: [head] }
      expect(proof).toEqual({ locations: [expected], pictures: 1, faults: [] })
    })
    expect(statSync(backup).mode & 0o077).toBe(0)
    await expect(copies.backUp(backup, NOW)).rejects.toThrow(/there already/)
  })

  it('T74: a restore puts tables and pictures back in an epoch of its own, and sets aside what was there', async () => {
    await onStore((storage) => sellTo(storage, 20))
    await copies.backUp(backup, NOW)
    await onStore((storage) => sellTo(storage, 30, 21))
    rmSync(join(folder, 'data'), { recursive: true })
    const first = await copies.restore(backup, NOW)
    expect(first).toMatchObject({
      epoch: NOW / 1000,
      setAside: 'schema before_restore_1',
      pictures: 1,
      faults: [],
    })
    expect(readFileSync(join(folder, 'data', 'pictures', PICTURE), 'utf8')).toBe('a picture')
    expect(await storedSales()).toEqual(SALES.slice(0, 20))
    expect(await countIn('before_restore_1')).toBe(30)
    const second = await copies.restore(backup, 0 as Millis)
    expect(second).toMatchObject({ epoch: NOW / 1000 + 1, setAside: 'schema before_restore_2' })
    expect(await onStore((storage) => storage.locations())).toEqual([
      { location: TILL.location, epoch: NOW / 1000 + 1, lastV: 20 },
    ])
    const again = join(folder, 'tuesday.dump')
    expect((await copies.backUp(again, NOW)).locations[0]?.entries).toBe(20)
    expect((await copies.restore(again, NOW)).setAside).toBe('schema before_restore_3')
  })

  it('T74: a restore refuses while somebody has the store open, and changes nothing', async () => {
    await onStore(async (storage) => {
      await sellTo(storage, 5)
      await copies.backUp(backup, NOW)
      await expect(copies.restore(backup, NOW)).rejects.toThrow(/Stop it first/)
      expect(await storage.locations()).toEqual([{ location: TILL.location, epoch: 1, lastV: 5 }])
    })
  })

  it('T74: a restore keeps the secret, by which devices paired after the backup are known again', async () => {
    await onStore((storage) => sellTo(storage, 1))
    await copies.backUp(backup, NOW)
    const secret = await onStore((storage) => storage.secret())
    await copies.restore(backup, NOW)
    expect(await onStore((storage) => storage.secret())).toBe(secret)
  })

  it('T73: damage of the data is found in the backup', async () => {
    await onStore((storage) => sellTo(storage, 5))
    await query(`update entry set raw = 'x' where seq = 2`)
    await query('delete from entry where seq = 4')
    const { faults } = await copies.backUp(backup, NOW)
    expect(faults).toEqual([
      expect.stringContaining('bytes of entry 2'),
      expect.stringContaining('should hold 5 entries, it holds 4'),
      expect.stringContaining('1 entries are missing'),
    ])
  })

  it.each([
    ['cut short', () => truncateSync(backup, 3000)],
    ['text', () => writeFileSync(backup, 'Dear diary')],
    ['missing', () => rmSync(backup)],
  ])('T74: a file that is %s is refused, and nothing changes', async (_, spoil) => {
    await onStore((storage) => sellTo(storage, 5))
    await copies.backUp(backup, NOW)
    spoil()
    await expect(copies.restore(backup, NOW)).rejects.toThrow(/did not succeed|cannot be opened|no backup/)
    expect(await storedSales()).toHaveLength(5)
    expect(await schemas()).toEqual([])
    expect(existsSync(`${backup}.unfinished`)).toBe(false)
  })
})

async function query(sql: string): Promise<{ readonly [name: string]: unknown }[]> {
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const countIn = async (schema: string) =>
  Number((await query(`select count(*) as n from ${schema}.entry`))[0]?.n)
const schemas = async () =>
  (await query("select nspname from pg_namespace where nspname like 'before%'")).map(({ nspname }) => nspname)
