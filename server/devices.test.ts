import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DevicesAnswer } from '../core/protocol/devices.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { bytesOf, pairTill, push, registerTill, sealSales, type TestTill } from './testing/test-till.ts'
import { verifyJournal } from './verify-journal.ts'

let endpoint: TestEndpoint
beforeEach(() => {
  endpoint = testEndpoint()
})
afterEach(() => endpoint.close())

async function devicesOf(till: TestTill): Promise<DevicesAnswer> {
  const response = await endpoint.send('/api/devices', { headers: till.authorization })
  expect(response.status).toBe(200)
  return (await response.json()) as DevicesAnswer
}

async function proof() {
  const [record] = await endpoint.storage.locations()
  if (!record) throw new Error('no location')
  return verifyJournal(endpoint.storage, record, endpoint.clock.now as never)
}

/** Pushes `count` sales of a till that says it has `head`. */
function tell(till: TestTill, count: number, head: number) {
  const header = { protocol: 2, head, at: endpoint.clock.now + 30 * 60_000 }
  return push(endpoint, till, bytesOf(sealSales(till, count)), { header })
}

describe('GET /api/devices', () => {
  test('O5: what each device told is set against what is here', async () => {
    const owner = await registerTill(endpoint)
    const other = await pairTill(endpoint, owner, 'device-2')
    await tell(owner, 2, 5)
    endpoint.clock.now += 60_000
    const { devices, epoch, recovering } = await devicesOf(other)
    expect([epoch, recovering]).toEqual([1, false])
    expect(devices.filter(({ state }) => state === 'active')).toMatchObject([
      {
        ...{ device: 'device-1', letter: 'A', build: 'test', firstSeq: 1, seq: 2, toldSeq: 5, unsent: 3 },
        ...{ heardAgoMs: 60_000, skewMs: 30 * 60_000, returned: true, quarantined: 0 },
      },
      { device: 'device-2', letter: 'B', firstSeq: 0, seq: 0, toldSeq: null, unsent: 0, heardAgoMs: null },
    ])
  })

  test('a removed device is named as such, and unreadable entries are counted', async () => {
    const owner = await registerTill(endpoint)
    const other = await pairTill(endpoint, owner, 'device-2')
    await push(endpoint, other, ['{"not":"an entry"}'])
    await endpoint.storage.revokeDevice(owner.location, other.device, endpoint.clock.now as never)
    const { devices } = await devicesOf(owner)
    expect(devices.find(({ device }) => device === 'device-2')).toMatchObject({
      state: 'revoked',
      quarantined: 1,
    })
  })
})

describe('GET /api/unreadable', () => {
  test('Y7: gives the bytes in quarantine as they came, and nothing that can be read', async () => {
    const owner = await registerTill(endpoint)
    const [sale] = sealSales(owner, 1)
    await push(endpoint, owner, [...bytesOf(sale ? [sale] : []), '{"half an entry'])
    const ask = (query: string) => endpoint.send(`/api/unreadable?${query}`, { headers: owner.authorization })
    const kept = await ask('device=device-1&seq=2')
    expect([kept.status, await kept.text()]).toEqual([200, '{"half an entry'])
    expect(kept.headers.get('content-disposition')).toBe('attachment')
    expect((await ask('device=device-1&seq=1')).status).toBe(404)
    expect((await ask('device=device-1&seq=3')).status).toBe(404)
    expect((await ask('device=device-1&seq=0')).status).toBe(400)
    expect((await ask('seq=2')).status).toBe(400)
  })
})

describe('barrow verify', () => {
  test('O5: answers in one line who has told of more, and that all is here once it came', async () => {
    const owner = await registerTill(endpoint)
    await tell(owner, 2, 5)
    expect((await proof()).completeness).toEqual({
      complete: false,
      words: expect.stringMatching(/^No: A has told of 3 more \(last heard 2026-.* UTC\)\.$/),
    })
    await tell(owner, 5, 5)
    const { completeness, devices, faults } = await proof()
    expect(completeness.words).toBe('Yes: every entry of the one device is here (A 1–5).')
    expect(devices.find(({ letter }) => letter === 'A')).toMatchObject({ firstSeq: 1, seq: 5, gaps: 0 })
    expect(faults).toEqual([])
  })
})
