/** Proving a location's journal: every chain walked, every hash made again, the views folded twice, and who lacks what. */
import { hash } from 'node:crypto'
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import { type Completeness, completenessOf } from '../core/journal/completeness.ts'
import { parseEntry } from '../core/journal/entry.ts'
import { CHAIN_START } from '../core/journal/head.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { emptyState, type State } from '../core/journal/state.ts'
import type { DeviceAnswer } from '../core/protocol/devices.ts'
import { describeDevice } from './devices.ts'
import { foldStored, hashState } from './location-views.ts'
import type { DeviceRecord, LocationRecord, Storage, StoredEntry } from './storage/storage.ts'

export type FaultKind =
  | 'gap'
  | 'bytes-changed'
  | 'chain-broken'
  | 'quarantined'
  | 'unreadable'
  | 'forked'
  | 'feed-gap'
  | 'views-differ'

/** What is wrong at one place of a device's journal; seq 0 when it concerns the whole location. */
export interface Fault {
  readonly kind: FaultKind
  readonly device: DeviceId | null
  readonly seq: number
  readonly detail: string
}

/** One device's journal as it was walked, and what the device told of it. */
export interface DeviceProof
  extends Pick<DeviceAnswer, 'device' | 'letter' | 'state' | 'firstSeq' | 'seq' | 'toldSeq' | 'unsent'> {
  readonly name: string
  /** Entries missing between the first and the last that are here. */
  readonly gaps: number
  /** The last contact by the endpoint's clock; null before the first. */
  readonly heardAt: Millis | null
  /** Whether it has handed over since the last restore. */
  readonly returned: boolean
}

export interface JournalProof {
  readonly location: LocationId
  readonly entries: number
  readonly devices: readonly DeviceProof[]
  /** "Is it all here?" */
  readonly completeness: Completeness
  readonly stateHash: string
  /** Sales that a person must look at; no fault of the journal. */
  readonly decisions: number
  readonly faults: readonly Fault[]
}

type Reader = Pick<Storage, 'devices' | 'readDevice' | 'readSince' | 'forks'>

const PAGE_ENTRIES = 1000

/** Walks everything that is stored of a location. */
export async function verifyJournal(
  storage: Reader,
  record: LocationRecord,
  now: Millis,
): Promise<JournalProof> {
  const { location } = record
  const devices = await storage.devices(location)
  const faults: Fault[] = []
  const byDevice = emptyState()
  const walks = new Map<DeviceId, Walk>()
  for (const { device } of devices) {
    const walk = await walkDevice(storage, location, device, byDevice)
    walks.set(device, walk)
    faults.push(...walk.faults)
  }
  for (const { device, seq } of await storage.forks(location))
    faults.push({ kind: 'forked', device, seq, detail: 'two entries claim this place' })
  const byFeed = emptyState()
  const fed = await walkFeed(storage, record, byFeed)
  faults.push(...fed.faults)
  const [one, other] = [hashState(byFeed), hashState(byDevice)]
  if (one !== other)
    faults.push(wholeFault('views-differ', `feed order gives ${one}, device order gives ${other}`))
  return {
    location,
    entries: fed.entries,
    ...proveDevices(devices, { walks, state: byFeed, record, now }),
    stateHash: one,
    decisions: openDecisions(byFeed).length,
    faults,
  }
}

interface Walk {
  readonly faults: readonly Fault[]
  readonly firstSeq: number
  readonly gaps: number
}

interface DevicesContext {
  readonly walks: ReadonlyMap<DeviceId, Walk>
  readonly state: State
  readonly record: LocationRecord
  readonly now: Millis
}

/** What was walked beside what was told. The endpoint's own journals are proved, but nobody waits for them. */
function proveDevices(
  records: readonly DeviceRecord[],
  context: DevicesContext,
): Pick<JournalProof, 'devices' | 'completeness'> {
  const devices = records.map((record) => proveDevice(record, context))
  const places = devices
    .filter(({ state }) => state !== 'endpoint')
    .map((device) => ({
      ...device,
      heard: device.heardAt === null ? null : momentText(device.heardAt),
      silent: device.state === 'active' && context.now - (device.heardAt ?? 0) > SILENT_MS,
      returned: device.returned || device.state !== 'active',
    }))
  return { devices, completeness: completenessOf(places) }
}

