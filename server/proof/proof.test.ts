import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Millis } from '../../core/domain/ids.ts'
import { type TestEndpoint, testEndpoint } from '../testing/test-endpoint.ts'
import {
  nonceOf,
  type ProvenTill,
  proofHeaderOf,
  proven,
  registerProven,
  type Signed,
  sendProven,
  testKey,
} from '../testing/test-key.ts'
import { registerTill } from '../testing/test-till.ts'
import { createNonces, SLOT_MS } from './nonces.ts'
import { createReplayMemory } from './replays.ts'

let endpoint: TestEndpoint
let device: ProvenTill
beforeEach(async () => {
  endpoint = testEndpoint()
  device = await registerProven(endpoint)
})
afterEach(() => endpoint.close())

const PULL = { path: '/api/pull?cursor=0&limit=10' }
const PINS = { method: 'POST', path: '/api/pins', body: '{"pins":[]}' }

const send = (request: Signed) => sendProven(endpoint, device, request)
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('a request of a device that has a key', () => {
  it('I3: is served with a right proof, and not without one', async () => {
    expect((await send(PULL)).status).toBe(200)
    for (const scheme of ['Bearer', 'DPoP']) {
      const bare = await endpoint.send(PULL.path, {
        headers: { authorization: `${scheme} ${device.till.token}` },
      })
      expect([bare.status, await codeOf(bare)]).toEqual([401, 'unauthorized'])
    }
  })

  it('I3: a token without a key is served without a proof, as version 1 was', async () => {
    await endpoint.close()
    endpoint = testEndpoint()
    const old = await registerTill(endpoint)
    expect((await endpoint.send(PULL.path, { headers: old.authorization })).status).toBe(200)
  })

  it.each([
    ['another method', { claims: { htm: 'POST' } }],
    ['another path', { claims: { htu: 'https://barrow.test/api/state' } }],
    ['another host', { claims: { htu: 'https://elsewhere.test/api/pull' } }],
    ['no address', { claims: { htu: 'pull' } }],
    ['another token', { claims: { ath: 'A'.repeat(43) } }],
    ['no token', { claims: { ath: undefined } }],
    ['no id', { claims: { jti: undefined } }],
    ['an id that is too short to be fresh', { claims: { jti: 'x' } }],
    ['another type', { header: { typ: 'jwt' } }],
    ['no algorithm', { header: { alg: 'none' } }],
    ['another algorithm', { header: { alg: 'HS256' } }],
    ['a private key in it', { header: { jwk: { kty: 'EC', crv: 'P-256', d: 'A'.repeat(43) } } }],
  ])('I3: is refused when the proof names %s', async (_, wrong) => {
    const response = await send({ ...PULL, ...wrong })
    expect(response.status).toBe(401)
  })

  it('I3: is refused when another key has signed, whatever key it shows', async () => {
    const other = testKey()
    const shown = await sendProven(endpoint, { till: device.till, key: other }, PULL)
    const hidden = await sendProven(
      endpoint,
      { till: device.till, key: other },
      { ...PULL, header: proofHeaderOf(device.key) },
    )
    expect([shown.status, hidden.status]).toEqual([401, 401])
  })

  it.each(['', 'x', 'a.b.c', '.'.repeat(9000), `${'A'.repeat(9)}.${'A'.repeat(9)}.${'A'.repeat(86)}`])(
    'I3: is refused with what is no proof: %.20s',
    async (dpop) => {
      const headers = { authorization: `DPoP ${device.till.token}`, dpop }
      expect((await endpoint.send(PULL.path, { headers })).status).toBe(401)
    },
  )

  it('tells whoever set the endpoint up that it is called by another name', async () => {
    const wrong = await send({ ...PULL, claims: { htu: 'https://elsewhere.test/api/pull' } })
    expect(((await wrong.json()) as { message: string }).message).toContain('PUBLIC_URL')
  })
})

