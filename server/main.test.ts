import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { json } from './testing/test-endpoint.ts'
import { processesOn } from './testing/test-process.ts'
import { bytesOf, pushBody, sealSales, tillOf } from './testing/test-till.ts'

let processes: ReturnType<typeof processesOn>
beforeEach(() => {
  processes = processesOn({ LOG_LEVEL: 'warn' })
})
afterEach(() => processes.remove())

const till = tillOf('location-1', 'device-1')
const SALES = bytesOf(sealSales(till, 40))

async function register(url: string): Promise<void> {
  const { location, device, token } = till
  const response = await fetch(
    `${url}/api/register`,
    json({ protocol: 1, location, device, token, pins: [] }),
  )
  expect(response.status).toBe(200)
}

const push = (url: string, lines: readonly string[], from: number) =>
  fetch(`${url}/api/push`, {
    method: 'POST',
    headers: till.authorization,
    body: new Uint8Array(pushBody(till, lines, { from })),
  })

async function heldBy(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/pull?cursor=0&own=true`, { headers: till.authorization })
  return (await response.text()).trimEnd().split('\n').slice(1)
}

describe('the endpoint as a process', { timeout: 30_000 }, () => {
  it('Y21: what was answered is there after a stop, which exits with 0', async () => {
    const first = await processes.serve()
    await register(first.url)
    const answers = await Promise.all([
      push(first.url, SALES.slice(0, 20), 1),
      push(first.url, SALES.slice(0, 20), 1),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    first.kill('SIGTERM')
    expect((await first.end).code).toBe(0)
    const second = await processes.serve()
    expect(await heldBy(second.url)).toEqual(SALES.slice(0, 20))
  })

  it('Y21: a request that runs when the stop comes is answered', async () => {
    const serving = await processes.serve()
    await register(serving.url)
    const answers = Array.from({ length: 8 }, () => push(serving.url, SALES, 1))
    await Promise.race(answers)
    serving.kill('SIGTERM')
    const statuses = await Promise.allSettled(answers)
    expect((await serving.end).code).toBe(0)
    const answered = statuses.filter((each) => each.status === 'fulfilled' && each.value.status === 200)
    expect(answered.length).toBeGreaterThan(0)
    const again = await processes.serve()
    expect(await heldBy(again.url)).toEqual(SALES)
  })

  it('Y21: what was answered is there after a kill, five times in a row', async () => {
    for (let round = 0; round < 5; round++) {
      const serving = await processes.serve()
      if (round === 0) await register(serving.url)
      const lines = SALES.slice(round * 4, round * 4 + 4)
      const response = await push(serving.url, lines, round * 4 + 1)
      expect(response.status).toBe(200)
      serving.kill('SIGKILL')
      await serving.end
    }
    const serving = await processes.serve()
    expect(await heldBy(serving.url)).toEqual(SALES.slice(0, 20))
    serving.kill('SIGTERM')
    await serving.end
    expect((await processes.run('cli.ts', 'verify')).code).toBe(0)
  })

  it('says in a sentence when the port is in use, and ends with 1', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as { port: number }
    const other = processesOn({ PORT: String(port) })
    const { code, stderr } = await other.run('main.ts')
    blocker.close()
    other.remove()
    expect(code).toBe(1)
    expect(stderr).toContain(`Port ${port} is in use`)
  })

  it.each([
    ['DATABASE_URL', 'mysql://db/barrow', /postgres:\/\/ address/],
    ['PORT', 'eighty', /PORT must be a number/],
    ['TLS_CERT', '/tmp/cert.pem', /belong together/],
    ['PUBLIC_URL', 'barrow.example', /http:\/\/ or https:\/\//],
  ])('does not pass over %s in silence', async (name, value, words) => {
    const other = processesOn({ [name]: value })
    const { code, stderr } = await other.run('main.ts')
    other.remove()
    expect(code).toBe(1)
    expect(stderr).toMatch(words)
  })

  it('the demo is made once, and its code pairs again and again', async () => {
    const demoCode = async (url: string) => {
      const setup = (await (await fetch(`${url}/api/setup`)).json()) as { demoCode: string | null }
      return setup.demoCode
    }
    const pair = async (url: string, device: string) => {
      const { token } = tillOf('demo', device)
      const request = json({ protocol: 1, code: await demoCode(url), device, token })
      return (await fetch(`${url}/api/pair`, request)).json()
    }
    const first = await processes.serve('--demo')
    expect(await pair(first.url, 'device-b')).toMatchObject({ letter: 'B' })
    first.kill('SIGTERM')
    await first.end
    const second = await processes.serve('--demo')
    const paired = (await pair(second.url, 'device-c')) as { letter: string; pins: unknown[] }
    expect(paired.letter).toBe('C')
    expect(paired.pins).toHaveLength(3)
    const { authorization } = tillOf('demo', 'device-c').authorization
    const state = await fetch(`${second.url}/api/state`, { headers: { authorization } })
    expect(await state.json()).toMatchObject({ decisions: 0, quarantined: 0 })
    second.kill('SIGTERM')
    await second.end
    const plain = await processes.serve()
    expect(await demoCode(plain.url)).toBeNull()
  })
})
