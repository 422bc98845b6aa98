import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PullHeader } from '../core/protocol/pull.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { bytesOf, pairTill, push, registerTill, sealSales, type TestTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
let till: TestTill
let other: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
  other = await pairTill(endpoint, till, 'device-2')
  await push(endpoint, till, bytesOf(sealSales(till, 3)))
  await push(endpoint, other, bytesOf(sealSales(other, 4)))
})
afterEach(() => endpoint.close())

async function pull(query: string, headers: Record<string, string> = {}) {
  const response = await endpoint.send(`/api/pull${query}`, {
    headers: { ...till.authorization, ...headers },
  })
  expect(response.status).toBe(200)
  const bytes = Buffer.from(await response.arrayBuffer())
  const text = (response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  const [header, ...lines] = text.trimEnd().split('\n')
  return { header: JSON.parse(header ?? '') as PullHeader, lines, response }
}

describe('a pull', () => {
  it('Y12: gives the others’ entries, byte for byte', async () => {
    const { header, lines } = await pull('?cursor=0')
    expect(lines).toEqual(bytesOf(sealSales(other, 4)))
    expect(header).toEqual({ protocol: 2, epoch: 1, next: 7, more: false, count: 4, unreadable: [] })
  })

  it('Y12: gives one’s own too when asked: for a replica that is built anew', async () => {
    expect((await pull('?cursor=0&own=true')).lines).toHaveLength(7)
  })

  it('Y34: gives one device’s entries from a place on, and leaves the cursor where it is', async () => {
    const { header, lines } = await pull('?cursor=5&device=device-2&from=3')
    expect(lines).toEqual(bytesOf(sealSales(other, 4)).slice(2))
    expect(header).toEqual({ protocol: 2, epoch: 1, next: 5, more: false, count: 2, unreadable: [] })
    expect((await pull('?cursor=5&device=device-9')).lines).toEqual([])
  })

  it('Y14: in pages gives each entry once', async () => {
    const seen: string[] = []
    for (let cursor = 0, more = true; more; ) {
      const { header, lines } = await pull(`?cursor=${cursor}&limit=2&own=true`)
      seen.push(...lines)
      cursor = header.next
      more = header.more
    }
    expect(seen).toEqual([...bytesOf(sealSales(till, 3)), ...bytesOf(sealSales(other, 4))])
  })

  it('Y13: names the places that nobody can read', async () => {
    await push(endpoint, other, ['{ broken'], { from: 5 })
    const { header, lines } = await pull('?cursor=7')
    expect(header.unreadable).toEqual([{ device: other.device, seq: 5 }])
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['notice'])
    expect(header.next).toBe(9)
  })

  it('is packed for those who take it', async () => {
    const { lines, response } = await pull('?cursor=0', { 'accept-encoding': 'gzip, br' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(lines).toHaveLength(4)
  })

  it.each([
    '?cursor=-1',
    '?cursor=x',
    '?cursor=1e3',
    '?limit=0x10',
    '?own=yes',
    '?cursor=99999999999999999999',
  ])('refuses %s', async (query) => {
    const response = await endpoint.send(`/api/pull${query}`, { headers: till.authorization })
    expect(response.status).toBe(400)
  })

  it('of one location never holds another’s', async () => {
    endpoint.clock.monotonic += 60_000
    await endpoint.storage.registerLocation({
      location: 'location-2' as never,
      device: 'device-9' as never,
      tokenHash: 'x',
      pins: [],
      till: true,
      onlyFirst: false,
      at: 0 as never,
      publicKey: null,
    })
    const { lines } = await pull('?cursor=0&own=true')
    expect(lines.every((line) => line.includes('"location":"location-1"'))).toBe(true)
  })
})
