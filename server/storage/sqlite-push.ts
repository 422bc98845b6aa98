/** Writing the feed of the embedded store: pushes, and what the endpoint notes itself. */
import { assert } from '../../core/assert.ts'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import { addDeviceRow, revokeDevice } from './sqlite-identity.ts'
import type { DevicePlace, SqliteStatements } from './sqlite-statements.ts'
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

/** Within this time of the last contact, a push that brings nothing new is not written down: it costs no disk. */
const HEARD_AGAIN_MS = 10_000

/** A change of a device's clock below this is the network's. */
const SAME_SKEW_MS = 1000

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
  const head = (place && sql.head.get(place.location, place.device)) ?? START
  if (from > head.seq + 1) return { kind: 'gap', epoch: record.epoch, have: head }
  const isNew = from > head.seq || place === undefined
  const planned = plan({
    epoch: record.epoch,
    head,
    taken: isNew ? [] : sql.taken.all(place.location, place.device, from, from + count),
    skewMs: place?.skewMs ?? null,
    revoked: (place?.revokedAt ?? null) !== null,
    notes: sql.headOf.get(record.number, endpointDevice(record.epoch)) ?? START,
  })
  keep(sql, range, planned)
  if (place && range.relayedBy === null) hear(sql, { place, range, plan: planned })
  return { kind: 'applied', epoch: record.epoch, plan: planned, firstV: record.lastV + 1 }
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
  const notes = plan({ epoch, head: sql.headOf.get(number, endpointDevice(epoch)) ?? START })
  writeFeed(sql, location, { device: endpointDevice(epoch), writes: notes })
  return { firstV: lastV + 1, count: notes.length }
}

/** Nothing new to keep means nothing to write: a push repeated after a lost answer costs no disk. */
function keep(sql: SqliteStatements, { location, device, heardAt }: PushRange, plan: PushPlan): void {
  writeFeed(sql, location, { device, writes: plan.writes, forks: plan.forks })
  const epoch = sql.location.get(location)?.epoch ?? 0
  writeFeed(sql, location, { device: endpointDevice(epoch), writes: plan.notes })
  for (const ended of plan.revokes) revokeDevice(sql, { location, device: ended, at: heardAt })
}

interface FeedWrites {
  readonly device: DeviceId
  readonly writes: readonly EntryWrite[]
  readonly forks?: PushPlan['forks']
}

/** A device that is not known yet, the endpoint's own or a relayed one, gets a row without a token. */
function writeFeed(sql: SqliteStatements, location: LocationId, feed: FeedWrites): void {
  const { writes, forks = [] } = feed
  if (writes.length === 0 && forks.length === 0) return
  const place = sql.place.get(location, feed.device) ?? addDeviceRow(sql, { location, device: feed.device })
  const { location: number, device, lastV } = place
  let v = lastV
  for (const { seq, hash, state, detail, raw } of writes) {
    v += 1
    sql.addEntry.run(number, device, seq, v, hash, raw)
    if (state !== 'recorded') sql.addFlaw.run(number, device, seq, state, detail)
  }
  for (const { seq, hash, raw } of forks) sql.addFork.run(number, device, seq, hash, raw)
  if (v > lastV) sql.setLastV.run(v, number)
}

interface Heard {
  readonly place: DevicePlace
  readonly range: PushRange
  readonly plan: PushPlan
}

function hear(sql: SqliteStatements, { place, range, plan }: Heard): void {
  const { build, heardAt, told } = range
  const toldSeq = told.head ?? place.toldSeq
  const skewMs = told.skewMs ?? place.skewMs
  const isWhole = told.head !== null && plan.have.seq >= told.head
  const epochSeen = isWhole ? place.epoch : place.epochSeen
  const after = { build, toldSeq, skewMs, epochSeen }
  if (plan.writes.length === 0 && isSame(place, after) && isRecent(place.heardAt, heardAt)) return
  sql.heard.run(build, heardAt, toldSeq, skewMs, epochSeen, place.device)
}

type Told = Pick<DevicePlace, 'build' | 'toldSeq' | 'skewMs' | 'epochSeen'>

const isSame = (before: Told, after: Told): boolean =>
  before.build === after.build &&
  before.toldSeq === after.toldSeq &&
  before.epochSeen === after.epochSeen &&
  (before.skewMs === null) === (after.skewMs === null) &&
  Math.abs((before.skewMs ?? 0) - (after.skewMs ?? 0)) < SAME_SKEW_MS

const isRecent = (last: Millis | null, now: Millis): boolean =>
  last !== null && Math.abs(now - last) < HEARD_AGAIN_MS
