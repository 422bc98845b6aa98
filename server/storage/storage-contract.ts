/** What every storage must hold, as one suite: an implementation's test file gives a factory and calls it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, LocationId, Millis, StaffId } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import {
  type EntryWrite,
  type KnownPlaces,
  type PushPlan,
  type PushRange,
  type Registration,
  type Storage,
  tillLetter,
} from './storage.ts'

export interface StorageUnderTest {
  readonly storage: Storage
  /** Closes it and opens the same data again. */
  reopen(): Promise<Storage>
  remove(): Promise<void>
}

const L1 = 'location-1' as LocationId
const L2 = 'location-2' as LocationId
const D1 = 'device-1' as DeviceId
const D2 = 'device-2' as DeviceId
const NOW = 1_790_000_000_000 as Millis
const PIN = { staff: 'staff-1' as StaffId, salt: 'a'.repeat(32), hash: 'b'.repeat(64) }

const registration = (change: Partial<Registration> = {}): Registration => ({
  location: L1,
  device: D1,
  tokenHash: 'token-1',
  pins: [],
  till: true,
  onlyFirst: false,
  at: NOW,
  publicKey: null,
  ...change,
})

const range = (from: number, count: number, change: Partial<PushRange> = {}): PushRange => ({
  location: L1,
  device: D1,
  from,
  count,
  build: 'build-1',
  heardAt: NOW,
  told: { head: null, skewMs: null },
  relayedBy: null,
  ...change,
})

const write = (seq: number, change: Partial<EntryWrite> = {}): EntryWrite => ({
  seq,
  hash: `hash-${seq}`,
  state: 'recorded',
  detail: '',
  raw: Buffer.from(`raw-${seq}`),
  ...change,
})

/** What is lent of a device that told nothing, in the first epoch. */
const NOTHING_ODD = { epoch: 1, skewMs: null, revoked: false, notes: { seq: 0, hash: CHAIN_START } }

const planOf = (writes: readonly EntryWrite[], forks: PushPlan['forks'] = []) => {
  const last = writes.at(-1)
  return (known: KnownPlaces): PushPlan => ({
    writes,
    forks,
    results: [],
    notes: [],
    revokes: [],
    have: last ? { seq: last.seq, hash: last.hash } : known.head,
  })
}

/** Runs the suite against fresh storages of the factory. */
export function describeStorage(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`${name}: the storage contract`, () => {
    let made: StorageUnderTest
    let storage: Storage
    beforeEach(async () => {
      made = await make()
      storage = made.storage
    })
    afterEach(() => made.remove())
    const current = () => storage
    describePlaces(current)
    describeKeeping(current)
    describeFeed(current)
    describeIdentity(current)
    describePairing(current)

    it('keeps everything over a restart', async () => {
      await storage.registerLocation(registration({ pins: [PIN] }))
      await storage.applyPush(range(1, 2), planOf([write(1), write(2)]))
      storage = await made.reopen()
      expect(await storage.locations()).toEqual([{ location: L1, epoch: 1, lastV: 2 }])
      expect((await storage.devices(L1))[0]?.head).toEqual({ seq: 2, hash: 'hash-2' })
      expect(await storage.readPins(L1)).toEqual([PIN])
      expect((await storage.findDeviceByTokenHash('token-1'))?.device).toBe(D1)
    })
  })
}

function describePlaces(storage: () => Storage): void {
  describe('the places of a push', () => {
    beforeEach(() => storage().registerLocation(registration()))

    it('Y4: beyond have + 1 is a gap, the plan is not asked, nothing is kept', async () => {
      await storage().applyPush(range(1, 1), planOf([write(1)]))
      const outcome = await storage().applyPush(range(3, 1), () => {
        throw new Error('asked')
      })
      expect(outcome).toEqual({ kind: 'gap', epoch: 1, have: { seq: 1, hash: 'hash-1' } })
    })

    it('Y5: lends the head and the places that are taken, with what became of them', async () => {
      const broken = write(2, { state: 'chain-broken', detail: 'why' })
      await storage().applyPush(range(1, 3), planOf([write(1), broken, write(3)]))
      const seen: KnownPlaces[] = []
      await storage().applyPush(range(2, 5), (known) => {
        seen.push(known)
        return planOf([])(known)
      })
      expect(seen).toEqual([
        {
          ...NOTHING_ODD,
          head: { seq: 3, hash: 'hash-3' },
          taken: [
            { seq: 2, hash: 'hash-2', state: 'chain-broken', detail: 'why' },
            { seq: 3, hash: 'hash-3', state: 'recorded', detail: '' },
          ],
        },
      ])
    })

    it('Y4: of a new device starts at the chain’s beginning', async () => {
      const seen: KnownPlaces[] = []
      await storage().applyPush(range(1, 1), (known) => {
        seen.push(known)
        return planOf([write(1)])(known)
      })
      expect(seen).toEqual([{ ...NOTHING_ODD, head: { seq: 0, hash: CHAIN_START }, taken: [] }])
    })
  })
}

