/** Endpoint processes and the command line on a real PostgreSQL. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Millis } from '../core/domain/ids.ts'
import type { PushAnswer } from '../core/protocol/push.ts'
import { hashSecret } from './register.ts'
import { openPostgresStorage } from './storage/postgres-storage.ts'
import { freshDatabase, type TestDatabase } from './testing/postgres-database.ts'
import { json } from './testing/test-endpoint.ts'
import { processesOn } from './testing/test-process.ts'
import { bytesOf, pushBody, sealSales, type TestTill, tillOf } from './testing/test-till.ts'

let database: TestDatabase
let processes: ReturnType<typeof processesOn>
beforeEach(async () => {
  database = await freshDatabase()
  processes = processesOn({ DATABASE_URL: database.url, LOG_LEVEL: 'error' })
})
afterEach(async () => {
  processes.remove()
  await database.drop()
})

const TILLS = Array.from({ length: 6 }, (_, index) => tillOf('location-1', `device-${index}`))
const ENTRIES = 60
const SALES = TILLS.map((till) => bytesOf(sealSales(till, ENTRIES)))

async function pairAll(): Promise<void> {
  const storage = await openPostgresStorage(database.url)
  for (const [index, { location, device, token }] of TILLS.entries()) {
    const tokenHash = hashSecret(token)
    const made = { location, device, tokenHash, publicKey: null, at: 0 as Millis, till: true }
    if (index === 0) await storage.registerLocation({ ...made, pins: [], onlyFirst: true })
    else await storage.addDevice(made)
  }
  await storage.close()
}

async function push(url: string, till: TestTill, from: number, lines: readonly string[]): Promise<number> {
  const body = new Uint8Array(pushBody(till, lines, { from }))
  const response = await fetch(`${url}/api/push`, { method: 'POST', headers: till.authorization, body })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as PushAnswer).have.seq
}

/** Everything that others wrote, page by page, as it comes. */
async function pullUntil(url: string, till: TestTill, count: number): Promise<readonly string[]> {
  const lines: string[] = []
  for (let cursor = 0; lines.length < count; ) {
    const address = `${url}/api/pull?cursor=${cursor}&limit=25`
    const response = await fetch(address, { headers: till.authorization })
    const [header = '{}', ...entries] = (await response.text()).trimEnd().split('\n')
    lines.push(...entries)
    cursor = JSON.parse(header).next
  }
  return lines
}

async function stateOf(url: string, till: TestTill) {
  const response = await fetch(`${url}/api/state`, { headers: till.authorization })
  return (await response.json()) as { stateHash: string; cursor: number }
}

