import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareVersions, openDatabase } from './sqlite-database.ts'
import { runMigration, SQLITE_MIGRATIONS } from './sqlite-migrations.ts'
import { openSqliteStorage } from './sqlite-storage.ts'
import { describeStorage } from './storage-contract.ts'
import { D1, L1, planOf, range, registration, write } from './storage-contract-support.ts'

describeStorage('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-storage-'))
  let storage = openSqliteStorage(join(folder, 'barrow.sqlite'))
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = openSqliteStorage(join(folder, 'barrow.sqlite'))
      return storage
    },
    async remove() {
      await storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

describe('the SQLite file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'barrow-storage-'))
    file = join(folder, 'barrow.sqlite')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is durable at each commit: WAL and synchronous=FULL', () => {
    const database = openDatabase(file)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('synchronous', { simple: true })).toBe(2)
    database.close()
  })

  it('runs each migration twice without harm', () => {
    const database = openDatabase(file)
    for (const migration of SQLITE_MIGRATIONS) expect(() => runMigration(database, migration)).not.toThrow()
    database.close()
  })

  it('brings the data of the first version along', async () => {
    const first = new Database(file)
    first.pragma('application_id = 0x62617277')
    const [migration] = SQLITE_MIGRATIONS
    if (migration) runMigration(first, migration)
    first.pragma('user_version = 1')
    first.exec(`
      insert into location values (1, 'location-1', 1, 0, 1, 0);
      insert into device values (1, 1, 'device-1', 'A', 0, 'build-1', null);
      insert into token values ('token-1', 1);
    `)
    first.close()
    const storage = openSqliteStorage(file)
    const known = { location: L1, device: D1, tokenHash: 'token-1', publicKey: null, revoked: false }
    expect(await storage.findDeviceByTokenHash('token-1')).toEqual(known)
    const [device] = await storage.devices(L1)
    expect(device).toMatchObject({ letter: 'A', paired: true, epochSeen: 1, toldSeq: null, revokedAt: null })
    await storage.close()
  })

  it('T70: tells as well what another process has added to a feed', async () => {
    const endpoint = openSqliteStorage(file)
    await endpoint.registerLocation(registration())
    const heard = new Promise((resolve) => endpoint.onFeed((...grown) => resolve(grown)))
    const commandLine = openSqliteStorage(file)
    await commandLine.applyPush(range(1, 2), planOf([write(1), write(2)]))
    expect(await heard).toEqual([L1, 2])
    await commandLine.close()
    await endpoint.close()
  })

  it('refuses data that is newer than the program, and leaves it alone', () => {
    openDatabase(file).close()
    const newer = new Database(file)
    newer.pragma('user_version = 99')
    newer.close()
    expect(() => openDatabase(file)).toThrow(/newer Barrow.*99/)
    const after = new Database(file)
    expect(after.pragma('user_version', { simple: true })).toBe(99)
    after.close()
  })

  it('refuses a database of another program', () => {
    const foreign = new Database(file)
    foreign.exec('create table recipes (name text)')
    foreign.close()
    expect(() => openDatabase(file)).toThrow(/another program/)
  })

  it('every table and index leads with the location, but for the two directories', () => {
    const database = openDatabase(file)
    const tables = ['location', 'device', 'pin', 'entry', 'flaw', 'fork']
    for (const table of tables) {
      const indexes = database.pragma(`index_list(${table})`) as { name: string }[]
      for (const { name } of indexes) {
        const [first] = database.pragma(`index_info(${name})`) as { name: string }[]
        expect([name, first?.name]).toEqual([name, 'location'])
      }
    }
    database.close()
  })

  it('reads the feed and the taken places by their indexes', () => {
    const database = openDatabase(file)
    const planOf = (sql: string) =>
      (database.prepare(`explain query plan ${sql}`).all() as { detail: string }[]).map(
        ({ detail }) => detail,
      )
    const feed = planOf(
      'select raw from entry where location = 1 and v > 1 and v <= 9 and device <> 2 order by v',
    )
    expect(feed).toEqual(['SEARCH entry USING INDEX entry_feed (location=? AND v>? AND v<?)'])
    const taken = planOf(
      'select hash from entry where location = 1 and device = 1 and seq >= 1 and seq < 9 order by seq',
    )
    expect(taken).toEqual([expect.stringContaining('(location=? AND device=? AND seq>? AND seq<?)')])
    database.close()
  })

  it('compares versions by their numbers', () => {
    expect(compareVersions('3.51.3', '3.51.3')).toBe(0)
    expect(compareVersions('3.51.10', '3.51.3')).toBeGreaterThan(0)
    expect(compareVersions('3.9.0', '3.51.3')).toBeLessThan(0)
  })
})
