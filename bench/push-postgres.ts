/**
 * The endpoint's push on PostgreSQL against its raw limit: node-postgres inserting the same bytes in the same
 * batches by one statement, fsync and synchronous_commit on, in the same run on the same server.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openPostgresStorage } from '../server/storage/postgres-storage.ts'
import { startPostgres } from '../server/testing/postgres-server.ts'
import type { BenchRow } from './row.ts'
import { measurePush, type RawBatch } from './support/push-rounds.ts'

/** `push-postgres` and `push-postgres-again`, as `push-sqlite`. */
export async function benchPushPostgres(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-bench-'))
  const server = await startPostgres()
  const client = new pg.Client(server.url)
  try {
    await client.connect()
    await client.query('create table raw_entry (id text primary key, device text, seq bigint, raw bytea)')
    await client.query('create unique index raw_entry_place on raw_entry (device, seq)')
    const storage = await openPostgresStorage(server.url)
    const insertRaw = (batch: RawBatch) =>
      client.query({ name: 'raw', text: INSERT, values: valuesOf(batch) })
    const rows = await measurePush('push-postgres', { storage, folder, insertRaw })
    await storage.close()
    return rows
  } finally {
    await client.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The bytes travel in one piece, as the endpoint sends them: the quickest way that node-postgres has. */
const INSERT = `insert into raw_entry (id, device, seq, raw)
  select u.id, $1, $2::bigint + u.n - 1, substring($3::bytea from u.start for u.length)
  from unnest($4::text[], $5::integer[], $6::integer[]) with ordinality as u(id, start, length, n)`

function valuesOf({ device, from, ids, raws }: RawBatch): unknown[] {
  let start = 1
  const starts = raws.map(({ length }) => {
    start += length
    return start - length
  })
  return [device, from, Buffer.concat(raws), ids, starts, raws.map(({ length }) => length)]
}
