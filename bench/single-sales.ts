/**
 * Fifty tills at one endpoint, over HTTP, with signed requests, each answer durable: single sales (`push-single`),
 * and all coming back at once with a backlog (`push-50-tills`). The raw limit of a single durable sale is
 * better-sqlite3 committing one row at a time, synchronous=FULL, in the same run.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openSqliteStorage } from '../server/storage/sqlite-storage.ts'
import { processesOn } from '../server/testing/test-process.ts'
import { type BenchRow, quantile } from './row.ts'
import { openConnection, type RawConnection } from './support/raw-http.ts'
import {
  type PushBatch,
  pairTills,
  readNonce,
  type SigningTill,
  sealPushes,
  signPush,
} from './support/signing-tills.ts'

const TILLS = 50
/** Within what the endpoint lets one device ask at a stretch (its rate limit's burst). */
const SINGLES = 180
const WARM_UP = 20
const BACKLOG = { pushes: 10, size: 40 }

export async function benchSingleSales(): Promise<readonly BenchRow[]> {
  const processes = processesOn({ LOG_LEVEL: 'warn' })
  mkdirSync(processes.folder, { recursive: true })
  const storage = openSqliteStorage(join(processes.folder, 'barrow.sqlite'))
  const tills = await pairTills(storage, TILLS)
  await storage.close()
  const baseline = rawSingles(join(processes.folder, 'raw.sqlite'), tills[0] as SigningTill)
  const endpoint = await processes.serve()
  const port = Number(endpoint.port)
  const connections = await Promise.all(tills.map(() => openConnection(port)))
  try {
    const fleet = { tills, connections, host: `127.0.0.1:${port}` }
    await run(fleet, WARM_UP, 1)
    const single = await run(fleet, SINGLES, 1)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const backlog = await run(fleet, BACKLOG.pushes, BACKLOG.size)
    return [
      { ...rowOf('push-single', single), baseline, ratio: single.salesPerSecond / baseline },
      {
        ...rowOf('push-50-tills', backlog),
        unit: 'ms',
        value: quantile(backlog.pushMs, 0.99),
        ratio: backlog.worstShare,
      },
    ]
  } finally {
    for (const connection of connections) connection.close()
    processes.remove()
  }
}

interface Fleet {
  readonly tills: readonly SigningTill[]
  readonly connections: readonly RawConnection[]
  readonly host: string
}

interface Outcome {
  readonly salesPerSecond: number
  readonly pushMs: readonly number[]
  /** What the slowest till had done, of its own work, when the first one was through. */
  readonly worstShare: number
}

/** Every till sends so many pushes, one behind the other; all tills at once. */
async function run({ tills, connections, host }: Fleet, pushes: number, size: number): Promise<Outcome> {
  const nonce = await readNonce(connections[0] as RawConnection)
  const work = tills.map((till) =>
    sealPushes(till, pushes, size).map((batch) => ({
      batch,
      request: signPush(till, batch, { host, nonce }),
    })),
  )
  const done = tills.map(() => 0)
  const pushMs: number[] = []
  let worstShare = -1
  const startMs = performance.now()
  await Promise.all(
    work.map(async (batches, index) => {
      for (const { batch, request } of batches) {
        const sentMs = performance.now()
        check(await (connections[index] as RawConnection).ask(request), batch)
        pushMs.push(performance.now() - sentMs)
        done[index] = (done[index] ?? 0) + 1
      }
      if (worstShare < 0) worstShare = Math.min(...done) / pushes
    }),
  )
  const seconds = (performance.now() - startMs) / 1000
  return { salesPerSecond: (tills.length * pushes * size) / seconds, pushMs, worstShare }
}

function check(
  { status, body }: { readonly status: number; readonly body: string },
  { last }: PushBatch,
): void {
  const { have, results } = (status === 200 ? JSON.parse(body) : {}) as {
    have?: { seq: number }
    results?: []
  }
  if (have?.seq !== last || results?.length !== 0)
    throw new Error(`The push was not simply recorded: ${status} ${body.slice(0, 300)}`)
}

function rowOf(name: string, { salesPerSecond, pushMs }: Outcome): BenchRow {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(pushMs, share)) as [
    number,
    number,
    number,
  ]
  const row = { name, unit: 'sales/s', value: salesPerSecond, p50, p95, p99, n: pushMs.length }
  return { ...row, baseline: null, ratio: null }
}

/** One row, one durable commit, one behind the other: sales per second. */
function rawSingles(file: string, till: SigningTill): number {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table entry (seq integer primary key, raw blob)')
  const insert = database.prepare('insert into entry (seq, raw) values (?, ?)')
  const copy = { ...till }
  const batches = sealPushes(copy, 500, 1)
  const startMs = performance.now()
  for (const { from, body } of batches) insert.run(from, body)
  const seconds = (performance.now() - startMs) / 1000
  database.close()
  return batches.length / seconds
}