function describeKeeping(storage: () => Storage): void {
  describe('what a push keeps', () => {
    beforeEach(() => storage().registerLocation(registration()))

    it('Y6: keeps a fork once, beside the entry', async () => {
      await storage().applyPush(range(1, 1), planOf([write(1)]))
      const fork = { seq: 1, hash: 'other', raw: Buffer.from('other bytes') }
      await storage().applyPush(range(1, 1), planOf([], [fork]))
      await storage().applyPush(range(1, 1), planOf([], [fork]))
      const forks = await storage().forks(L1)
      expect(forks.map(({ device, seq, hash }) => [device, seq, hash])).toEqual([[D1, 1, 'other']])
      expect(Buffer.from(forks[0]?.raw ?? []).toString()).toBe('other bytes')
      expect((await storage().devices(L1))[0]?.head.hash).toBe('hash-1')
    })

    it('Y7: keeps a quarantined entry whole in its place', async () => {
      const raw = Buffer.from([0xff, 0x00, 0x7b])
      const bad = write(2, { state: 'quarantined', detail: 'not-json: no', raw })
      await storage().applyPush(range(1, 3), planOf([write(1), bad, write(3)]))
      const [kept, ...others] = await storage().quarantined(L1)
      expect(others).toEqual([])
      expect(kept).toMatchObject({ device: D1, seq: 2, v: 2, detail: 'not-json: no' })
      expect(Buffer.from(kept?.raw ?? []).equals(raw)).toBe(true)
    })

    it('Y9: keeps all of a push or nothing', async () => {
      const failing = storage().applyPush(range(1, 2), () => {
        throw new Error('the plan fails')
      })
      await expect(failing).rejects.toThrow('the plan fails')
      const doubled = storage().applyPush(range(1, 2), planOf([write(1), write(1)]))
      await expect(doubled).rejects.toThrow()
      expect(await storage().locations()).toEqual([{ location: L1, epoch: 1, lastV: 0 }])
      expect((await storage().devices(L1))[0]?.head.seq).toBe(0)
    })

    it('Y9: two at once of one device are taken one after the other', async () => {
      const tryPush = () =>
        storage().applyPush(range(1, 1), (known) => planOf(known.taken.length > 0 ? [] : [write(1)])(known))
      await Promise.all([tryPush(), tryPush(), tryPush()])
      expect((await storage().locations())[0]?.lastV).toBe(1)
    })

    it('tells the list of devices the build and when it was heard', async () => {
      await storage().applyPush(range(1, 1), planOf([write(1)]))
      expect(await storage().devices(L1)).toEqual([
        {
          device: D1,
          letter: 'A',
          head: { seq: 1, hash: 'hash-1' },
          build: 'build-1',
          heardAt: NOW,
          toldSeq: null,
          skewMs: null,
          epochSeen: 1,
          revokedAt: null,
          paired: true,
        },
      ])
    })
  })
}

function describeFeed(storage: () => Storage): void {
  describe('the feed', () => {
    beforeEach(async () => {
      await storage().registerLocation(registration())
      await storage().addDevice({
        location: L1,
        device: D2,
        tokenHash: 'token-2',
        at: NOW,
        till: true,
        publicKey: null,
      })
      await storage().registerLocation(registration({ location: L2, tokenHash: 'token-3' }))
      await storage().applyPush(range(1, 2), planOf([write(1), write(2)]))
      await storage().applyPush(range(1, 1, { device: D2 }), planOf([write(1)]))
      await storage().applyPush(range(1, 1, { location: L2 }), planOf([write(1)]))
      await storage().applyPush(range(3, 1), planOf([write(3)]))
    })

    const read = (after: number, limit: number, except: DeviceId | null = null) =>
      storage().readSince({ location: L1, after, limit, except })

    it('Y9, Y11: numbers a location’s entries 1, 2, 3 … in the order of the commits', async () => {
      const page = await read(0, 10)
      expect(page.entries.map(({ v, device, seq }) => [v, device, seq])).toEqual([
        [1, D1, 1],
        [2, D1, 2],
        [3, D2, 1],
        [4, D1, 3],
      ])
      expect(page).toMatchObject({ epoch: 1, next: 4, more: false })
    })

    it('Y12: leaves out the asking device and steps over its entries', async () => {
      const page = await read(0, 10, D1)
      expect(page.entries.map(({ device, seq }) => [device, seq])).toEqual([[D2, 1]])
      expect(page.next).toBe(4)
      expect(page.more).toBe(false)
    })

    it('Y14: pages of any size together are the feed', async () => {
      for (const limit of [1, 2, 3]) {
        const seen: number[] = []
        for (let after = 0, more = true; more; ) {
          const page = await read(after, limit)
          seen.push(...page.entries.map(({ v }) => v))
          after = page.next
          more = page.more
        }
        expect(seen).toEqual([1, 2, 3, 4])
      }
    })

    it('Y14: a cursor beyond the end stays where it is', async () => {
      expect(await read(9, 10)).toEqual({ epoch: 1, entries: [], next: 9, more: false })
    })

    it('is read by device in sequence', async () => {
      const entries = await storage().readDevice(L1, D1, { from: 2, limit: 10 })
      expect(entries.map(({ seq, v }) => [seq, v])).toEqual([
        [2, 2],
        [3, 4],
      ])
    })
  })
}

