/** Proving a location's journal: every chain walked, every hash made again, the views folded twice. */
import { hash } from 'node:crypto'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { parseEntry } from '../core/journal/entry.ts'
import { CHAIN_START } from '../core/journal/head.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { emptyState, type State } from '../core/journal/state.ts'
import { foldStored, hashState } from './location-views.ts'
import type { LocationRecord, Storage, StoredEntry } from './storage/storage.ts'

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

export interface JournalProof {
  readonly location: LocationId
  readonly entries: number
  readonly devices: readonly { readonly device: DeviceId; readonly letter: string; readonly seq: number }[]
  readonly stateHash: string
  /** Sales that a person must look at; no fault of the journal. */
  readonly decisions: number
  readonly faults: readonly Fault[]
}

type Reader = Pick<Storage, 'devices' | 'readDevice' | 'readSince' | 'forks'>

const PAGE_ENTRIES = 1000

/** Walks everything that is stored of a location. */
export async function verifyJournal(storage: Reader, record: LocationRecord): Promise<JournalProof> {
  const { location } = record
  const devices = await storage.devices(location)
  const faults: Fault[] = []
  const byDevice = emptyState()
  for (const { device } of devices) faults.push(...(await walkDevice(storage, location, device, byDevice)))
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
    devices: devices.map(({ device, letter, head }) => ({ device, letter, seq: head.seq })),
    stateHash: one,
    decisions: openDecisions(byFeed).length,
    faults,
  }
}

const wholeFault = (kind: FaultKind, detail: string): Fault => ({ kind, device: null, seq: 0, detail })

async function walkDevice(
  storage: Reader,
  location: LocationId,
  device: DeviceId,
  state: State,
): Promise<Fault[]> {
  const faults: Fault[] = []
  let prev = CHAIN_START
  let seq = 0
  for (let page = await next(); page.length > 0; page = await next()) {
    for (const entry of page) {
      const wrong = entry.seq === seq + 1 ? checkEntry(entry, { location, prev }) : [gapFault(seq, entry)]
      faults.push(...wrong.map(([kind, detail]) => ({ kind, device, seq: entry.seq, detail })))
      if (entry.seq === seq + 1) foldStored(state, entry)
      prev = entry.hash
      seq = entry.seq
    }
  }
  return faults

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
