import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Millis } from '../core/domain/ids.ts'
import type { PushAnswer } from '../core/protocol/push.ts'
import { hashSecret } from './register.ts'
import { openSqliteStorage } from './storage/sqlite-storage.ts'
import { processesOn } from './testing/test-process.ts'
import { bytesOf, pushBody, sealSales, type TestTill, tillOf } from './testing/test-till.ts'

const TILLS = Array.from({ length: 20 }, (_, index) => tillOf('location-1', `device-${index}`))
const SALES = TILLS.map((till) => bytesOf(sealSales(till, 60)))

let processes: ReturnType<typeof processesOn>
beforeEach(() => {
  processes = processesOn({ LOG_LEVEL: 'error' })
})
afterEach(() => processes.remove())

const openStorage = () => openSqliteStorage(join(processes.folder, 'barrow.sqlite'))

async function pairAll(): Promise<void> {
  const storage = openStorage()
  for (const [index, { location, device, token }] of TILLS.entries()) {
    const made = {
      location,
      device,
      tokenHash: hashSecret(token),
      publicKey: null,
      at: 0 as Millis,
      till: true,
    }
    if (index === 0) await storage.registerLocation({ ...made, pins: [], onlyFirst: true })
    else await storage.addDevice(made)
  }
  await storage.close()
}

async function push(url: string, till: TestTill, seq: number, line: string): Promise<number> {
  const body = new Uint8Array(pushBody(till, [line], { from: seq }))
  const response = await fetch(`${url}/api/push`, { method: 'POST', headers: till.authorization, body })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as PushAnswer).have.seq
}

it('T72: a kill amid pushes of many tills loses nothing that was answered, and leaves nothing half', {
  timeout: 60_000,
}, async () => {
  await pairAll()
  const answered = TILLS.map(() => 0)
  for (let round = 0; round < 3; round++) {
    const serving = await processes.serve()
    const killAfter = answered.reduce((sum, seq) => sum + seq, 0) + 150
    const sell = async (till: TestTill, index: number) => {
      for (let seq = (answered[index] ?? 0) + 1; seq <= 60; seq++) {
        answered[index] = await push(serving.url, till, seq, SALES[index]?.[seq - 1] ?? '')
        if (answered.reduce((sum, each) => sum + each, 0) === killAfter) serving.kill('SIGKILL')
      }
    }
    const outcomes = await Promise.allSettled(TILLS.map(sell))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    await serving.end
    await expectKept(answered)
  }
  const proof = await processes.run('cli.ts', 'verify')
  expect(proof).toMatchObject({ code: 0, stderr: '' })
})

/** Everything that was answered lies there as it was sent; at most one more of each till was on its way. */
async function expectKept(answered: number[]): Promise<void> {
  const storage = openStorage()
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
