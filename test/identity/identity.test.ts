import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SLOT_MS } from '../../server/proof/nonces.ts'
import { type TestEndpoint, testEndpoint } from '../../server/testing/test-endpoint.ts'
import { keepDeviceKey, readDeviceKey } from '../../src/replica/device-key.ts'
import { journalDatabase, readMeta } from '../../src/replica/journal-database.ts'
import { countUnsent } from '../../src/replica/outbox.ts'
import { checkPin, setPin } from '../../src/replica/pins.ts'
import { bindDeviceKey } from '../../src/sync/bind-key.ts'
import { pushStep } from '../../src/sync/pusher.ts'
import { freshName } from '../support/replicas.ts'
import { clientOf, demand, joinBrowser, makeBrowser, sync } from './browser.ts'

/** Argon2id takes its time, on purpose: here the hash of a PIN is the PIN. `argon2.test.ts` has the real one. */
vi.mock('hash-wasm', () => ({
  argon2id: async ({ password }: { password: string }) =>
    Buffer.from(password.padEnd(32, '.')).toString('hex'),
}))

let endpoint: TestEndpoint
const reach = () => endpoint
beforeEach(() => {
  endpoint = testEndpoint()
})
afterEach(() => endpoint.close())

const unsent = async ({ replica }: Awaited<ReturnType<typeof makeBrowser>>) =>
  (await countUnsent(replica)).entries
const ownerOf = ({ replica }: Awaited<ReturnType<typeof makeBrowser>>) => {
  const [owner] = replica.store.getState().staff
  if (!owner) throw new Error('no staff')
  return owner.id
}
const NO_KEY = { x: 'A'.repeat(43), y: 'A'.repeat(43) }
const now = () => 1_790_000_000_000

describe('a device’s key', () => {
  it('I1: is made once, cannot be exported, and is found again', async () => {
    const name = freshName()
    const [first, second] = await Promise.all([
      demand(keepDeviceKey(journalDatabase(name))),
      demand(keepDeviceKey(journalDatabase(name))),
    ])
    expect(second.publicKey).toEqual(first.publicKey)
    expect((await demand(keepDeviceKey(journalDatabase(name)))).publicKey).toEqual(first.publicKey)
    await expect(crypto.subtle.exportKey('jwk', first.key)).rejects.toThrow()
    await expect(crypto.subtle.exportKey('pkcs8', first.key)).rejects.toThrow()
  })

  it('I1: a browser that loses keys is told so, in words, and gets none', async () => {
    const journal = journalDatabase(freshName())
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no keys in private windows', 'DataCloneError')
    })
    expect(await keepDeviceKey(journal)).toMatchObject({
      ok: false,
      error: expect.stringContaining('private window'),
    })
  })

  it('I1: a key that signs for another one is not believed', async () => {
    const journal = journalDatabase(freshName())
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])
    vi.spyOn(crypto.subtle, 'generateKey').mockResolvedValueOnce({
      privateKey: pair.privateKey,
      publicKey: (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']))
        .publicKey,
    } as never)
    expect(await keepDeviceKey(journal)).toMatchObject({ ok: false })
  })

  it('I1: an address that is not secure is named as the reason', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    const kept = await keepDeviceKey(journalDatabase(freshName()))
    vi.unstubAllGlobals()
    expect(kept).toMatchObject({ ok: false, error: expect.stringContaining('https://') })
  })
})

