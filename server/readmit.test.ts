import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SealedEntry, sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { START_HEAD } from '../core/journal/head.ts'
import { json, type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import {
  type ProvenTill,
  pairProven,
  pushProven,
  registerProven,
  sendProven,
  testKey,
} from './testing/test-key.ts'
import {
  bytesOf,
  pairTill,
  registerTill,
  sealSales,
  sha256,
  type TestTill,
  tillOf,
} from './testing/test-till.ts'

let endpoint: TestEndpoint
let owner: ProvenTill
beforeEach(async () => {
  endpoint = testEndpoint()
  owner = await registerProven(endpoint)
})
afterEach(() => endpoint.close())

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const PULL = { path: '/api/pull?cursor=0&limit=10' }

/** Seals these drafts as the beginning of a till's journal. */
function seal(till: TestTill, ...drafts: readonly object[]): readonly SealedEntry[] {
  let head = START_HEAD
  return drafts.map((draft, index) => {
    const whole = { id: `${till.device}-${index}`, at: 0, staff: null, shift: null, ...draft } as Draft
    const made = sealEntry(whole, till, head, sha256)
    head = made.head
    return made.sealed
  })
}

const shiftOpened = (shift: string, number: number) => ({ kind: 'shift-opened', body: { shift, number } })
const removal = (device: string) => ({
  kind: 'settings',
  body: { patches: [{ record: 'device', id: device, fields: { removed: true } }] },
})

describe('a device in the place of another', () => {
  it('I8: goes on with the open shift of the old one, whose pairing ends with it', async () => {
    const old = await pairProven(endpoint, owner, 'device-2')
    await pushProven(
      endpoint,
      old,
      bytesOf(seal(old.till, shiftOpened('shift-1', 1), shiftOpened('shift-2', 2))),
    )
    const { answer, request } = await pairProven(endpoint, owner, 'device-3', 'device-2')
    expect(answer).toMatchObject({ letter: 'C', replaces: 'device-2', shift: { id: 'shift-2', number: 2 } })
    expect(await codeOf(await sendProven(endpoint, old, PULL))).toBe('revoked')
    const again = await endpoint.send('/api/pair', json(request))
    expect(await again.json()).toEqual(answer)
  })

  it('I8: has no shift to go on with where the old one had none open', async () => {
    const old = await pairProven(endpoint, owner, 'device-2')
    const { answer } = await pairProven(endpoint, owner, 'device-3', old.till.device)
    expect(answer).toMatchObject({ replaces: 'device-2', shift: null })
  })

  it('a body that is no wish for a code is refused by its field', async () => {
    const path = '/api/pairing-codes'
    const wrong = await sendProven(endpoint, owner, { method: 'POST', path, body: '{"replaces":7}' })
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'bad-request'])
    expect((await sendProven(endpoint, owner, { method: 'POST', path })).status).toBe(200)
  })
})

describe('a device whose pairing was ended', () => {
  let ended: ProvenTill
  beforeEach(async () => {
    ended = await pairProven(endpoint, owner, 'device-2')
    await endpoint.storage.revokeDevice(ended.till.location, ended.till.device, endpoint.clock.now as never)
  })

  it('I10: still hands its journal over, whole', async () => {
    const answer = await pushProven(endpoint, ended, bytesOf(sealSales(ended.till, 3)))
    expect(await answer.json()).toMatchObject({ have: { seq: 3 } })
  })

  it('I10: is refused all else, in words that say what is safe', async () => {
    const response = await sendProven(endpoint, ended, PULL)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({
      code: 'revoked',
      message: 'This device was removed from the location. Its sales are kept here and still handed over.',
    })
  })

  it('I10: is refused its push as well without the key', async () => {
    const { location } = ended.till
    const stolen = { till: ended.till, key: testKey() }
    expect((await pushProven(endpoint, stolen, bytesOf(sealSales(ended.till, 1)))).status).toBe(401)
    expect((await endpoint.storage.devices(location)).find(({ letter }) => letter === 'B')?.head.seq).toBe(0)
  })
})

describe('a removal in the settings', () => {
  it('I10: ends the pairing of the device that it names, with the push that brings it', async () => {
    const second = await pairProven(endpoint, owner, 'device-2')
    expect((await sendProven(endpoint, second, PULL)).status).toBe(200)
    await pushProven(endpoint, owner, bytesOf(seal(owner.till, removal('device-2'))))
    expect(await codeOf(await sendProven(endpoint, second, PULL))).toBe('revoked')
  })
})

