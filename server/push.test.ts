import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEntry } from '../core/journal/chain.ts'
import { MAX_ENTRY_BYTES } from '../core/journal/entry.ts'
import { CHAIN_START, START_HEAD } from '../core/journal/head.ts'
import { emptyState } from '../core/journal/state.ts'
import { packPush } from '../core/protocol/packed-push.ts'
import type { PushAnswer } from '../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { foldStored, hashState } from './location-views.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import {
  bytesOf,
  pairTill,
  push,
  pushBody,
  registerTill,
  saleDraft,
  sealSales,
  sha256,
  type TestTill,
  tillOf,
} from './testing/test-till.ts'

let endpoint: TestEndpoint
let till: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
})
afterEach(() => endpoint.close())

const pushed = async (
  ...args: Parameters<typeof push> extends [unknown, unknown, ...infer R] ? R : never
) => {
  const response = await push(endpoint, till, ...args)
  expect(response.status).toBe(200)
  return (await response.json()) as PushAnswer
}

const PACKED = { protocol: 2, packed: 1 as const }

const outcomes = ({ results }: PushAnswer) => results.map(({ seq, outcome }) => [seq, outcome])

describe('a push', () => {
  it('records entries and answers with the new head', async () => {
    const sales = sealSales(till, 3)
    const answer = await pushed(bytesOf(sales))
    expect(answer).toEqual({
      protocol: PROTOCOL_VERSION,
      epoch: 1,
      have: { seq: 3, hash: sales[2]?.hash },
      results: [],
    })
  })

  it('Y5: again gives the same answer and keeps nothing twice, gzip or not', async () => {
    const lines = bytesOf(sealSales(till, 5))
    const first = await pushed(lines)
    expect(await pushed(lines)).toEqual(first)
    expect(await pushed(lines, { gzip: true })).toEqual(first)
    expect(await pushed(lines.slice(2), { from: 3 })).toEqual(first)
    expect((await endpoint.storage.locations())[0]?.lastV).toBe(5)
  })

  it('Y37: packed gives the same entries and the same answer as plain', async () => {
    const sales = sealSales(till, 30)
    const packed = packPush(sales) ?? []
    expect(packed.join('').length).toBeLessThan(bytesOf(sales).join('').length)
    const answer = await pushed(packed, { header: PACKED, gzip: true })
    expect(answer).toMatchObject({ have: { seq: 30, hash: sales.at(-1)?.hash }, results: [] })
    expect(await pushed(bytesOf(sales))).toEqual(answer)
  })

  it('Y37: packed, quarantines the bad whole among the good, as plain does', async () => {
    const sales = sealSales(till, 4)
    const bad = { bytes: 'this is { no JSON', hash: sha256('this is { no JSON') }
    const lines = packPush([...sales.slice(0, 2), bad, ...sales.slice(3)]) ?? []
    expect(outcomes(await pushed(lines, { header: PACKED }))).toEqual([
      [3, 'quarantined'],
      [4, 'chain-broken'],
    ])
  })

  it.each<[string, (string | Uint8Array)[]]>([
    ['refers to what is not there', ['a', '\u00019']],
    ['would grow beyond 4 MB', ['x'.repeat(200_000), ...Array.from({ length: 30 }, () => '\u00010')]],
    ['is not UTF-8', ['', Buffer.from([0x22, 0xff, 0xfe, 0x22])]],
  ])('Y37: a packing that %s is refused, and nothing of it is kept', async (_, lines) => {
    const response = await push(endpoint, till, lines, { header: PACKED })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'bad-request' })
    expect((await pushed([])).have.seq).toBe(0)
  })

  it('Y5: goes on in the middle of what is known', async () => {
    const lines = bytesOf(sealSales(till, 6))
    await pushed(lines.slice(0, 4))
    expect((await pushed(lines.slice(2), { from: 3 })).have.seq).toBe(6)
  })

  it('without entries asks where the journal ends', async () => {
    expect((await pushed([])).have).toEqual({ seq: 0, hash: CHAIN_START })
  })

  it('Y4: from beyond have + 1 is a gap, and nothing of it is kept', async () => {
    const lines = bytesOf(sealSales(till, 5))
    await pushed(lines.slice(0, 2))
    const response = await push(endpoint, till, lines.slice(3), { from: 4 })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'gap', epoch: 1, have: { seq: 2 } })
    expect((await endpoint.storage.locations())[0]?.lastV).toBe(2)
  })

  it('Y7: takes the good and quarantines the bad whole, in its place, naming which', async () => {
    const lines: (string | Uint8Array)[] = [...bytesOf(sealSales(till, 4))]
    lines.splice(2, 1, 'this is { no JSON')
    const answer = await pushed(lines)
    expect(outcomes(answer)).toEqual([
      [3, 'quarantined'],
      [4, 'chain-broken'],
    ])
    expect(answer.results[0]?.detail).toMatch(/^not-json: /)
    expect(answer.have.seq).toBe(4)
    const [kept] = await endpoint.storage.quarantined(till.location)
    expect(Buffer.from(kept?.raw ?? []).toString()).toBe('this is { no JSON')
    expect(await pushed(lines)).toEqual(answer)
  })

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), /^not-json: .*UTF-8/],
    ['half a character', '{"id":"\\ud83d"}', /^not-json: .*half a character/],
    ['an empty line', '', /^not-json/],
    ['JSON that is no entry', '{"hello":1}', /^bad-envelope: id/],
    ['a list', '[1,2]', /^bad-envelope/],
    ['null', 'null', /^bad-envelope/],
    ['a prototype', '{"__proto__":{"id":"x","seq":1}}', /^bad-envelope/],
    ['an entry that is too large', ' '.repeat(MAX_ENTRY_BYTES + 1), /^too-large/],
    ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, /^(not-json|bad-envelope)/],
  ])('Y7: quarantines %s', async (_, line, detail) => {
    const answer = await pushed([line, ...bytesOf(sealSales(till, 1))])
    expect(answer.results[0]).toMatchObject({ seq: 1, outcome: 'quarantined' })
    expect(answer.results[0]?.detail).toMatch(detail)
    expect(answer.have.seq).toBe(2)
    expect(({} as Record<string, unknown>).seq).toBeUndefined()
  })

  it('Y7: quarantines a body that does not fit its kind, and names the field', async () => {
    const draft = saleDraft('bad')
    const body = { ...(draft.body as object), totalMinor: 1.5 }
    const { sealed } = sealEntry({ ...draft, body } as never, till, START_HEAD, sha256)
    const answer = await pushed([sealed.bytes])
    expect(answer.results[0]?.detail).toMatch(/^bad-body: totalMinor/)
  })

  it.each([
    ['location', tillOf('elsewhere', 'device-1'), /location/],
    ['device', tillOf('location-1', 'device-9'), /device/],
  ])('Y7: quarantines an entry of another %s', async (_, other, detail) => {
    const answer = await pushed(bytesOf(sealSales(other, 1)))
    expect(outcomes(answer)).toEqual([[1, 'quarantined']])
    expect(answer.results[0]?.detail).toMatch(/^wrong-place: /)
    expect(answer.results[0]?.detail).toMatch(detail)
  })

  it('Y7: quarantines an entry at a place that is not its own', async () => {
    const [, second] = bytesOf(sealSales(till, 2))
    const answer = await pushed([second ?? ''])
    expect(answer.results[0]?.detail).toMatch(/^wrong-place: seq/)
  })

  it('Y8: records an entry whose prev is wrong as chain-broken, now and when asked again', async () => {
    const [first] = sealSales(till, 1)
    const [stranger] = sealSales(till, 1, { seq: 1, hash: 'f'.repeat(64), lamport: 1 })
    const lines = [first?.bytes ?? '', stranger?.bytes ?? '']
    const answer = await pushed(lines)
    expect(outcomes(answer)).toEqual([[2, 'chain-broken']])
    expect(await pushed(lines)).toEqual(answer)
    const { state } = await endpoint.views.read(till.location)
    expect(state.sales.size).toBe(2)
  })

  it('Y6: keeps other bytes at a taken place as a fork, and the first stands', async () => {
    const [first] = sealSales(till, 1)
    await pushed([first?.bytes ?? ''])
    const other = sealEntry(saleDraft('another', 999), till, START_HEAD, sha256).sealed
    const answer = await pushed([other.bytes])
    expect(outcomes(answer)).toEqual([[1, 'forked']])
    expect(answer.have.hash).toBe(first?.hash)
    expect(await pushed([other.bytes])).toEqual(answer)
    expect(await endpoint.storage.forks(till.location)).toHaveLength(1)
    const { state } = await endpoint.views.read(till.location)
    expect([...state.sales.values()].map(({ totalMinor }) => totalMinor)).toEqual([100])
  })

  it('an old epoch is taken all the same: the packet may be the only copy', async () => {
    const answer = await pushed(bytesOf(sealSales(till, 1)), { header: { epoch: 99 } })
    expect(answer).toMatchObject({ epoch: 1, have: { seq: 1 } })
  })
})

