/**
 * Live pokes to many listeners of one location on one process: from the departure of a push to the poke's arrival at
 * each (`sse-1000`, `sse-10000`). The push's own way, fold and durable commit are in the figure. The raw limit is a
 * bare Node server that writes the same bytes to as many open answers, measured in the same run.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { DeviceId, Millis } from '../core/domain/ids.ts'
import { hashSecret } from '../server/register.ts'
import { openSqliteStorage } from '../server/storage/sqlite-storage.ts'
import { processesOn } from '../server/testing/test-process.ts'
import { type BenchRow, timesRow } from './row.ts'
import { openConnection, postBytes } from './support/raw-http.ts'
import { pairTills, readNonce, type SigningTill, sealPushes, signPush } from './support/signing-tills.ts'
import { type ListenersAnswer, type ListenTo, nowMs, type PokeCaused } from './support/sse-listeners.ts'

/** What the endpoint lets one device hold. */
const STREAMS_OF_A_DEVICE = 4
const POKES = 20
const WARM_UP = 3
/** Pokes of one location within 20 ms are one: each stands for itself. */
const PAUSE_MS = 400

export async function benchSse(): Promise<readonly BenchRow[]> {
  return [await measure(1000), await measure(10_000)]
}

async function measure(count: number): Promise<BenchRow> {
  const processes = processesOn({ LOG_LEVEL: 'warn' })
  mkdirSync(processes.folder, { recursive: true })
  const storage = openSqliteStorage(join(processes.folder, 'barrow.sqlite'))
  const [till] = (await pairTills(storage, 1)) as [SigningTill]
  const tokens = Array.from({ length: Math.ceil(count / STREAMS_OF_A_DEVICE) }, () =>
    randomBytes(32).toString('hex'),
  )
  const device = (token: string) => ({
    location: till.location,
    device: v7() as DeviceId,
    tokenHash: hashSecret(token),
    publicKey: null,
    at: Date.now() as Millis,
    till: false,
  })
  await Promise.all(tokens.map((token) => storage.addDevice(device(token))))
  await storage.close()
  const endpoint = await processes.serve()
  try {
    const raw = await measureBare(count)
    const waits = await waitsAt(Number(endpoint.port), { count, tokens }, await pusher(till, endpoint.port))
    return timesRow(`sse-${count}`, waits, raw)
  } finally {
    processes.remove()
  }
}

/** Each call sends the till's next sale, and gives when it left. */
async function pusher(till: SigningTill, port: string): Promise<() => Promise<number>> {
  const host = `127.0.0.1:${port}`
  const connection = await openConnection(Number(port))
  return async () => {
    const [batch] = sealPushes(till, 1, 1)
    if (!batch) throw new Error('nothing to push')
    const request = signPush(till, batch, { host, nonce: await readNonce(connection) })
    const atMs = nowMs()
    const { status, body } = await connection.ask(request)
    if (status !== 200) throw new Error(`The push was refused: ${body}`)
    return atMs
  }
}

async function measureBare(count: number): Promise<readonly number[]> {
  const server = fork(join(import.meta.dirname, 'support/bare-sse.ts'))
  try {
    const { port } = (await answerOf(server)) as { port: number }
    const connection = await openConnection(port)
    return await waitsAt(port, { count, tokens: [''] }, async () => {
      const atMs = nowMs()
      await connection.ask(postBytes('/', { host: 'localhost' }, Buffer.alloc(0)))
      return atMs
    })
  } finally {
    server.kill('SIGKILL')
  }
}

/** How long each listener waited for each poke. */
async function waitsAt(
  port: number,
  listeners: Pick<ListenTo, 'count' | 'tokens'>,
  cause: () => Promise<number>,
): Promise<readonly number[]> {
  const child = fork(join(import.meta.dirname, 'support/sse-listeners.ts'))
  try {
    child.send({ type: 'listen', port, ...listeners } satisfies ListenTo)
    await answerOf(child)
    const waits: number[] = []
    for (let poke = 0; poke < WARM_UP + POKES; poke++) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      const heard = await waitsOfOne(child, cause)
      if (heard.length !== listeners.count)
        throw new Error(`${heard.length} of ${listeners.count} listeners heard the poke.`)
      if (poke >= WARM_UP) waits.push(...heard)
    }
    return waits
  } finally {
    child.kill('SIGKILL')
  }
}

async function waitsOfOne(child: ChildProcess, cause: () => Promise<number>): Promise<readonly number[]> {
  child.send({ type: 'caused', atMs: await cause() } satisfies PokeCaused)
  const answer = (await answerOf(child)) as ListenersAnswer
  return answer.type === 'heard' ? answer.waitsMs : []
}

const answerOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The child process ended with ${code}.`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message)
    })
  })