function describeIdentity(storage: () => Storage): void {
  describe('registration', () => {
    it('Y15: the same call again is known, whatever is open', async () => {
      expect(await storage().registerLocation(registration())).toEqual({ kind: 'made', epoch: 1 })
      const again = await storage().registerLocation(registration({ onlyFirst: true }))
      expect(again).toEqual({ kind: 'known', epoch: 1 })
      expect(await storage().locations()).toHaveLength(1)
    })

    it('Y15: a location or a token that is known is not given to another', async () => {
      await storage().registerLocation(registration())
      const otherDevice = registration({ device: D2, tokenHash: 'token-2' })
      const otherLocation = registration({ location: L2 })
      expect(await storage().registerLocation(otherDevice)).toEqual({ kind: 'taken' })
      expect(await storage().registerLocation(otherLocation)).toEqual({ kind: 'taken' })
    })

    it('Y15: a second location is closed to those who may only make the first', async () => {
      const first = registration({ onlyFirst: true })
      expect(await storage().registerLocation(first)).toMatchObject({ kind: 'made' })
      const second = registration({ location: L2, device: D2, tokenHash: 'token-2', onlyFirst: true })
      expect(await storage().registerLocation(second)).toEqual({ kind: 'closed' })
    })

    it('finds a device by its token’s hash, or nobody', async () => {
      await storage().registerLocation(registration())
      expect(await storage().findDeviceByTokenHash('token-1')).toEqual({
        location: L1,
        device: D1,
        tokenHash: 'token-1',
        publicKey: null,
        revoked: false,
      })
      expect(await storage().findDeviceByTokenHash('token-9')).toBeNull()
    })

    it('adds and replaces PIN hashes by staff', async () => {
      await storage().registerLocation(registration({ pins: [PIN] }))
      const other = { ...PIN, staff: 'staff-2' as StaffId }
      await storage().putPins(L1, [{ ...PIN, hash: 'c'.repeat(64) }, other])
      expect(await storage().readPins(L1)).toEqual([{ ...PIN, hash: 'c'.repeat(64) }, other])
      expect(await storage().readPins(L2)).toEqual([])
    })
  })
}

function describePairing(storage: () => Storage): void {
  describe('pairing', () => {
    const expiresAt = (NOW + 1000) as Millis
    const redeem = (codeHash: string, device: DeviceId, tokenHash: string, at = NOW) =>
      storage().redeemPairingCode({ codeHash, device, tokenHash, at, publicKey: null })
    beforeEach(async () => {
      await storage().registerLocation(registration({ pins: [PIN] }))
      await storage().createPairingCode({ codeHash: 'code-1', location: L1, expiresAt, replaces: null })
    })

    it('Y16: a code lets one device in, with the next letter and the PINs', async () => {
      const paired = await redeem('code-1', D2, 'token-2')
      expect(paired).toEqual({
        kind: 'paired',
        location: L1,
        epoch: 1,
        letter: 'B',
        pins: [PIN],
        replaces: null,
      })
      expect(await redeem('code-1', 'device-3' as DeviceId, 'token-3')).toEqual({ kind: 'code-invalid' })
    })

    it('Y16: the same device and token get the same answer again', async () => {
      const first = await redeem('code-1', D2, 'token-2')
      expect(await redeem('code-1', D2, 'token-2', (NOW + 5000) as Millis)).toEqual(first)
      expect(await redeem('code-1', D2, 'token-9')).toEqual({ kind: 'code-invalid' })
      expect(await storage().devices(L1)).toHaveLength(2)
    })

    it('Y16: a code that ran out, or never was, is invalid', async () => {
      expect(await redeem('code-1', D2, 'token-2', expiresAt)).toEqual({ kind: 'code-invalid' })
      expect(await redeem('code-9', D2, 'token-2')).toEqual({ kind: 'code-invalid' })
    })

    it('Y16: a device that is known already does not use a code up', async () => {
      expect(await redeem('code-1', D1, 'token-2')).toEqual({ kind: 'taken' })
      expect(await redeem('code-1', D2, 'token-2')).toMatchObject({ kind: 'paired' })
    })

    it('Y16: letters go on behind Z', async () => {
      for (let index = 1; index < 28; index++) {
        const added = {
          location: L1,
          device: `d-${index}` as DeviceId,
          tokenHash: `t-${index}`,
          at: NOW,
          publicKey: null,
        }
        expect(await storage().addDevice({ ...added, till: true })).toMatchObject({
          letter: tillLetter(index),
        })
      }
      const letters = (await storage().devices(L1)).map(({ letter }) => letter)
      expect(letters.slice(24)).toEqual(['Y', 'Z', 'AA', 'AB'])
    })

    it('a device that sells nothing takes no letter', async () => {
      const added = { location: L1, device: D2, tokenHash: 'token-2', at: NOW, till: false, publicKey: null }
      expect(await storage().addDevice(added)).toMatchObject({ kind: 'paired', letter: '' })
      expect(await redeem('code-1', 'device-3' as DeviceId, 'token-3')).toMatchObject({ letter: 'B' })
    })
  })
}
