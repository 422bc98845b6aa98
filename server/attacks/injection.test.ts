/** Hostile text in every text of every kind of entry, in every parameter, and in names that JavaScript knows. */
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import { FROZEN_ENTRIES } from '../../core/protocol/fixtures/frozen-entries.ts'
import { hashState } from '../location-views.ts'
import { ROUTES } from '../routes.ts'
import { json, type TestEndpoint, testEndpoint } from '../testing/test-endpoint.ts'
import { type ProvenTill, pushProven, registerProven, sendProven } from '../testing/test-key.ts'
import { sha256 } from '../testing/test-till.ts'

let endpoint: TestEndpoint
let owner: ProvenTill
beforeEach(async () => {
  endpoint = testEndpoint()
  owner = await registerProven(endpoint)
})
afterEach(() => endpoint.close())

const HOSTILE = [
  `'; drop table entry; --`,
  `" or 1=1 --`,
  `'||(select hex(token_hash) from token)||'`,
  '../../../../etc/passwd',
  '..\\..\\barrow.sqlite',
  '/etc/passwd\u0000.webp',
  '__proto__',
  'constructor',
  'toString',
  '<script>alert(1)</script>',
  '{{7*7}}<%=7*7%>',
  '=cmd|calc',
  '\u202e\ufeff\u0000\r\nset-cookie: a=b',
] as const

/** The value with each of its texts, one at a time, put in place of by `text`. */
function* withEachText(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string') yield text
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    for (const changed of withEachText(inner, text))
      yield Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }
}

function sealAll(drafts: readonly object[]): readonly string[] {
  let head: Head = START_HEAD
  return drafts.map((draft, index) => {
    const made = sealEntry({ id: `e-${index}`, ...draft } as unknown as Draft, owner.till, head, sha256)
    head = made.head
    return made.sealed.bytes
  })
}

/** What is the same after any attack: the tables, the files, and what an object of JavaScript has. */
async function expectUnharmed(entries: number) {
  const { location } = owner.till
  const { state } = await endpoint.views.read(location)
  expect(state.heads.get(owner.till.device)?.seq ?? 0).toBe(entries)
  expect(await sendProven(endpoint, owner, { path: '/api/state' })).toMatchObject({ status: 200 })
  expect(hashState(state)).toMatch(/^[0-9a-f]{64}$/)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(readdirSync(endpoint.folder).filter((name) => !name.startsWith('barrow.sqlite'))).toEqual([])
}

describe.each(HOSTILE)('the text %j', (text) => {
  it('is kept as it came in every text of every kind of entry, and harms nothing', async () => {
    const drafts = FROZEN_ENTRIES.flatMap(([, bytes]) => {
      const { kind, version, body } = JSON.parse(bytes) as { kind: string; version: number; body: unknown }
      const bodies = [...withEachText(body, text)]
      return bodies.map((changed) => ({ kind, version, body: changed, at: 0, staff: null, shift: null }))
    })
    const envelopes = ['id', 'staff', 'shift', 'kind'].map((field) => ({
      kind: 'void',
      body: { sale: 's', reason: '' },
      at: 0,
      staff: null,
      shift: null,
      [field]: text,
    }))
    const lines = sealAll([...drafts, ...envelopes])
    expect(lines.length).toBeGreaterThan(100)
    for (let from = 0; from < lines.length; from += 100) {
      const answer = await pushProven(endpoint, owner, lines.slice(from, from + 100), { from: from + 1 })
      expect(answer.status).toBe(200)
    }
    const kept = await endpoint.storage.readDevice(owner.till.location, owner.till.device, {
      from: 1,
      limit: 1000,
    })
    expect(kept.map(({ raw }) => Buffer.from(raw).toString())).toEqual(lines)
    await expectUnharmed(lines.length)
  })

  it('in every parameter of every route gives a refusal or an ordinary answer, never a failure', async () => {
    const coded = encodeURIComponent(text)
    for (const { method, path, access } of ROUTES) {
      if (method !== 'GET' || path === '/api/live') continue
      const filled = path.replace(/:\w+/g, coded).replace('*', coded)
      const queried = `${filled}?cursor=${coded}&limit=${coded}&device=${coded}&from=${coded}`
      for (const address of [filled, queried]) {
        const { pathname } = new URL(address, 'https://barrow.test')
        const signed = { path: address, claims: { htu: `https://barrow.test${pathname}` } }
        const response =
          access === 'device' ? await sendProven(endpoint, owner, signed) : await endpoint.send(address)
        expect([address, response.status < 500]).toEqual([address, true])
        expect(await response.text()).not.toMatch(/root:|SQLite format|SQLITE|sqlite_/)
      }
    }
    await expectUnharmed(0)
  })

  it('in the texts of the identity routes gives a refusal or an ordinary answer', async () => {
    const token = 'e'.repeat(64)
    const request = {
      protocol: 2,
      code: text,
      device: text,
      location: text,
      token,
      letter: text,
      credential: token,
    }
    for (const path of ['/api/register', '/api/pair', '/api/readmit']) {
      const response = await endpoint.send(path, json({ ...request, pins: [] }))
      expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true])
    }
    await expectUnharmed(0)
  })
})

describe('names that JavaScript knows', () => {
  it('pollute nothing as keys of a body', async () => {
    const [bytes = ''] = sealAll([
      { kind: 'void', body: { sale: 's', reason: '' }, at: 0, staff: null, shift: null },
    ])
    const bent = bytes.replace(
      '"body":{',
      '"body":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    )
    expect((await pushProven(endpoint, owner, [bent])).status).toBe(200)
    await expectUnharmed(1)
  })

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('pollute nothing as ids: %s', async (id) => {
    const variant = { record: 'variant', id, fields: { sku: id, barcode: id, tracked: true, product: id } }
    const product = { record: 'product', id, fields: { name: id, handle: id } }
    const drafts = [
      { kind: 'settings', body: { patches: [product, variant] } },
      { kind: 'shift-opened', body: { shift: id, number: 1 } },
      { kind: 'stock-received', body: { lines: [{ variant: id, quantity: 1000 }] } },
      { kind: 'void', body: { sale: id, reason: id } },
    ].map((draft) => ({ ...draft, at: 0, staff: id, shift: id }))
    const answer = await pushProven(endpoint, owner, sealAll(drafts))
    expect(await answer.json()).toMatchObject({ results: [] })
    const { state } = await endpoint.views.read(owner.till.location)
    expect(state.stock.get(id as never)).toBe(1000)
    expect(state.settings.product.get(id as never)).toEqual({ name: id, handle: id })
    await expectUnharmed(drafts.length)
  })
})
