/** Y50 and Y54 through a real port: what is committed is heard, and a stop waits for no listener. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { json } from './testing/test-endpoint.ts'
import { processesOn } from './testing/test-process.ts'
import { bytesOf, pushBody, sealSales, tillOf } from './testing/test-till.ts'

let processes: ReturnType<typeof processesOn>
beforeEach(() => {
  processes = processesOn({ LOG_LEVEL: 'warn' })
})
afterEach(() => processes.remove())

const till = tillOf('location-1', 'device-1')
const [SALE = ''] = bytesOf(sealSales(till, 1))

async function register(url: string): Promise<void> {
  const { location, device, token } = till
  await fetch(`${url}/api/register`, json({ protocol: 1, location, device, token, pins: [] }))
}

const push = (url: string) =>
  fetch(`${url}/api/push`, {
    method: 'POST',
    headers: till.authorization,
    body: new Uint8Array(pushBody(till, [SALE], { from: 1 })),
  })

/** Resolves with what was heard when it contains `wanted`, or when the stream has ended. */
async function hear(reader: ReadableStreamDefaultReader<string>, wanted: string): Promise<string> {
  let heard = ''
  while (!heard.includes(wanted)) {
    const { done, value } = await reader.read()
    if (done) return `${heard}(end)`
    heard += value
  }
  return heard
}

it('Y50, Y54: a listener hears of a push, and its stream ends with the endpoint', {
  timeout: 30_000,
}, async () => {
  const serving = await processes.serve()
  await register(serving.url)
  const response = await fetch(`${serving.url}/api/live`, { headers: till.authorization })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('no stream')
  expect(await hear(reader, 'poke')).toContain('"v":0')
  await push(serving.url)
  expect(await hear(reader, 'poke')).toMatch(/id: [1-9]/)
  const stoppedAt = performance.now()
  serving.kill('SIGTERM')
  expect(await hear(reader, 'nothing more')).toContain('(end)')
  expect((await serving.end).code).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(5000)
})

it('a stream without a token is refused', { timeout: 30_000 }, async () => {
  const serving = await processes.serve()
  expect((await fetch(`${serving.url}/api/live`)).status).toBe(401)
})
