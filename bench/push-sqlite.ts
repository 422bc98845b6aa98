/**
 * The endpoint's push against its raw limit on SQLite: better-sqlite3 inserting the same bytes in the same batches,
 * synchronous=FULL, in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openSqliteStorage } from '../server/storage/sqlite-storage.ts'
import type { BenchRow } from './row.ts'
import { measurePush, type RawBatch } from './support/push-rounds.ts'

/** `push-sqlite`: sales/s, ratio to the raw insert. `push-sqlite-again`: the same push repeated, ratio to the first. */
export async function benchPushSqlite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-bench-'))
  const raw = openRaw(join(folder, 'raw.sqlite'))
  const storage = openSqliteStorage(join(folder, 'endpoint.sqlite'))
  try {
    return await measurePush('push-sqlite', { storage, folder, insertRaw: raw.insert })
  } finally {
    raw.close()
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The barest table that could serve as a journal: an entry's id, and its place in its device's sequence. */
function openRaw(file: string) {
  const database = new Database(file)
  database.pragma('page_size = 8192')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table entry (id text primary key, device text, seq integer, raw blob)')
  database.exec('create unique index entry_place on entry (device, seq)')
  const insert = database.prepare('insert into entry (id, device, seq, raw) values (?, ?, ?, ?)')
  const insertAll = database.transaction(({ device, from, ids, raws }: RawBatch) => {
    for (const [index, raw] of raws.entries()) insert.run(ids[index], device, from + index, raw)
  })
  return {
    insert: async (batch: RawBatch) => insertAll.immediate(batch),
    close: () => database.close(),
  }
}
