/**
 * Push, steps Y4 to Y9 of `push.ts`: what becomes of each line, decided from what the store holds. Pure, so
 * that every store carries out the same plan, inside its own transaction.
 */
import { isUtf8 } from 'node:buffer'
import { hash as hashBytes } from 'node:crypto'
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import { isEndpointDevice } from '../core/journal/endpoint-device.ts'
import { MAX_ENTRY_BYTES, type ParsedEntry } from '../core/journal/entry.ts'
import { maxLamport } from '../core/journal/state.ts'
import type { PushResult, QuarantineReason } from '../core/protocol/push.ts'
import { err, ok, type Result } from '../core/result.ts'
import { type JudgedPush, noticesOf, revokedBy } from './judge.ts'
import { type SealedNote, sealNotes } from './notes.ts'
import { readEntry } from './read-entry.ts'
import type { EntryWrite, KnownPlaces, PushPlan, StoredHead } from './storage/storage.ts'

/** A pushed line: its bytes and their SHA-256. */
export interface PushedLine {
  readonly raw: Buffer
  readonly hash: string
}

/** Where the lines of a push stand: whose they are, and the first one's place. */
export interface PushPlace {
  readonly location: LocationId
  readonly device: DeviceId
  readonly from: number
}

/** `parsed` has one item for each write: null where the bytes cannot be read. */
export interface PlannedPush extends PushPlan {
  readonly parsed: readonly (ParsedEntry | null)[]
  /** The notes once more, as they are to be folded. */
  readonly sealed: readonly SealedNote[]
}

export function hashLine(raw: Buffer): PushedLine {
  return { raw, hash: hashBytes('sha256', raw, 'hex') }
}

/** What a push is judged by, besides its lines. */
export type PushContext = Pick<JudgedPush, 'told' | 'relayedBy' | 'state' | 'recovering'> & {
  readonly at: Millis
}

/** Decides about lines that start at or before `known.head.seq + 1`; the store has refused a gap already. */
export function planPush(
  place: PushPlace,
  lines: readonly PushedLine[],
  known: KnownPlaces,
  context: PushContext,
): PlannedPush {
  const again = planAgain(place, lines.slice(0, known.taken.length), known)
  const lamportLimit = maxLamport(context.state) + MAX_LAMPORT_STEP
  const fresh = planFresh({ ...place, lamportLimit }, lines, known)
  const plan = { ...fresh, forks: again.forks, results: [...again.results, ...fresh.results] }
  const notices = noticesOf({ ...context, device: place.device, known, plan, parsed: fresh.parsed })
  const sealed = sealNotes(
    { location: place.location, epoch: known.epoch, at: context.at },
    known.notes,
    notices.map((body) => ({ kind: 'notice', body })),
  )
  return {
    ...plan,
    sealed,
    notes: sealed.map(({ write }) => write),
    revokes: known.revoked ? [] : revokedBy(fresh.parsed),
  }
}

/** Places that are taken: the same bytes get the answer they got, other bytes are a fork. */
function planAgain(place: PushPlace, lines: readonly PushedLine[], known: KnownPlaces) {
  const forks: PushPlan['forks'][number][] = []
  const results: PushResult[] = []
  for (const [index, line] of lines.entries()) {
    const taken = known.taken[index]
    const seq = place.from + index
    if (taken?.hash !== line.hash) {
      forks.push({ seq, ...line })
      results.push({ seq, outcome: 'forked', detail: FORKED })
    } else if (taken.state !== 'recorded') {
      results.push({ seq, outcome: taken.state, detail: taken.detail })
    }
  }
  return { forks, results }
}

const FORKED = 'another entry holds this place already; both are kept'

function planFresh(place: LimitedPlace, lines: readonly PushedLine[], known: KnownPlaces) {
  const writes: EntryWrite[] = []
  const parsed: (ParsedEntry | null)[] = []
  const results: PushResult[] = []
  let have: StoredHead = known.head
  for (let index = known.taken.length; index < lines.length; index++) {
    const line = lines[index] as PushedLine
    const judged = judge({ ...place, seq: place.from + index, prev: have.hash }, line)
    const { seq, state, detail } = judged.write
    writes.push(judged.write)
    parsed.push(judged.parsed)
    if (state !== 'recorded') results.push({ seq, outcome: state, detail })
    have = { seq, hash: line.hash }
  }
  return { writes, parsed, results, have }
}

/**
 * A counter is at most the largest seen and as many more as its device has written unseen. One far beyond would
 * win every setting for ever, and drive everybody's next counter out of the whole numbers.
 */
const MAX_LAMPORT_STEP = 10_000_000

interface LimitedPlace extends PushPlace {
  readonly lamportLimit: number
}

interface ExpectedPlace extends LimitedPlace {
  readonly seq: number
  readonly prev: string
}

function judge(place: ExpectedPlace, line: PushedLine): { write: EntryWrite; parsed: ParsedEntry | null } {
  const { seq } = place
  const { raw, hash } = line
  const read = readLine(place, raw)
  if (!read.ok) {
    const { reason, words } = read.error
    const detail = `${reason}: ${words}`.slice(0, 400)
    return { write: { seq, hash, state: 'quarantined', detail, raw }, parsed: null }
  }
  const linked = read.value.entry.prev === place.prev
  const state = linked ? 'recorded' : 'chain-broken'
  return { write: { seq, hash, state, detail: linked ? '' : CHAIN_BROKEN, raw }, parsed: read.value }
}

const CHAIN_BROKEN = 'recorded, but its prev is not the hash of the entry before it'

interface Unreadable {
  readonly reason: QuarantineReason
  readonly words: string
}

function readLine(place: ExpectedPlace, raw: Buffer): Result<ParsedEntry, Unreadable> {
  if (raw.byteLength > MAX_ENTRY_BYTES)
    return unreadable('too-large', `${raw.byteLength} bytes, at most ${MAX_ENTRY_BYTES} are allowed`)
  if (!isUtf8(raw)) return unreadable('not-json', 'the bytes are not UTF-8')
  const parsed = readEntry(raw.toString('utf8'))
  if (!parsed.ok) return unreadable(parsed.error.code, parsed.error.detail)
  const { lamport } = parsed.value.entry
  if (lamport > place.lamportLimit)
    return unreadable('bad-envelope', `lamport: ${lamport} is far beyond all that was seen`)
  const misplaced = findMisplaced(place, parsed.value)
  if (misplaced) return unreadable('wrong-place', misplaced)
  return ok(parsed.value)
}

const unreadable = (reason: QuarantineReason, words: string) => err({ reason, words })

const ENDPOINT_KINDS: ReadonlySet<string> = new Set(['lease-granted', 'notice'])

function findMisplaced(place: ExpectedPlace, { entry }: ParsedEntry): string | null {
  if (entry.location !== place.location) return 'location: it names another location'
  if (entry.device !== place.device) return 'device: it names another device than the one that pushes it'
  if (ENDPOINT_KINDS.has(entry.kind) && !isEndpointDevice(entry.device))
    return 'kind: only the endpoint writes one of this kind'
  if (entry.seq !== place.seq) return `seq: it says ${entry.seq} where ${place.seq} is due`
  return null
}