/** A till in use is heard at least once a minute. */
const SILENT_MS = 10 * 60_000

/** "2026-11-23 18:42 UTC". */
const momentText = (at: Millis) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

function proveDevice(
  record: DeviceRecord,
  { walks, state, record: { epoch }, now }: DevicesContext,
): DeviceProof {
  const { heardAgoMs: _, build: __, skewMs: ___, ...known } = describeDevice(record, now)
  const { firstSeq = 0, gaps = 0 } = walks.get(record.device) ?? {}
  const named = state.settings.device.get(record.device)?.name
  const plain = known.state === 'endpoint' ? 'the endpoint' : record.letter || 'command line'
  return {
    ...known,
    ...{ firstSeq, gaps, heardAt: record.heardAt, name: named || plain },
    returned: record.letter === '' || record.epochSeen >= epoch,
  }
}

const wholeFault = (kind: FaultKind, detail: string): Fault => ({ kind, device: null, seq: 0, detail })

async function walkDevice(
  storage: Reader,
  location: LocationId,
  device: DeviceId,
  state: State,
): Promise<Walk> {
  const faults: Fault[] = []
  let prev = CHAIN_START
  let seq = 0
  let firstSeq = 0
  let gaps = 0
  for (let page = await next(); page.length > 0; page = await next()) {
    for (const entry of page) {
      const wrong = entry.seq === seq + 1 ? checkEntry(entry, { location, prev }) : [gapFault(seq, entry)]
      faults.push(...wrong.map(([kind, detail]) => ({ kind, device, seq: entry.seq, detail })))
      if (entry.seq === seq + 1) foldStored(state, entry)
      if (firstSeq === 0) firstSeq = entry.seq
      else gaps += entry.seq - seq - 1
      prev = entry.hash
      seq = entry.seq
    }
  }
  return { faults, firstSeq, gaps }

  function next(): Promise<readonly StoredEntry[]> {
    return storage.readDevice(location, device, { from: seq + 1, limit: PAGE_ENTRIES })
  }
}

type Finding = readonly [FaultKind, string]

const gapFault = (seq: number, entry: StoredEntry): Finding => [
  'gap',
  `${entry.seq - seq - 1} entries are missing before it`,
]

function checkEntry(
  entry: StoredEntry,
  expected: { readonly location: LocationId; readonly prev: string },
): readonly Finding[] {
  const findings: Finding[] = []
  const bytesHash = hash('sha256', entry.raw, 'hex')
  if (bytesHash !== entry.hash) findings.push(['bytes-changed', `the bytes hash to ${bytesHash}`])
  if (entry.state === 'quarantined') return [...findings, ['quarantined', entry.detail]]
  const parsed = parseEntry(Buffer.from(entry.raw).toString('utf8'))
  if (!parsed.ok) return [...findings, ['unreadable', parsed.error.detail]]
  const { location, device, seq, prev } = parsed.value.entry
  if (location !== expected.location || device !== entry.device || seq !== entry.seq)
    findings.push(['unreadable', 'its envelope names another place'])
  if (prev !== expected.prev)
    findings.push(['chain-broken', 'its prev is not the hash of the entry before it'])
  return findings
}

async function walkFeed(storage: Reader, { location, lastV }: LocationRecord, state: State) {
  const faults: Fault[] = []
  let v = 0
  let entries = 0
  for (let after = 0, more = true; more; ) {
    const page = await storage.readSince({ location, after, limit: PAGE_ENTRIES, except: null })
    for (const entry of page.entries) {
      if (entry.v !== v + 1) faults.push(wholeFault('feed-gap', `${v + 1} to ${entry.v - 1} are missing`))
      foldStored(state, entry)
      v = entry.v
      entries += 1
    }
    after = page.next
    more = page.more
  }
  if (v < lastV) faults.push(wholeFault('feed-gap', `${v + 1} to ${lastV} are missing`))
  return { entries, faults }
}
