/**
 * A location's journal while a transaction has it open: read once under the location's lock, carried on in
 * memory by the deeds of the transaction, and written back in one flight.
 */
import { assert } from '../../core/assert.ts'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import type { Heard } from './heard.ts'
import { type Sql, statement } from './postgres-database.ts'
import { revokeDevice } from './postgres-devices.ts'
import {
  type EntryWrite,
  endpointDevice,
  type PushPlan,
  type StoredHead,
  type TakenPlace,
} from './storage.ts'

/** Places of a device that a deed asks about. */
export interface PlaceRange {
  readonly device: DeviceId
  readonly from: number
  readonly count: number
}

/** What a journal's deed needs of a device's row. */
export interface OpenDevice extends Heard {
  readonly device: DeviceId
  readonly head: StoredHead
  readonly revokedAt: Millis | null
}

interface FeedRow extends EntryWrite {
  readonly v: number
  readonly device: DeviceId
}

type ForkRow = PushPlan['forks'][number] & { readonly device: DeviceId }

export interface OpenJournal {
  readonly location: LocationId
  readonly epoch: number
  readonly devices: Map<DeviceId, OpenDevice>
  /** For each range that was asked about, in the same order. */
  readonly taken: readonly (readonly TakenPlace[])[]
  lastV: number
  readonly entries: FeedRow[]
  readonly forks: ForkRow[]
  readonly changed: Set<DeviceId>
  readonly revokes: Map<DeviceId, Millis>
}

/** Locks the location and reads what the ranges' deeds need. The lock is what makes feed numbers gap-free. */
export async function openJournal(
  sql: Sql,
  location: LocationId,
  ranges: readonly PlaceRange[],
): Promise<OpenJournal> {
  const names = [...new Set(ranges.map(({ device }) => device))]
  const locking = sql.get(LOCK, location)
  // On the wire behind the lock: it sees what the lock's last holder has committed.
  const reading = sql.all(DEVICES, location, names)
  const record = await locking
  assert(record, 'a journal is of a known location')
  const rows = await reading
  const devices = new Map(rows.map((row) => [row.device, openDevice(row)]))
  return {
    location,
    ...record,
    devices,
    taken: await readTaken(sql, location, { ranges, devices }),
    entries: [],
    forks: [],
    changed: new Set(),
    revokes: new Map(),
  }
}

const LOCK = statement<{ readonly epoch: number; readonly lastV: number }>(
  'lock',
  'select epoch, last_v as "lastV" from location where location_id = $1 for update',
)

interface DeviceRow extends Heard {
  readonly device: DeviceId
  readonly headSeq: number
  readonly headHash: string
  readonly revokedAt: Millis | null
}

/** The endpoint's own journals are asked for as well: which one it is, the lock's answer says. */
const DEVICES = statement<DeviceRow>(
  'open-devices',
  `select device, head_seq as "headSeq", head_hash as "headHash", revoked_at as "revokedAt", build,
     heard_at as "heardAt", told_seq as "toldSeq", skew_ms as "skewMs", epoch_seen as "epochSeen"
   from device where location_id = $1 and (device = any($2::text[]) or device like 'endpoint-%')`,
)

const openDevice = ({ headSeq, headHash, ...row }: DeviceRow): OpenDevice => ({
  ...row,
  head: { seq: headSeq, hash: headHash },
})

interface Asked {
  readonly ranges: readonly PlaceRange[]
  readonly devices: ReadonlyMap<DeviceId, OpenDevice>
}

/** Asks only about ranges that begin at or before their device's head: most pushes are new altogether. */
async function readTaken(sql: Sql, location: LocationId, { ranges, devices }: Asked) {
  const isTaken = ({ device, from }: PlaceRange) => from <= (devices.get(device)?.head.seq ?? 0)
  const asked = ranges.flatMap((range) => (isTaken(range) ? [range] : []))
  const answers = asked.map(({ device, from, count }) => sql.all(TAKEN, location, device, from, from + count))
  const found = await Promise.all(answers)
  return ranges.map((range) => found[asked.indexOf(range)] ?? [])
}

const TAKEN = statement<TakenPlace>(
  'taken',
  `select seq, hash, state, detail from entry
   where location_id = $1 and device = $2 and seq >= $3 and seq < $4 order by seq`,
)

const START: StoredHead = { seq: 0, hash: CHAIN_START }

export const headOf = (journal: OpenJournal, device: DeviceId): StoredHead =>
  journal.devices.get(device)?.head ?? START

/** The head of the endpoint's own journal. */
export const notesHead = (journal: OpenJournal): StoredHead => headOf(journal, endpointDevice(journal.epoch))

/** Adds to a device's journal and to the feed; a device that is not known yet gets a row without a token. */
export function addEntries(journal: OpenJournal, device: DeviceId, writes: readonly EntryWrite[]): void {
  const last = writes.at(-1)
  if (!last) return
  for (const write of writes) {
    journal.lastV += 1
    journal.entries.push({ ...write, device, v: journal.lastV })
  }
  changeDevice(journal, device, { head: { seq: last.seq, hash: last.hash } })
}

