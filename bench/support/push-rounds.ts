/**
 * A push against its raw limit: sales in batches, each round once as a bare insert, once through the endpoint,
 * and once through it again.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { type Sha256, sealEntry } from '../../core/journal/chain.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import { createApp } from '../../server/app.ts'
import { FETCH_DEPS } from '../../server/fetch-public.ts'
import { createLocationViews } from '../../server/location-views.ts'
import { createPictures } from '../../server/pictures.ts'
import { createRateLimit } from '../../server/rate-limit.ts'
import { hashSecret } from '../../server/register.ts'
import { loadStaticFiles } from '../../server/static-files.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { type BenchRow, quantile } from '../row.ts'
import { saleDraft } from './sale.ts'

const SALES = 2000
const BATCH = 500
const ROUNDS = 30
/** The first rounds warm the compiler up, for both sides. */
const WARM_UP = 10
const LOCATION = '01890000-0000-7000-8000-000000000001' as LocationId
const TOKEN = 'a'.repeat(64)
const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** What the bare insert gets: an entry's id, its place, and its bytes. */
export interface RawBatch {
  readonly device: DeviceId
  readonly from: number
  readonly ids: readonly string[]
  readonly raws: readonly Buffer[]
}

export interface PushRounds {
  readonly storage: Storage
  /** For the endpoint's pictures, of which there are none. */
  readonly folder: string
  /** Inserts a batch durably, with nothing beside it. */
  readonly insertRaw: (batch: RawBatch) => Promise<unknown>
}

/** `NAME`: sales/s, ratio to the raw insert. `NAME-again`: the same push repeated, ratio to the first. */
export async function measurePush(
  name: string,
  { storage, folder, insertRaw }: PushRounds,
): Promise<BenchRow[]> {
  const device = v7() as DeviceId
  const push = await openEndpoint(storage, folder, device)
  const rounds: Round[] = []
  let head = START_HEAD
  for (let index = 0; index < ROUNDS; index++) {
    const sealed = sealBatches(device, head)
    const raw: number[] = []
    for (const batch of sealed.batches) {
      // Outside of the time taken: parsing is no part of the limit.
      const bytes = rawOf(device, batch)
      raw.push(await timed(() => insertRaw(bytes)))
    }
    const first = await pushAll(push, device, sealed.batches)
    const again = await pushAll(push, device, sealed.batches)
    rounds.push({ raw, first, again })
    head = sealed.head
  }
  return rowsOf(name, rounds.slice(WARM_UP))
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

function rowsOf(name: string, rounds: readonly Round[]): BenchRow[] {
  const rate = (of: (round: Round) => readonly number[]) =>
    quantile(
      rounds.map((round) => (SALES * 1000) / of(round).reduce((a, b) => a + b, 0)),
      0.5,
    )
  const of = (part: keyof Round) => ({
    rate: rate((round) => round[part]),
    batchMs: rounds.flatMap((round) => round[part]),
  })
  const first = of('first')
  return [rowOf(name, first, of('raw').rate), rowOf(`${name}-again`, of('again'), first.rate)]
}

interface Measured {
  readonly rate: number
  readonly batchMs: readonly number[]
}

function rowOf(name: string, { rate, batchMs }: Measured, baseline: number): BenchRow {
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => quantile(batchMs, share))
  const n = batchMs.length
  return { name, unit: 'sales/s', value: rate, p50, p95, p99, n, baseline, ratio: rate / baseline }
}

function sealBatches(device: DeviceId, start: Head) {
  let head = start
  const lines = Array.from({ length: SALES }, () => {
    const next = sealEntry(saleDraft(head.seq), { location: LOCATION, device }, head, sha256)
    head = next.head
    return next.sealed.bytes
  })
  const batches = Array.from({ length: SALES / BATCH }, (_, batch) => ({
    from: start.seq + 1 + batch * BATCH,
    lines: lines.slice(batch * BATCH, (batch + 1) * BATCH),
  }))
  return { batches, head }
}

function rawOf(device: DeviceId, { from, lines }: Batch): RawBatch {
  const ids = lines.map((line) => JSON.parse(line).id as string)
  return { device, from, ids, raws: lines.map((line) => Buffer.from(line)) }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

type Push = (request: Request) => Promise<Response>

async function openEndpoint(storage: Storage, folder: string, device: DeviceId): Promise<Push> {
  const now = () => Date.now() as Millis
  await storage.registerLocation({
    location: LOCATION,
    device,
    tokenHash: hashSecret(TOKEN),
    pins: [],
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
  return async (request) => app.fetch(request)
}

async function pushAll(push: Push, device: DeviceId, batches: readonly Batch[]): Promise<number[]> {
  const batchMs: number[] = []
  for (const { from, lines } of batches) {
    const header = { protocol: 1, location: LOCATION, device, epoch: null, from, build: 'bench' }
    const body = Buffer.from(`${[JSON.stringify(header), ...lines].join('\n')}\n`)
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-length': String(body.length) }
    const request = new Request('http://localhost/api/push', { method: 'POST', headers, body })
    let response: Response | null = null
    batchMs.push(
      await timed(async () => {
        response = await push(request)
      }),
    )
    await assertRecorded(response, from)
  }
  return batchMs
}

async function assertRecorded(response: Response | null, from: number): Promise<void> {
  const answer = (await response?.json()) as { have: { seq: number }; results: unknown[] }
  if (answer.results.length > 0 || answer.have.seq < from + BATCH - 1)
    throw new Error(`the push was not simply recorded: ${JSON.stringify(answer).slice(0, 300)}`)
}