describe('a restored endpoint', () => {
  /** Another endpoint with the same secret, which knows the location and not the second device. */
  async function restored(second: Awaited<ReturnType<typeof pairProven>>) {
    const other = testEndpoint()
    const secret = await endpoint.storage.secret()
    other.storage.secret = async () => secret
    const { token, location, device } = owner.till
    const { publicKey } = owner.key
    await other.send('/api/register', json({ protocol: 2, location, device, token, pins: [], publicKey }))
    const { answer, till, key } = second
    const { credential, letter } = answer
    const request = { protocol: 2, location, device: till.device, token: till.token, letter, credential }
    return { other, request: { ...request, publicKey: key.publicKey } }
  }

  it('I9: admits a device by what it was given when it was paired, again and again', async () => {
    const second = await pairProven(endpoint, owner, 'device-2')
    const { other, request } = await restored(second)
    expect((await sendProven(other, second, PULL)).status).toBe(401)
    for (const _ of [1, 2]) {
      const response = await other.send('/api/readmit', json(request))
      expect(await response.json()).toMatchObject({ protocol: 2, epoch: 1 })
    }
    expect((await sendProven(other, second, PULL)).status).toBe(200)
    const third = await pairProven(other, owner, 'device-3')
    expect(third.answer).toMatchObject({ letter: 'C' })
    await other.close()
  })

  it('I9: admits nobody who changes a word of it', async () => {
    const second = await pairProven(endpoint, owner, 'device-2')
    const { other, request } = await restored(second)
    const lies = [
      { credential: 'a'.repeat(64) },
      { device: 'device-9' },
      { letter: 'Z' },
      { location: 'location-2' },
      { token: 'f'.repeat(64) },
      { publicKey: testKey().publicKey },
      { publicKey: undefined },
    ]
    for (const lie of lies) {
      const response = await other.send(
        '/api/readmit',
        json({ ...request, ...lie }),
        `192.168.1.${lies.indexOf(lie)}`,
      )
      expect([lie, response.status, await codeOf(response)]).toEqual([lie, 403, 'forbidden'])
    }
    await other.close()
  })

  it('I10: keeps the pairing ended that was ended, whatever it shows', async () => {
    const second = await pairProven(endpoint, owner, 'device-2')
    const { other, request } = await restored(second)
    await other.send('/api/readmit', json(request))
    await other.storage.revokeDevice(request.location, request.device, endpoint.clock.now as never)
    await other.send('/api/readmit', json(request))
    expect(await codeOf(await sendProven(other, second, PULL))).toBe('revoked')
    await other.close()
  })
})

describe('a device that was paired by version 1', () => {
  const bind = (till: TestTill, publicKey: object) =>
    endpoint.send('/api/bind-key', json({ protocol: 2, publicKey }, till.authorization))

  it('I2: binds its key once; from then on its token alone opens nothing', async () => {
    await endpoint.close()
    endpoint = testEndpoint()
    const till = await registerTill(endpoint)
    const key = testKey()
    expect((await bind(till, key.publicKey)).status).toBe(200)
    expect((await bind(till, key.publicKey)).status).toBe(401)
    expect((await bind(till, testKey().publicKey)).status).toBe(401)
    expect((await sendProven(endpoint, { till, key }, PULL)).status).toBe(200)
    const body = JSON.stringify({ protocol: 2, publicKey: key.publicKey })
    const again = await sendProven(endpoint, { till, key }, { method: 'POST', path: '/api/bind-key', body })
    expect(again.status).toBe(200)
  })

  it('I2: a key that is no point of the curve is never kept', async () => {
    const publicKey = { x: 'A'.repeat(43), y: 'B'.repeat(43) }
    await endpoint.close()
    endpoint = testEndpoint()
    const { location, device, token } = tillOf('location-1', 'device-1')
    const registered = await endpoint.send(
      '/api/register',
      json({ protocol: 2, location, device, token, pins: [], publicKey }),
    )
    expect(registered.status).toBe(400)
    const old = await registerTill(endpoint)
    expect((await bind(old, publicKey)).status).toBe(400)
    await pairTill(endpoint, old, 'device-2')
  })
})

describe('PINs', () => {
  it('I16: what one device sends, another one of the location is given', async () => {
    const pin = { staff: 'staff-1', salt: 'a'.repeat(32), hash: 'b'.repeat(64) }
    const second = await pairProven(endpoint, owner, 'device-2')
    const body = JSON.stringify({ pins: [pin] })
    expect((await sendProven(endpoint, owner, { method: 'POST', path: '/api/pins', body })).status).toBe(200)
    const given = await sendProven(endpoint, second, { path: '/api/pins' })
    expect(await given.json()).toEqual({ pins: [pin] })
  })
})