export function changeDevice(journal: OpenJournal, device: DeviceId, change: Partial<OpenDevice>): void {
  const before = journal.devices.get(device) ?? { ...MERELY_RELAYED, device }
  journal.devices.set(device, { ...before, ...change })
  journal.changed.add(device)
}

const MERELY_RELAYED = {
  head: START,
  revokedAt: null,
  build: '',
  heardAt: null,
  toldSeq: null,
  skewMs: null,
  epochSeen: 0,
}

/** Puts the writes on the wire; the commit goes with them. */
export function writeJournal(sql: Sql, journal: OpenJournal): void {
  writeEntries(sql, journal)
  writeForks(sql, journal)
  writeDevices(sql, journal)
  for (const [device, at] of journal.revokes) revokeDevice(sql, { location: journal.location, device, at })
}

/**
 * The entries' bytes travel as one value and are cut by the database: as an array they would be written out
 * in hex, twice as long.
 */
function writeEntries(sql: Sql, { location, lastV, entries }: OpenJournal): void {
  const [first] = entries
  if (!first) return
  sql.write(
    ADD_ENTRIES,
    location,
    first.v - 1,
    entries.map(({ device }) => device),
    entries.map(({ seq }) => seq),
    entries.map(({ hash }) => hash),
    entries.map(({ state }) => state),
    entries.map(({ detail }) => withoutNul(detail)),
    ...packed(entries),
  )
  sql.write(SET_LAST_V, location, lastV)
}

const ADD_ENTRIES = statement(
  'add-entries',
  `insert into entry (location_id, device, seq, v, hash, state, detail, raw)
   select $1::text, u.device, u.seq, $2::bigint + u.n, u.hash, u.state, u.detail,
     substring($8::bytea from u.start for u.length)
   from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $9::integer[], $10::integer[])
     with ordinality as u(device, seq, hash, state, detail, start, length, n)`,
)

const SET_LAST_V = statement('set-last-v', 'update location set last_v = $2 where location_id = $1')

/** Bytes in one piece, where each begins (from 1), and how long it is. */
function packed(rows: readonly { readonly raw: Uint8Array }[]): [Buffer, number[], number[]] {
  let start = 1
  const starts = rows.map(({ raw }) => {
    start += raw.byteLength
    return start - raw.byteLength
  })
  return [Buffer.concat(rows.map(({ raw }) => raw)), starts, rows.map(({ raw }) => raw.byteLength)]
}

/** PostgreSQL's text holds no NUL; only labels for people come by here. */
const withoutNul = (label: string): string => label.replaceAll('\0', '\uFFFD')

function writeForks(sql: Sql, { location, forks }: OpenJournal): void {
  if (forks.length === 0) return
  sql.write(
    ADD_FORKS,
    location,
    forks.map(({ device }) => device),
    forks.map(({ seq }) => seq),
    forks.map(({ hash }) => hash),
    ...packed(forks),
  )
}

const ADD_FORKS = statement(
  'add-forks',
  `insert into fork (location_id, device, seq, hash, raw)
   select $1::text, u.device, u.seq, u.hash, substring($5::bytea from u.start for u.length)
   from unnest($2::text[], $3::bigint[], $4::text[], $6::integer[], $7::integer[])
     as u(device, seq, hash, start, length)
   on conflict do nothing`,
)

function writeDevices(sql: Sql, { location, devices, changed }: OpenJournal): void {
  const rows = [...changed].flatMap((device) => devices.get(device) ?? [])
  if (rows.length === 0) return
  sql.write(
    PUT_DEVICES,
    location,
    rows.map(({ device }) => device),
    rows.map(({ build }) => withoutNul(build)),
    rows.map(({ heardAt }) => heardAt),
    rows.map(({ toldSeq }) => toldSeq),
    rows.map(({ skewMs }) => skewMs),
    rows.map(({ epochSeen }) => epochSeen),
    rows.map(({ head }) => head.seq),
    rows.map(({ head }) => head.hash),
  )
}

/** Whole rows, as they were read under the lock and changed since. */
const PUT_DEVICES = statement(
  'put-devices',
  `insert into device (location_id, device, letter, made_at, build, heard_at, told_seq, skew_ms, epoch_seen,
     head_seq, head_hash)
   select $1::text, u.device, '', 0, u.build, u.heard_at, u.told_seq, u.skew_ms, u.epoch_seen, u.head_seq,
     u.head_hash
   from unnest($2::text[], $3::text[], $4::double precision[], $5::bigint[], $6::double precision[],
     $7::bigint[], $8::bigint[], $9::text[])
     as u(device, build, heard_at, told_seq, skew_ms, epoch_seen, head_seq, head_hash)
   on conflict (location_id, device) do update set build = excluded.build, heard_at = excluded.heard_at,
     told_seq = excluded.told_seq, skew_ms = excluded.skew_ms, epoch_seen = excluded.epoch_seen,
     head_seq = excluded.head_seq, head_hash = excluded.head_hash`,
)
