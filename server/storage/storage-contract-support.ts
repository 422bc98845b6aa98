/** What the parts of the storage contract share: names, and calls with most of their values given. */
import type { DeviceId, LocationId, Millis, StaffId } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import type {
  DeviceRecord,
  EntryWrite,
  KnownPlaces,
  NewDevice,
  PushPlan,
  PushRange,
  Registration,
  Storage,
} from './storage.ts'

export const L1 = 'location-1' as LocationId
export const L2 = 'location-2' as LocationId
export const D1 = 'device-1' as DeviceId
export const D2 = 'device-2' as DeviceId
export const D3 = 'device-3' as DeviceId
export const NOW = 1_790_000_000_000 as Millis
export const PIN = { staff: 'staff-1' as StaffId, salt: 'a'.repeat(32), hash: 'b'.repeat(64) }
export const KEY = { x: 'x'.repeat(43), y: 'y'.repeat(43) }

/** So many milliseconds after `NOW`. */
export const after = (ms: number): Millis => (NOW + ms) as Millis

export const registration = (change: Partial<Registration> = {}): Registration => ({
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

/** One more device; its token is `token-N` of `device-N`. */
export const newDevice = (device: DeviceId, change: Partial<NewDevice> = {}): NewDevice => ({
  device,
  tokenHash: device.replace('device', 'token'),
  at: NOW,
  publicKey: null,
  ...change,
})

export const range = (from: number, count: number, change: Partial<PushRange> = {}): PushRange => ({
  location: L1,
  device: D1,
  from,
  count,
  build: 'build-1',
  heardAt: NOW,
  told: { head: null, skewMs: null, epoch: null, relayed: true },
  relayedBy: null,
  ...change,
})

export const write = (seq: number, change: Partial<EntryWrite> = {}): EntryWrite => ({
  seq,
  hash: `hash-${seq}`,
  state: 'recorded',
  detail: '',
  raw: Buffer.from(`raw-${seq}`),
  ...change,
})

/** An entry of the endpoint's own journal. */
export const note = (seq: number): EntryWrite =>
  write(seq, { hash: `note-hash-${seq}`, raw: Buffer.from(`note-${seq}`) })

/** What is lent of a device that told nothing, in the first epoch. */
export const NOTHING_ODD = {
  epoch: 1,
  skewMs: null,
  revoked: false,
  notes: { seq: 0, hash: CHAIN_START },
}

export const planOf =
  (writes: readonly EntryWrite[], more: Partial<PushPlan> = {}) =>
  (known: KnownPlaces): PushPlan => {
    const last = writes.at(-1)
    const have = last ? { seq: last.seq, hash: last.hash } : known.head
    return { writes, forks: [], results: [], have, notes: [], revokes: [], ...more }
  }

/** Pushes nothing and gives what was lent to the plan. */
export async function lentTo(storage: Storage, asked: PushRange): Promise<KnownPlaces> {
  const seen: KnownPlaces[] = []
  await storage.applyPush(asked, (known) => {
    seen.push(known)
    return planOf([])(known)
  })
  const [known] = seen
  if (!known) throw new Error('the plan was not asked')
  return known
}

export async function recordOf(storage: Storage, device: DeviceId): Promise<DeviceRecord | undefined> {
  return (await storage.devices(L1)).find((record) => record.device === device)
}

/** The location's feed as device, place and number. */
export async function feedOf(storage: Storage, location = L1) {
  const page = await storage.readSince({ location, after: 0, limit: 1000, except: null })
  return page.entries.map(({ v, device, seq }) => [v, device, seq])
}
