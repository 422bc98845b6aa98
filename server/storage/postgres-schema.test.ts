import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { POSTGRES_MIGRATIONS } from './postgres-migrations.ts'
import { migratePostgres } from './postgres-schema.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import { L1, planOf, range, registration, write } from './storage-contract-support.ts'

let database: TestDatabase
let client: pg.Client
beforeEach(async () => {
  database = await freshDatabase()
  client = new pg.Client(database.url)
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

const names = async (sql: string): Promise<readonly string[]> =>
  (await client.query({ text: sql, rowMode: 'array' })).rows.map((row) => row.join(' '))

describe('the PostgreSQL schema', { timeout: 30_000 }, () => {
  it('Y83: is made once by many that start at once', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresStorage(database.url)))
    const secrets = await Promise.all(stores.map((store) => store.secret()))
    expect(new Set(secrets).size).toBe(1)
    for (const store of stores) await store.close()
    expect(await names("select value from barrow_setting where name = 'data-version'")).toEqual([
      String(POSTGRES_MIGRATIONS.length),
    ])
  })

  it('Y83: each migration may run twice', async () => {
    await migratePostgres(database.url)
    for (const sql of POSTGRES_MIGRATIONS) await client.query(sql)
    await client.query("update barrow_setting set value = '0' where name = 'data-version'")
    await expect(migratePostgres(database.url)).resolves.toBeUndefined()
  })

  it('Y83: of a newer program is refused, and left alone', async () => {
    await migratePostgres(database.url)
    await client.query("update barrow_setting set value = '99' where name = 'data-version'")
    await expect(migratePostgres(database.url)).rejects.toThrow(/newer Barrow.*99.*nothing was changed/)
    expect(await names("select value from barrow_setting where name = 'data-version'")).toEqual(['99'])
  })

  it('Y83: another program’s database is refused, and left alone', async () => {
    await client.query('create table device (name text)')
    await expect(migratePostgres(database.url)).rejects.toThrow(/another program \(device\)/)
    expect(await names("select tablename from pg_tables where schemaname = 'public'")).toEqual(['device'])
  })

  it('Y83: a database that is not there is named, without its password', async () => {
    const address = new URL(database.url)
    address.pathname = '/nowhere'
    address.password = 'hidden'
    const failing = migratePostgres(address.href)
    await expect(failing).rejects.toThrow(/\/nowhere cannot be used: .*does not exist/)
    await expect(failing).rejects.not.toThrow(/hidden/)
  })

  it('Y82: every table and index leads with the location, but for the directories', async () => {
    await migratePostgres(database.url)
    const directories = ['barrow_setting_pkey name', 'pairing_code_pkey code_hash', 'token_pkey token_hash']
    const leads = await names(`
      select i.indexrelid::regclass::text, a.attname from pg_index i
      join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] order by 1`)
    expect(leads.filter((each) => !each.endsWith(' location_id'))).toEqual(directories)
    const tables = await names(`
      select tablename from pg_tables where schemaname = 'public' and not exists (
        select 1 from pg_index i where i.indrelid = tablename::regclass and i.indisprimary) order by 1`)
    expect(tables).toEqual([])
  })

  it('Y82: has nothing that a distributed PostgreSQL lacks: sequences, triggers, foreign keys', async () => {
    await migratePostgres(database.url)
    expect(await names("select relname from pg_class where relkind = 'S'")).toEqual([])
    expect(await names('select tgname from pg_trigger')).toEqual([])
    expect(await names("select conname from pg_constraint where contype = 'f'")).toEqual([])
  })

  it('reads pages, taken places and heads by their indexes', async () => {
    const storage = await openPostgresStorage(database.url)
    await storage.registerLocation(registration())
    const writes = Array.from({ length: 5000 }, (_, index) => write(index + 1))
    await storage.applyPush(range(1, 5000), planOf(writes))
    await client.query('analyze')
    const scans = () => names("select seq_scan from pg_stat_user_tables where relname = 'entry'")
    await client.query('select pg_stat_reset()')
    for (let round = 0; round < 8; round++) {
      await storage.readSince({ location: L1, after: 4000, limit: 10, except: null })
      await storage.readDevice(L1, range(1, 1).device, { from: 4000, limit: 10 })
      await storage.applyPush(range(4990, 5), planOf([]))
      await storage.quarantined(L1)
      await storage.devices(L1)
    }
    await storage.close()
    // What a connection has counted is reported when it ends.
    await expect
      .poll(() => names("select idx_scan from pg_stat_user_tables where relname = 'entry'"))
      .not.toEqual(['0'])
    expect(await scans()).toEqual(['0'])
  })
})
