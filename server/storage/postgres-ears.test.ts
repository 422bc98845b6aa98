/** Y84: hints between two stores on one database. */
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { openPool } from './postgres-database.ts'
import { createPostgresEars } from './postgres-ears.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import type { Storage } from './storage.ts'
import { L1, planOf, range, registration, write } from './storage-contract-support.ts'

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

describe('hints between processes', { timeout: 30_000 }, () => {
  const heardBy = (storage: Pick<Storage, 'onFeed'>) => {
    const heard: [string, number][] = []
    storage.onFeed((location, lastV) => heard.push([location, lastV]))
    return heard
  }

  /** The first pokes may fall before the other listens. */
  async function pushUntilHeard(others: readonly unknown[]): Promise<number> {
    let seq = 0
    await expect
      .poll(
        async () => {
          seq += 1
          await store(0).applyPush(range(seq, 1), planOf([write(seq)]))
          return others.length
        },
        { timeout: 5000 },
      )
      .toBeGreaterThan(0)
    return seq
  }

  it('Y84: what one commits, the other hears once, and so does itself', async () => {
    const [own, others] = [heardBy(store(0)), heardBy(store(1))]
    const seq = await pushUntilHeard(others)
    const last = [L1, seq]
    await expect.poll(() => others.at(-1)).toEqual(last)
    expect(own.at(-1)).toEqual(last)
    expect(own).toHaveLength(seq)
  })

  it('Y84: a broken line is opened anew, and what was missed is asked for', async () => {
    await store(1).findDeviceByTokenHash('token-1')
    const others = heardBy(store(1))
    await store(0).applyPush(range(1, 1), planOf([write(1)]))
    await expect.poll(() => others.at(-1), { timeout: 5000 }).toEqual([L1, 1])
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike '%barrow_feed%' and pid <> pg_backend_pid()`)
    await store(0).applyPush(range(2, 1), planOf([write(2)]))
    await expect.poll(() => others.at(-1), { timeout: 5000 }).toEqual([L1, 2])
    await expect
      .poll(
        async () =>
          (
            await admin.query(
              "select 1 from pg_stat_activity where query like '%barrow_feed%' and application_name = 'barrow'",
            )
          ).rowCount,
        {
          timeout: 5000,
        },
      )
      .toBeGreaterThan(0)
  })

  it('Y84: where nothing delivers, the locations that are served are asked about', async () => {
    const pool = openPool(database.url)
    // Nobody answers at this address: LISTEN is as good as absent.
    const ears = createPostgresEars('postgres://postgres@127.0.0.1:1/nowhere', pool)
    const heard = heardBy(ears)
    ears.serve(L1)
    await store(0).applyPush(range(1, 1), planOf([write(1)]))
    await expect.poll(() => heard.at(-1), { timeout: 5000 }).toEqual([L1, 1])
    await store(0).applyPush(range(2, 1), planOf([write(2)]))
    await expect.poll(() => heard.at(-1), { timeout: 5000 }).toEqual([L1, 2])
    await ears.close()
    await pool.close()
  })

  it('Y84: what strangers say on the channel is passed over', async () => {
    const others = heardBy(store(1))
    const seq = await pushUntilHeard(others)
    const payloads = ['', 'nonsense', '{"location":7}', '{"v":-1}', '[]']
    for (const payload of payloads) await admin.query("select pg_notify('barrow_feed', $1)", [payload])
    await store(0).applyPush(range(seq + 1, 1), planOf([write(seq + 1)]))
    await expect.poll(() => others.at(-1), { timeout: 5000 }).toEqual([L1, seq + 1])
    expect(others.every(([location, lastV]) => location === L1 && lastV <= seq + 1)).toBe(true)
  })
})