describe('endpoint processes on PostgreSQL', { timeout: 120_000 }, () => {
  it('T72, Y81: a kill amid pushes of many tills loses nothing that was answered', async () => {
    await pairAll()
    const answered = TILLS.map(() => 0)
    const sum = () => answered.reduce((total, seq) => total + seq, 0)
    for (let round = 0; round < 3; round++) {
      const serving = await processes.serve()
      const killAfter = sum() + 60
      const sell = async (till: TestTill, index: number) => {
        for (let seq = (answered[index] ?? 0) + 1; seq <= ENTRIES; seq++) {
          answered[index] = await push(serving.url, till, seq, [SALES[index]?.[seq - 1] ?? ''])
          if (sum() === killAfter) serving.kill('SIGKILL')
        }
      }
      const outcomes = await Promise.allSettled(TILLS.map(sell))
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
      await serving.end
      await expectKept(answered)
    }
    expect(await processes.run('cli.ts', 'verify')).toMatchObject({ code: 0, stderr: '' })
  })

  it('Y80: two processes serve one location: pushes, pulls and states are the same through either', async () => {
    await pairAll()
    const [one, two] = await Promise.all([processes.serve(), processes.serve()])
    const others = (TILLS.length - 1) * ENTRIES
    const sell = async (till: TestTill, index: number) => {
      for (let from = 1; from <= ENTRIES; from += 3) {
        const url = (from + index) % 2 === 0 ? one.url : two.url
        await push(url, till, from, SALES[index]?.slice(from - 1, from + 2) ?? [])
      }
    }
    const reader = TILLS[0] as TestTill
    const [throughOne, throughTwo] = await Promise.all([
      pullUntil(one.url, reader, others),
      pullUntil(two.url, reader, others),
      ...TILLS.map(sell),
    ])
    expect(throughOne).toEqual(throughTwo)
    expect(new Set(throughOne)).toEqual(new Set(SALES.slice(1).flat()))
    const states = await Promise.all([stateOf(one.url, reader), stateOf(two.url, reader)])
    expect(states[0]).toEqual(states[1])
    expect(states[0]?.cursor).toBe(TILLS.length * ENTRIES)
  })

  it('Y84: who listens at one process is poked by a push through the other', async () => {
    await pairAll()
    const [one, two] = await Promise.all([processes.serve(), processes.serve()])
    const [pusher, listener] = TILLS as [TestTill, TestTill]
    const live = await fetch(`${two.url}/api/live`, { headers: listener.authorization })
    const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    const startMs = performance.now()
    await push(one.url, pusher, 1, SALES[0]?.slice(0, 1) ?? [])
    let heard = ''
    while (!heard.includes('id: 1\n')) heard += (await reader?.read())?.value ?? ''
    // Sooner than the question that is asked where nothing is delivered, once both listen.
    expect(performance.now() - startMs).toBeLessThan(3000)
    await reader?.cancel()
  })

  it('init, import, pair and verify work on it, also while two processes serve', async () => {
    const barrow = async (...args: string[]) => {
      const { code, stdout, stderr } = await processes.run('cli.ts', ...args, '--json')
      expect([code, stderr]).toEqual([0, ''])
      return JSON.parse(stdout)
    }
    const place = ['--currency', 'EUR', '--country', 'DE', '--zone', 'Europe/Berlin']
    await barrow('init', '--name', 'Pier', ...place, '--owner-pin', '2468')
    const [one, two] = await Promise.all([processes.serve(), processes.serve()])
    const sheet = join(processes.folder, 'catalogue.csv')
    writeFileSync(sheet, 'Name,Price,SKU,Stock\nPrint,12.50,P-1,10\nTote,18.00,T-1,5\n')
    expect(await barrow('import', sheet)).toMatchObject({ added: 2, skipped: 0 })
    const { pairingUrl } = await barrow('pair')
    const till = tillOf('any', 'device-1')
    const code = pairingUrl.split('=')[1]
    const request = { protocol: 1, code, device: till.device, token: till.token }
    const paired = await fetch(`${one.url}/api/pair`, json(request))
    expect(await paired.json()).toMatchObject({ letter: 'A' })
    // The answer that was lost: the same through the other process.
    expect(await (await fetch(`${two.url}/api/pair`, json(request))).json()).toMatchObject({ letter: 'A' })
    expect(await stateOf(one.url, till)).toEqual(await stateOf(two.url, till))
    expect(await barrow('verify')).toMatchObject({ ok: true })
  })

  it('the demo is made by the first process that starts, and served by the next as well', async () => {
    const one = await processes.serve('--demo')
    const two = await processes.serve('--demo')
    for (const { url } of [one, two]) {
      const setup = (await (await fetch(`${url}/api/setup`)).json()) as { demoCode: string }
      expect(setup.demoCode).toMatch(/\w/)
    }
    const { code, stdout } = await processes.run('cli.ts', 'verify', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).locations).toHaveLength(1)
  })

  it('says in a sentence that the database does not answer, and ends with 1', async () => {
    const other = processesOn({ DATABASE_URL: 'postgres://barrow:hidden@127.0.0.1:1/barrow' })
    const { code, stderr } = await other.run('main.ts')
    other.remove()
    expect(code).toBe(1)
    expect(stderr).toMatch(/127\.0\.0\.1:1\/barrow cannot be used: .*Check DATABASE_URL/)
    expect(stderr).not.toContain('hidden')
  })
})

/** Everything that was answered lies there as it was sent; at most one more of each till was on its way. */
async function expectKept(answered: number[]): Promise<void> {
  const storage = await openPostgresStorage(database.url)
  for (const [index, { location, device }] of TILLS.entries()) {
    const kept = await storage.readDevice(location, device, { from: 1, limit: 1000 })
    const texts = kept.map(({ raw }) => Buffer.from(raw).toString())
    expect(texts).toEqual(SALES[index]?.slice(0, texts.length))
    expect([0, 1]).toContain(texts.length - (answered[index] ?? 0))
    answered[index] = texts.length
  }
  const [location] = await storage.locations()
  expect(location?.lastV).toBe(answered.reduce((sum, seq) => sum + seq, 0))
  await storage.close()
}