describe('the nonce', () => {
  it('I5: comes with every answer of the API, also with refusals', async () => {
    for (const path of ['/api/setup', '/api/health', '/api/pull', '/api/nothing'])
      expect((await endpoint.send(path)).headers.get('dpop-nonce')).toMatch(/^\d+\.[\w-]{22}$/)
  })

  it('I5: comes again once a store that was away answers', async () => {
    const store = testEndpoint()
    vi.spyOn(store.storage, 'secret').mockRejectedValueOnce(new Error('away'))
    expect((await store.send('/api/health')).status).toBe(500)
    const answer = await store.send('/api/health')
    expect([answer.status, answer.headers.get('dpop-nonce')]).toEqual([200, expect.stringContaining('.')])
    await store.close()
  })

  it('I5: without one, and with one that is not ours, the answer says so and brings one', async () => {
    for (const nonce of [
      '',
      'x',
      `${await nonceOf(endpoint)}x`,
      (await nonceOf(endpoint)).replace(/.$/, '~'),
    ]) {
      const response = await endpoint.send(PULL.path, {
        headers: proven(device.till, device.key, nonce, PULL),
      })
      expect([response.status, await codeOf(response)]).toEqual([401, 'use-nonce'])
      expect(response.headers.get('www-authenticate')).toContain('use_dpop_nonce')
      expect(response.headers.get('dpop-nonce')).toBe(await nonceOf(endpoint))
    }
  })

  it('I5: is good in its slot and the next, and then no more', async () => {
    const nonce = await nonceOf(endpoint)
    const status = async () =>
      (await endpoint.send(PULL.path, { headers: proven(device.till, device.key, nonce, PULL) })).status
    endpoint.clock.now += SLOT_MS
    expect(await status()).toBe(200)
    endpoint.clock.now += SLOT_MS
    expect(await status()).toBe(401)
  })

  it('I5: is taken by another process on the store, also where that one’s clock is a little behind', () => {
    const secret = '1f'.repeat(32)
    const at = (now: number) => createNonces(secret, () => now as Millis)
    const now = 1_790_000_000_000
    const nonce = at(now).current()
    expect(at(now - SLOT_MS).slotOf(nonce)).toBe(at(now).slotOf(nonce))
    expect(at(now - 2 * SLOT_MS).slotOf(nonce)).toBeNull()
    expect(createNonces('2e'.repeat(32), () => now as Millis).slotOf(nonce)).toBeNull()
  })

  it.each([0, -86_400_000, 1_924_992_000, 4e15])(
    'I4: a device’s clock at %d s is nobody’s business',
    async (iat) => {
      expect((await send({ ...PULL, claims: { iat } })).status).toBe(200)
    },
  )
})

describe('a proof that was used', () => {
  it('I6: is refused; a fresh one for the same request is not', async () => {
    const headers = proven(device.till, device.key, await nonceOf(endpoint), PULL)
    expect((await endpoint.send(PULL.path, { headers })).status).toBe(200)
    expect(await codeOf(await endpoint.send(PULL.path, { headers }))).toBe('use-nonce')
    expect((await send(PULL)).status).toBe(200)
  })

  it('I6: is refused also when its signature is written in the other form of the same', async () => {
    const headers = proven(device.till, device.key, await nonceOf(endpoint), PULL)
    await endpoint.send(PULL.path, { headers })
    const dpop = mirrorSignature(headers.dpop ?? '')
    expect((await endpoint.send(PULL.path, { headers: { ...headers, dpop } })).status).toBe(401)
  })

  it('I6: a wrong one uses nothing up', async () => {
    const claims = { jti: 'the-same-id-twice' }
    await sendProven(
      endpoint,
      { till: device.till, key: testKey() },
      { ...PULL, claims, header: proofHeaderOf(device.key) },
    )
    expect((await send({ ...PULL, claims })).status).toBe(200)
  })

  it('I6: is remembered per device, within bounds, for as long as its nonce is good', () => {
    const memory = createReplayMemory(2, 3)
    expect(memory.take(10, 'a', 'one')).toBe('first')
    expect(memory.take(10, 'a', 'one')).toBe('again')
    expect(memory.take(10, 'b', 'one')).toBe('first')
    expect(memory.take(11, 'a', 'one')).toBe('first')
    expect(memory.take(11, 'a', 'two')).toBe('full')
    expect(memory.take(14, 'a', 'two')).toBe('first')
    expect(memory.take(14, 'a', 'three')).toBe('first')
    expect(memory.take(14, 'a', 'four')).toBe('full')
  })
})

describe('the body', () => {
  it('I7: is the one that was signed, to the byte, as it is sent', async () => {
    expect((await send(PINS)).status).toBe(200)
    for (const bh of ['A'.repeat(43), undefined]) {
      const response = await send({ ...PINS, claims: { bh } })
      expect([response.status, await codeOf(response)]).toEqual([401, 'unauthorized'])
    }
  })

  it('I7: is not changed under a proof that was caught on its way', async () => {
    const headers = proven(device.till, device.key, await nonceOf(endpoint), PINS)
    const body = '{"pins":[ ]}'
    const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }
    expect((await endpoint.send(PINS.path, init)).status).toBe(401)
  })
})

/** (r, s) and (r, n − s) verify alike. */
function mirrorSignature(proof: string): string {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const [header, claims, signature = ''] = proof.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`)
  const mirrored = (n - s).toString(16).padStart(64, '0')
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(mirrored, 'hex')])
  return `${header}.${claims}.${other.toString('base64url')}`
}
