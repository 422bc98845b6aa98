/**
 * The endpoint's push against its raw limit: 2,000 sales in batches of 500, once new and once again. The
 * limit is better-sqlite3 inserting the same bytes in the same batches, synchronous=FULL, in the same run.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { v7 } from 'uuid'
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import { type Sha256, sealEntry } from '../core/journal/chain.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { createApp } from '../server/app.ts'
import { FETCH_DEPS } from '../server/fetch-public.ts'
import { createLocationViews } from '../server/location-views.ts'
import { createPictures } from '../server/pictures.ts'
import { createRateLimit } from '../server/rate-limit.ts'
import { hashSecret } from '../server/register.ts'
import { loadStaticFiles } from '../server/static-files.ts'
import { openSqliteStorage } from '../server/storage/sqlite-storage.ts'
import type { BenchRow } from './row.ts'
import { saleDraft } from './support/sale.ts'

const SALES = 2000
const BATCH = 500
const ROUNDS = 30
/** The first rounds warm the compiler up, for both sides. */
const WARM_UP = 10
const LOCATION = '01890000-0000-7000-8000-000000000001' as LocationId
const TOKEN = 'a'.repeat(64)
const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** `push-sqlite`: sales/s, ratio to the raw insert. `push-sqlite-again`: the same push repeated, ratio to the first. */
export async function benchPushSqlite(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-bench-'))
  const device = v7() as DeviceId
  const limit = openRaw(join(folder, 'raw.sqlite'), device)
  const endpoint = await openEndpoint(folder, device)
  try {
    const rounds: Round[] = []
    let head = START_HEAD
    for (let index = 0; index < ROUNDS; index++) {
      const sealed = sealBatches(device, head)
      const raw = sealed.batches.map((batch) => limit.insert(batch))
      const first = await pushAll(endpoint.push, device, sealed.batches)
      const again = await pushAll(endpoint.push, device, sealed.batches)
      rounds.push({ raw, first, again })
      head = sealed.head
    }
    return rowsOf(rounds.slice(WARM_UP))
  } finally {
    limit.close()
    await endpoint.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Batch {
  readonly from: number
  readonly lines: readonly string[]
}

/** Milliseconds of each batch. */
interface Round {
  readonly raw: readonly number[]
  readonly first: readonly number[]
  readonly again: readonly number[]
}

function rowsOf(rounds: readonly Round[]): BenchRow[] {
  const rate = (of: (round: Round) => readonly number[]) =>
    median(rounds.map((round) => (SALES * 1000) / of(round).reduce((a, b) => a + b, 0)))
  const limit = rate((round) => round.raw)
  const first = rate((round) => round.first)
  const again = rate((round) => round.again)
  return [
    rowOf(
      'push-sqlite',
      first,
      limit,
      rounds.flatMap((round) => round.first),
    ),
    rowOf(
      'push-sqlite-again',
      again,
      first,
      rounds.flatMap((round) => round.again),
    ),
  ]
}

function rowOf(name: string, value: number, baseline: number, batchMs: readonly number[]): BenchRow {
  const sorted = [...batchMs].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const n = sorted.length
  return {
    name,
    unit: 'sales/s',
    value,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    n,
    baseline,
    ratio: value / baseline,
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function sealBatches(
  device: DeviceId,
  start: Head,
): { readonly batches: readonly Batch[]; readonly head: Head } {
  let head = start
  const lines: string[] = []
  for (let index = 0; index < SALES; index++) {
    const next = sealEntry(saleDraft(head.seq), { location: LOCATION, device }, head, sha256)
    head = next.head
    lines.push(next.sealed.bytes)
  }
  const batches = Array.from({ length: SALES / BATCH }, (_, batch) => ({
    from: start.seq + 1 + batch * BATCH,
    lines: lines.slice(batch * BATCH, (batch + 1) * BATCH),
  }))
  return { batches, head }
}

/** The barest table that could serve as a journal: an entry's id, and its place in its device's sequence. */
function openRaw(file: string, device: DeviceId) {
  const database = new Database(file)
  database.pragma('page_size = 8192')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table entry (id text primary key, device text, seq integer, raw blob)')
  database.exec('create unique index entry_place on entry (device, seq)')
  const insert = database.prepare('insert into entry (id, device, seq, raw) values (?, ?, ?, ?)')
  const insertAll = database.transaction((rows: readonly { id: string; raw: Buffer }[], from: number) => {
    for (const [index, row] of rows.entries()) insert.run(row.id, device, from + index, row.raw)
  })
  return {
    insert(batch: Batch): number {
      const rows = batch.lines.map((line) => ({ id: JSON.parse(line).id as string, raw: Buffer.from(line) }))
      const startMs = performance.now()
      insertAll.immediate(rows, batch.from)
      return performance.now() - startMs
    },
    close: () => database.close(),
  }
}

type Push = (request: Request) => Promise<Response>

async function openEndpoint(folder: string, device: DeviceId) {
  const storage = openSqliteStorage(join(folder, 'endpoint.sqlite'))
  const now = () => Date.now() as Millis
  const tokenHash = hashSecret(TOKEN)
  const pins = [] as const
  await storage.registerLocation({
    location: LOCATION,
    device,
    tokenHash,
    pins,
    till: true,
    onlyFirst: true,
    at: now(),
    publicKey: null,
  })
  const quiet = () => {}
  const app = createApp({
    storage,
    now,
    views: createLocationViews(storage),
    pictures: createPictures(folder, FETCH_DEPS),
    files: loadStaticFiles(join(folder, 'none')),
    rateLimit: createRateLimit(() => performance.now()),
    log: { info: quiet, warn: quiet, error: quiet },
    openSetup: false,
    tls: false,
    demo: null,
  })
  const push: Push = async (request) => app.fetch(request)
  return { push, close: () => storage.close() }
}

async function pushAll(push: Push, device: DeviceId, batches: readonly Batch[]): Promise<number[]> {
  const batchMs: number[] = []
  for (const { from, lines } of batches) {
    const header = { protocol: 1, location: LOCATION, device, epoch: null, from, build: 'bench' }
    const body = Buffer.from(`${[JSON.stringify(header), ...lines].join('\n')}\n`)
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-length': String(body.length) }
    const request = new Request('http://localhost/api/push', { method: 'POST', headers, body })
    const startMs = performance.now()
    const response = await push(request)
    batchMs.push(performance.now() - startMs)
    const answer = (await response.json()) as { have: { seq: number }; results: unknown[] }
    if (answer.results.length > 0 || answer.have.seq < from + BATCH - 1)
      throw new Error(`the push was not simply recorded: ${JSON.stringify(answer).slice(0, 300)}`)
  }
  return batchMs
}
