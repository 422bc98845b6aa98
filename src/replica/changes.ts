/**
 * Who changed what: the settings entries of all devices, the newest first by Lamport counter, then device: the
 * order in which they hold (rule J6). Read backwards from the journal and the feed, a bounded piece at a time.
 */
import type { DeviceId, EntryId, Millis, StaffId } from '../../core/domain/ids.ts'
import { type Entry, parseEntry } from '../../core/journal/entry.ts'
import type { Patch } from '../../core/journal/settings.ts'
import type { Replica } from './replica.ts'

/** One field, before and after. `before` is undefined where no older value is known here. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface RecordChange {
  readonly record: Patch['record']
  readonly id: string
  /** Nothing older was found of this record, and everything older has been read. */
  readonly isNew: boolean
  readonly fields: readonly FieldChange[]
}

export interface SettingsChange {
  readonly entry: EntryId
  readonly device: DeviceId
  readonly seq: number
  readonly at: Millis
  readonly staff: StaffId | null
  readonly records: readonly RecordChange[]
}

export interface ChangesPage {
  readonly changes: readonly SettingsChange[]
  /** Whether entries remain that have not been read. */
  readonly more: boolean
}

export interface ChangesReader {
  /** Reads further back and gives everything read so far: an older value may have been found meanwhile. */
  readonly readMore: () => Promise<ChangesPage>
}

type SettingsEntry = Extract<Entry, { kind: 'settings' }>

const ROWS = 500
/** About so many rows one call reads, of all devices together: most entries are sales. */
const MOST_ROWS = 4000
const WANTED = 50

/** Begins at the newest entry that this replica holds. */
export function openChanges(replica: Replica): ChangesReader {
  let streams: readonly DeviceStream[] | null = null
  const read: SettingsEntry[] = []
  return {
    readMore: async () => {
      streams ??= await openStreams(replica)
      for (const stream of streams) stream.allow(Math.max(ROWS, MOST_ROWS / streams.length))
      for (let found = 0; found < WANTED; found++) {
        const next = await newest(streams)
        if (!next) break
        read.push(next)
      }
      const more = streams.some((stream) => !stream.isAtEnd())
      const complete = !more && streams.every((stream) => stream.isWhole())
      return { changes: withOlderValues(read, complete), more }
    },
  }
}

async function openStreams(replica: Replica): Promise<readonly DeviceStream[]> {
  const heads = await replica.readState((state) => [...state.heads])
  return heads.map(([device, { seq }]) => deviceStream(replica, device, seq))
}

/** Takes the newest entry that any stream begins with; null when none is known to be the newest, or none is left. */
async function newest(streams: readonly DeviceStream[]): Promise<SettingsEntry | null> {
  let best: { readonly entry: SettingsEntry; readonly stream: DeviceStream } | null = null
  let hidden = 0
  for (const stream of streams) {
    const entry = await stream.peek()
    if (entry === 'later') hidden = Math.max(hidden, stream.hiddenLamport())
    else if (entry && (!best || isNewer(entry, best.entry))) best = { entry, stream }
  }
  // A stream that has not come to its next settings entry may hide a newer one.
  if (!best || best.entry.lamport < hidden) return null
  best.stream.take()
  return best.entry
}

const isNewer = (a: SettingsEntry, b: SettingsEntry) =>
  a.lamport > b.lamport || (a.lamport === b.lamport && a.device > b.device)

interface DeviceStream {
  /** Lets it read so many rows more, whatever they are. */
  readonly allow: (rows: number) => void
  /** The next settings entry backwards; `later` when it has read what it may before one was found. */
  readonly peek: () => Promise<SettingsEntry | 'later' | null>
  readonly take: () => void
  /** Every entry that has not been read has a smaller Lamport counter: within a device it only rises. */
  readonly hiddenLamport: () => number
  readonly isAtEnd: () => boolean
  /** Whether its first entry was read: a newcomer holds older ones only as their result. */
  readonly isWhole: () => boolean
}

function deviceStream(replica: Replica, device: DeviceId, head: number): DeviceStream {
  const waiting: SettingsEntry[] = []
  let next = head
  let whole = head === 0
  let hidden = Infinity
  let allowed = 0
  const fill = async () => {
    const rows = await readBackwards(replica, device, next)
    allowed -= ROWS
    const oldest = rows.at(-1)?.seq
    next = oldest === undefined ? 0 : oldest - 1
    whole = oldest === 1 || (whole && oldest === undefined)
    hidden = Math.min(hidden, ...rows.flatMap(({ bytes }) => lamportOf(bytes)))
    waiting.push(...rows.flatMap(({ bytes }) => settingsOf(bytes)))
  }
  return {
    allow: (rows) => {
      allowed = rows
    },
    peek: async () => {
      while (waiting.length === 0 && next > 0 && allowed > 0) await fill()
      return waiting[0] ?? (next > 0 ? 'later' : null)
    },
    take: () => void waiting.shift(),
    hiddenLamport: () => hidden,
    isAtEnd: () => waiting.length === 0 && next === 0,
    isWhole: () => whole,
  }
}

interface Row {
  readonly seq: number
  readonly bytes: string | null
}

/** Rows of one device from `last` downwards, the newest first. */
async function readBackwards(
  { deps, identity }: Replica,
  device: DeviceId,
  last: number,
): Promise<readonly Row[]> {
  if (device === identity.device)
    return deps.journal.entries.where('seq').belowOrEqual(last).reverse().limit(ROWS).toArray()
  const range = deps.views.feed.where('[device+seq]').between([device, 0], [device, last], true, true)
  return range.reverse().limit(ROWS).toArray()
}

/** From the envelope, whose fields stand in the order of their names: the one after the body. */
function lamportOf(bytes: string | null): readonly number[] {
  const found = bytes === null ? -1 : bytes.lastIndexOf('"lamport":')
  return found === -1 ? [] : [Number.parseInt((bytes ?? '').slice(found + 10), 10)]
}

/** The bytes are canonical, so that a glance tells whether they are worth parsing. */
function settingsOf(bytes: string | null): readonly SettingsEntry[] {
  if (bytes === null || !bytes.includes('"kind":"settings"')) return []
  const parsed = parseEntry(bytes)
  if (!parsed.ok || !parsed.value.known || parsed.value.entry.kind !== 'settings') return []
  return [parsed.value.entry]
}

/** `entries` come the newest first; the value before a change is the one of the next older change of the field. */
function withOlderValues(entries: readonly SettingsEntry[], complete: boolean): readonly SettingsChange[] {
  const values = new Map<string, Record<string, unknown>>()
  const changes = [...entries].reverse().map((entry): SettingsChange => {
    const { id, device, seq, at, staff, body } = entry
    const records = body.patches.map((patch) => recordChange(patch, values, complete))
    return { entry: id, device, seq, at, staff, records }
  })
  return changes.reverse()
}

function recordChange(
  { record, id, fields }: Patch,
  values: Map<string, Record<string, unknown>>,
  complete: boolean,
): RecordChange {
  const key = `${record}/${id}`
  const older = values.get(key)
  values.set(key, { ...older, ...fields })
  const changed = Object.entries(fields).map(([field, after]) => ({ field, before: older?.[field], after }))
  return { record, id, isNew: complete && older === undefined, fields: changed }
}