describe('the header of a push', () => {
  it.each([
    ['a newer protocol', { protocol: PROTOCOL_VERSION + 1 }, 415, 'unsupported'],
    ['another device', { device: 'device-9' }, 403, 'forbidden'],
    ['another location', { location: 'elsewhere' }, 403, 'forbidden'],
    ['no place', { from: 0 }, 400, 'bad-request'],
    ['a place that is text', { from: '1' }, 400, 'bad-request'],
  ])('Y2, Y3: with %s is refused', async (_, header, status, code) => {
    const response = await push(endpoint, till, bytesOf(sealSales(till, 1)), { header })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
    expect((await endpoint.storage.locations())[0]?.lastV).toBe(0)
  })

  it('Y2: that is missing, or no JSON, is refused in words', async () => {
    for (const body of ['', 'x\n', '\n\n']) {
      const response = await endpoint.send('/api/push', { method: 'POST', headers: till.authorization, body })
      expect(response.status).toBe(400)
    }
  })

  it('Y1: an unknown token is refused before the body is read', async () => {
    const stranger = tillOf('location-1', 'device-1x')
    const response = await push(endpoint, stranger, ['x'])
    expect(response.status).toBe(401)
  })
})

describe('the size of a push', () => {
  it('Y19: more than 4 MB, declared or not, is refused', async () => {
    const big = Buffer.alloc(50_000_000, 'a')
    const declared = await endpoint.send('/api/push', {
      method: 'POST',
      headers: { ...till.authorization, 'content-length': String(big.length) },
      body: big,
    })
    expect(declared.status).toBe(413)
    const streamed = await endpoint.send('/api/push', {
      method: 'POST',
      headers: till.authorization,
      body: big,
    })
    expect(streamed.status).toBe(413)
    expect(await streamed.json()).toMatchObject({ code: 'too-large' })
  })

  it('Y19: a gzip bomb is refused while it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    expect(bomb.length).toBeLessThan(300_000)
    const headers = { ...till.authorization, 'content-encoding': 'gzip' }
    const response = await endpoint.send('/api/push', { method: 'POST', headers, body: bomb })
    expect(response.status).toBe(413)
  })

  it('gzip that is none, and other encodings, are refused', async () => {
    const send = (encoding: string) =>
      endpoint.send('/api/push', {
        method: 'POST',
        headers: { ...till.authorization, 'content-encoding': encoding },
        body: 'not packed',
      })
    expect((await send('gzip')).status).toBe(400)
    expect((await send('br')).status).toBe(415)
  })

  it('Y19: a body of nothing but newlines is refused at once, however many they are', async () => {
    const header = pushBody(till, [])
    const body = Buffer.concat([header, Buffer.alloc(4_000_000 - header.length, '\n')])
    const begun = process.memoryUsage().heapUsed
    const response = await endpoint.send('/api/push', {
      method: 'POST',
      headers: till.authorization,
      body: new Uint8Array(body),
    })
    expect(response.status).toBe(413)
    expect(process.memoryUsage().heapUsed - begun).toBeLessThan(100_000_000)
  })

  it('more than 1,000 entries are refused', async () => {
    const response = await push(
      endpoint,
      till,
      Array.from({ length: 1001 }, () => '{}'),
    )
    expect(response.status).toBe(413)
  })
})

describe('the endpoint’s view', () => {
  it('Y10: follows pushes and equals a fold from nothing', async () => {
    const other = await pairTill(endpoint, till, 'device-2')
    const mine = sealSales(till, 20)
    const theirs = sealSales(other, 20)
    for (let at = 0; at < 20; at += 5) {
      await push(endpoint, till, bytesOf(mine.slice(at, at + 5)), { from: at + 1 })
      await push(endpoint, other, bytesOf(theirs.slice(at, at + 5)), { from: at + 1 })
    }
    const { state, v } = await endpoint.views.read(till.location)
    const fresh = emptyState()
    const page = await endpoint.storage.readSince({
      location: till.location,
      after: 0,
      limit: 100,
      except: null,
    })
    for (const entry of page.entries) expect(foldStored(fresh, entry)).toBe('folded')
    expect(v).toBe(40)
    expect(hashState(state)).toBe(hashState(fresh))
    expect(state.sales.size).toBe(40)
  })
})