describe('a browser against a real endpoint', () => {
  it('I3: makes a location, registers with its key, and every request is signed', async () => {
    const till = await makeBrowser(reach)
    expect(await sync(till)).toEqual([])
    expect(await unsent(till)).toBe(0)
    const { token } = till.identity
    const bare = await endpoint.send('/api/pull?cursor=0', { headers: { authorization: `Bearer ${token}` } })
    expect(bare.status).toBe(401)
  })

  it('I5: signs again, once, when its nonce has run out, and not otherwise', async () => {
    const till = await makeBrowser(reach)
    await sync(till)
    till.seen.length = 0
    await sync(till)
    expect(till.seen.filter((line) => line.startsWith('401'))).toEqual([])
    endpoint.clock.now += 3 * SLOT_MS
    till.seen.length = 0
    expect(await sync(till)).toEqual([])
    expect(till.seen.slice(0, 2)).toEqual(['401 /api/push', '200 /api/push'])
  })

  it('I4: works with a clock of 1970 and of 2031', async () => {
    const till = await makeBrowser(reach)
    for (const clock of ['1970-01-01T00:00:00Z', '2031-06-01T00:00:00Z']) {
      vi.spyOn(Date, 'now').mockReturnValue(Date.parse(clock))
      expect(await sync(till)).toEqual([])
    }
  })

  it('I3: a copied token opens nothing from another browser, with a key of its own or without', async () => {
    const till = await makeBrowser(reach)
    await sync(till)
    const thief = journalDatabase(freshName())
    const stolen = clientOf(reach, thief, till.identity.token)
    expect(await stolen.pull(0, 10)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    await keepDeviceKey(thief)
    expect(await stolen.pull(0, 10)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })

  it('I2: a device of version 1 makes its key at the next start and binds it', async () => {
    const till = await makeBrowser(reach)
    await till.journal.keys.delete('device')
    await sync(till)
    const token = { authorization: `Bearer ${till.identity.token}` }
    expect((await endpoint.send('/api/pull?cursor=0', { headers: token })).status).toBe(200)
    await bindDeviceKey(till)
    expect((await endpoint.send('/api/pull?cursor=0', { headers: token })).status).toBe(401)
    expect(await readDeviceKey(till.journal)).not.toBeNull()
    expect(await sync(till)).toEqual([])
    await bindDeviceKey(till)
    expect(till.seen.at(-1)).toBe('200 /api/bind-key')
  })
})

describe('a browser that has lost its key', () => {
  it.each([
    ['is left without any', null],
    ['holds one that no longer signs', { name: 'device', key: {} as CryptoKey, publicKey: NO_KEY }],
  ])(
    'I1: %s: it is told to pair again, at once and at each push, and keeps what it holds',
    async (_, row) => {
      const owner = await makeBrowser(reach)
      await sync(owner)
      const second = await joinBrowser(reach, owner)
      await sync(second)
      await second.journal.keys.delete('device')
      if (row) await second.journal.keys.put(row)
      await demand(setPin(second.replica, ownerOf(owner), '1357'))
      const client = clientOf(reach, second.journal, second.identity.token)
      for (const _ of [1, 2]) {
        const step = await pushStep({ replica: second.replica, client, build: 'test' })
        expect(step).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
        expect(step.ok ? '' : step.error.message).toContain('pair it again')
      }
      expect(await unsent(second)).toBe(1)
    },
  )
})

describe('a till in the place of another', () => {
  it('I8: goes on with its shift, and the other one is removed', async () => {
    const owner = await makeBrowser(reach)
    await sync(owner)
    const old = await joinBrowser(reach, owner)
    const draft = { id: 'opened' as never, at: now() as never, staff: null, shift: null }
    await old.replica.append(() => ({
      drafts: [{ ...draft, kind: 'shift-opened', body: { shift: 'shift-1' as never, number: 4 } }],
      counters: { shift: 'shift-1' as never, shifts: 4 },
    }))
    await sync(old)
    const next = await joinBrowser(reach, owner, old.identity.device)
    expect(await readMeta(next.journal, 'head')).toMatchObject({ shift: 'shift-1', shifts: 4, receipts: 0 })
    await sync(next)
    await sync(owner)
    expect(await sync(old)).toContain('revoked')
    const entries = (await next.journal.entries.toArray()).map(({ bytes }) => bytes).join()
    expect(entries).toContain(`{"fields":{"removed":true},"id":"${old.identity.device}","record":"device"}`)
  })
})

describe('a restored endpoint', () => {
  it('I9: is told again, by itself, of a device that was paired behind the backup', async () => {
    const owner = await makeBrowser(reach)
    await sync(owner)
    const second = await joinBrowser(reach, owner)
    await sync(second)
    const secret = await endpoint.storage.secret()
    await endpoint.close()
    endpoint = testEndpoint()
    endpoint.storage.secret = async () => secret
    await sync(owner)
    await sync(owner)
    expect(await sync(second)).toEqual([])
    expect(second.seen).toContain('200 /api/readmit')
    expect(await unsent(second)).toBe(0)
    const known = await endpoint.storage.devices(second.identity.location)
    expect(known.map(({ device, head }) => [device, head.seq > 0])).toContainEqual([
      second.identity.device,
      true,
    ])
  })
})

describe('a changed PIN', () => {
  it('I16: holds here at once, and on another device once that one has read of it', async () => {
    const first = await makeBrowser(reach)
    await sync(first)
    const second = await joinBrowser(reach, first)
    await sync(second)
    const owner = ownerOf(first)
    await demand(setPin(first.replica, owner, '1357', owner))
    expect(await checkPin(first.journal, owner, '1357', now)).toEqual({ kind: 'right' })
    expect(await checkPin(second.journal, owner, '2468', now)).toEqual({ kind: 'right' })
    await sync(first)
    expect(await readMeta(first.journal, 'pendingPins')).toBeUndefined()
    await sync(second)
    await sync(second)
    expect(await checkPin(second.journal, owner, '2468', now)).toMatchObject({ kind: 'wrong' })
    expect(await checkPin(second.journal, owner, '1357', now)).toEqual({ kind: 'right' })
  })

  it('I16: reaches the endpoint before the entry that tells of it, and waits without a network', async () => {
    const first = await makeBrowser(reach)
    await sync(first)
    await demand(setPin(first.replica, ownerOf(first), '1357'))
    expect(await readMeta(first.journal, 'pendingPins')).toHaveLength(1)
    first.seen.length = 0
    await sync(first)
    const [hello, ...rest] = first.seen
    expect([hello, ...rest.slice(0, 2)]).toEqual(['200 /api/push', '200 /api/pins', '200 /api/push'])
  })

  it('I16: stands in no entry', async () => {
    const first = await makeBrowser(reach)
    await demand(setPin(first.replica, ownerOf(first), '1357'))
    const [pending] = (await readMeta(first.journal, 'pendingPins')) ?? []
    const { hash = '', salt = '' } = pending ?? {}
    expect(hash).toHaveLength(64)
    const text = (await first.journal.entries.toArray()).map(({ bytes }) => bytes).join()
    expect([text.includes(hash), text.includes(salt)]).toEqual([false, false])
  })

  it('I16: is fetched once, not at every pull', async () => {
    const first = await makeBrowser(reach)
    await sync(first)
    const second = await joinBrowser(reach, first)
    await demand(setPin(first.replica, ownerOf(first), '1357'))
    await sync(first)
    for (const _ of [1, 2, 3]) await sync(second)
    expect(second.seen.filter((line) => line === '200 /api/pins')).toHaveLength(1)
  })
})
