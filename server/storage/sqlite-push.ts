/** Writing the feed of the embedded store: pushes, and what the endpoint notes itself. */
import { assert } from '../../core/assert.ts'
import type { LocationId } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import { type Heard, hear } from './heard.ts'
import { addDeviceRow, revokeDevice } from './sqlite-identity.ts'
import type { DevicePlace, LocationRow, SqliteStatements } from './sqlite-statements.ts'
import {
  type AppliedPush,
  type EntryWrite,
  endpointDevice,
  type KnownPlaces,
  type PushPlan,
  type PushRange,
  type Storage,
  type StoredHead,
} from './storage.ts'

const START: StoredHead = { seq: 0, hash: CHAIN_START }

/** Carries a push out; called inside a transaction. */
export function applyPush<Plan extends PushPlan>(
  sql: SqliteStatements,
  range: PushRange,
  plan: (known: KnownPlaces) => Plan,
): AppliedPush<Plan> {
  const { from, count } = range
  const record = sql.location.get(range.location)
  const place = sql.place.get(range.location, range.device)
  assert(record && (place || range.relayedBy !== null), 'only a known device pushes')
  const { epoch, lastV } = record
  const head = (place && sql.head.get(place.location, place.device)) ?? START
  if (from > head.seq + 1) return { kind: 'gap', epoch, have: head }
  const isNew = from > head.seq || place === undefined
  const planned = plan({
    epoch,
    head,
    taken: isNew ? [] : sql.taken.all(place.location, place.device, from, from + count),
    skewMs: place?.skewMs ?? null,
    revoked: (place?.revokedAt ?? null) !== null,
    notes: headOfNotes(sql, record),
  })
  keep(sql, { record, place, range }, planned)
  const heard = place && range.relayedBy === null ? hear(place, epoch, range, planned) : null
  if (place && heard) writeHeard(sql, place.device, heard)
  return { kind: 'applied', epoch, plan: planned, firstV: lastV + 1 }
}

/** Appends to the endpoint's own journal; called inside a transaction. */
export function appendNotes(
  sql: SqliteStatements,
  location: LocationId,
  plan: Parameters<Storage['appendNotes']>[1],
): { readonly firstV: number; readonly count: number } {
  const record = sql.location.get(location)
  assert(record, 'notes are of a known location')
  const { number, epoch, lastV } = record
  const notes = plan({ epoch, head: headOfNotes(sql, record) })
  const endV = writeNotes(sql, { record, v: lastV }, notes)
  if (endV > lastV) sql.setLastV.run(endV, number)
  return { firstV: lastV + 1, count: notes.length }
}

const headOfNotes = (sql: SqliteStatements, { number, epoch }: LocationRow): StoredHead =>
  sql.headOf.get(number, number, endpointDevice(epoch)) ?? START

interface PushedInto {
  readonly record: LocationRow
  readonly place: DevicePlace | undefined
  readonly range: PushRange
}

/** Nothing new to keep means nothing to write: a push repeated after a lost answer costs no disk. */
function keep(sql: SqliteStatements, { record, place, range }: PushedInto, plan: PushPlan): void {
  const { location, device, heardAt } = range
  const { writes, forks, notes, revokes } = plan
  let v = record.lastV
  if (writes.length > 0 || forks.length > 0) {
    const own = place ?? addDeviceRow(sql, { location, device })
    v = writeEntries(sql, { place: own, v }, writes)
    for (const { seq, hash, raw } of forks) sql.addFork.run(own.location, own.device, seq, hash, raw)
  }
  v = writeNotes(sql, { record, v }, notes)
  if (v > record.lastV) sql.setLastV.run(v, record.number)
  for (const ended of revokes) revokeDevice(sql, { location, device: ended, at: heardAt })
}

/** Gives the feed's last number after the notes. */
function writeNotes(
  sql: SqliteStatements,
  { record, v }: { readonly record: LocationRow; readonly v: number },
  notes: readonly EntryWrite[],
): number {
  if (notes.length === 0) return v
  const own = { location: record.location, device: endpointDevice(record.epoch) }
  const place = sql.place.get(own.location, own.device) ?? addDeviceRow(sql, own)
  return writeEntries(sql, { place, v }, notes)
}

/** Gives the feed's last number after the entries. */
function writeEntries(
  sql: SqliteStatements,
  { place, v }: { readonly place: DevicePlace; readonly v: number },
  writes: readonly EntryWrite[],
): number {
  const { location, device } = place
  let last = v
  for (const { seq, hash, state, detail, raw } of writes) {
    last += 1
    sql.addEntry.run(location, device, seq, last, hash, raw)
    if (state !== 'recorded') sql.addFlaw.run(location, device, seq, state, detail)
  }
  return last
}

function writeHeard(sql: SqliteStatements, device: number, heard: Heard): void {
  const { build, heardAt, toldSeq, skewMs, epochSeen } = heard
  sql.heard.run(build, heardAt, toldSeq, skewMs, epochSeen, device)
}
