/**
 * The embedded store. All its work is synchronous inside one call, so that no two requests interleave in a
 * transaction; the promises of the seam are there for stores that are not.
 */
import { assert } from '../../core/assert.ts'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import type { PinHash } from '../../core/protocol/identity.ts'
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts'
import { prepareStatements, type SqliteStatements } from './sqlite-statements.ts'
import {
  type AppliedPush,
  type DeviceRange,
  type FeedPage,
  type FeedRequest,
  type KnownPlaces,
  type NewDevice,
  type PairOutcome,
  type PushPlan,
  type PushRange,
  type RegisterOutcome,
  type Registration,
  type Storage,
  type StoredEntry,
  tillLetter,
} from './storage.ts'

/** A page of the feed stops growing at about this many bytes. */
const PAGE_BYTES = 4 * 1024 * 1024

/** How far one page looks: bounds the time of a pull whose reader wrote almost everything itself. */
const PAGE_WINDOW = 5000

/** Opens the store in a file; throws in words when it cannot serve it (see `openDatabase`). */
export function openSqliteStorage(file: string): Storage {
  const database = openDatabase(file)
  const sql = prepareStatements(database)
  const deed = <T>(work: () => T): Promise<T> => inTransaction(database, work)
  return {
    registerLocation: (registration) => deed(() => registerLocation(sql, registration)),
    findDeviceByTokenHash: async (tokenHash) => sql.tokenByHash.get(tokenHash) ?? null,
    applyPush: (range, plan) => deed(() => applyPush(sql, range, plan)),
    readSince: async (request) => readSince(sql, request),
    createPairingCode: (code) =>
      deed(() => void sql.putCode.run(code.codeHash, code.expiresAt, code.location)),
    redeemPairingCode: (use) => deed(() => redeemPairingCode(sql, use)),
    addDevice: (use) => deed(() => addDevice(sql, use)),
    putPins: (location, pins) => deed(() => putPins(sql, location, pins)),
    readPins: async (location) => sql.pins.all(location),
    locations: async () => sql.locations.all(),
    devices: async (location) =>
      sql.devices.all(location).map(({ headSeq, headHash, ...record }) => ({
        ...record,
        head: { seq: headSeq ?? 0, hash: headHash ?? CHAIN_START },
      })),
    readDevice: async (location, device, range) => readDevice(sql, location, device, range),
    quarantined: async (location) => sql.quarantined.all(location),
    forks: async (location) => sql.forks.all(location),
    close: async () => closeDatabase(database),
  }
}

/** Takes the write lock at once: a lock taken late may be refused without waiting. */
async function inTransaction<T>(database: SqliteDatabase, work: () => T): Promise<T> {
  return database.transaction(work).immediate()
}

function registerLocation(sql: SqliteStatements, registration: Registration): RegisterOutcome {
  const { location, device, tokenHash, pins, at, till } = registration
  const known = sql.location.get(location)
  const token = sql.tokenByHash.get(tokenHash)
  if (known && token?.location === location && token.device === device)
    return { kind: 'known', epoch: known.epoch }
  if (known || token) return { kind: 'taken' }
  if (registration.onlyFirst && sql.locations.all().length > 0) return { kind: 'closed' }
  sql.addLocation.run(location, till ? 1 : 0, at)
  putDevice(sql, location, registration, till ? tillLetter(0) : '')
  putPins(sql, location, pins)
  return { kind: 'made', epoch: 1 }
}

function putDevice(sql: SqliteStatements, location: LocationId, made: NewDevice, letter: string): void {
  sql.addDevice.run(made.device, letter, made.at, location)
  const place = sql.place.get(location, made.device)
  assert(place, 'the device was added just now')
  sql.addToken.run(made.tokenHash, place.device)
}

function putPins(sql: SqliteStatements, location: LocationId, pins: readonly PinHash[]): void {
  for (const { staff, salt, hash } of pins) sql.putPin.run(staff, salt, hash, location)
}

function redeemPairingCode(
  sql: SqliteStatements,
  use: NewDevice & { readonly codeHash: string },
): PairOutcome {
  const code = sql.code.get(use.codeHash)
  if (!code) return { kind: 'code-invalid' }
  if (code.usedBy !== null)
    return code.usedBy === use.device ? pairedBefore(sql, use) : { kind: 'code-invalid' }
  if (code.expiresAt <= use.at) return { kind: 'code-invalid' }
  const outcome = addDevice(sql, { ...use, location: code.location, till: true })
  if (outcome.kind === 'paired') sql.useCode.run(use.device, use.codeHash)
  return outcome
}

/** The answer to the first call may have been lost on its way: the same device gets it again. */
function pairedBefore(sql: SqliteStatements, use: NewDevice): PairOutcome {
  const token = sql.tokenByHash.get(use.tokenHash)
  if (token?.device !== use.device) return { kind: 'code-invalid' }
  return pairAnswer(sql, token.location, use.device)
}

function addDevice(sql: SqliteStatements, use: AddedDevice): PairOutcome {
  const { location, till } = use
  const token = sql.tokenByHash.get(use.tokenHash)
  if (token?.location === location && token.device === use.device)
    return pairAnswer(sql, location, use.device)
  const record = sql.location.get(location)
  if (token || !record || sql.place.get(location, use.device)) return { kind: 'taken' }
  putDevice(sql, location, use, till ? tillLetter(record.nextLetter) : '')
  if (till) sql.takeLetter.run(location)
  return pairAnswer(sql, location, use.device)
}

type AddedDevice = Parameters<Storage['addDevice']>[0]

function pairAnswer(sql: SqliteStatements, location: LocationId, device: DeviceId): PairOutcome {
  const place = sql.place.get(location, device)
  assert(place, 'a paired device has its place')
  return { kind: 'paired', location, epoch: place.epoch, letter: place.letter, pins: sql.pins.all(location) }
}

function applyPush<Plan extends PushPlan>(
  sql: SqliteStatements,
  range: PushRange,
  plan: (known: KnownPlaces) => Plan,
): AppliedPush<Plan> {
  const place = sql.place.get(range.location, range.device)
  assert(place, 'only a known device pushes')
  const { location, device, epoch, lastV } = place
  const head = sql.head.get(location, device) ?? { seq: 0, hash: CHAIN_START }
  const { from, count } = range
  if (from > head.seq + 1) return { kind: 'gap', epoch, have: head }
  const taken = from > head.seq ? [] : sql.taken.all(location, device, from, from + count)
  const planned = plan({ head, taken })
  writePlan(sql, place, planned, lastV + 1)
  if (planned.writes.length > 0) sql.heard.run(range.build, range.heardAt, device)
  return { kind: 'applied', epoch, plan: planned, firstV: lastV + 1 }
}

/** Nothing new to keep means nothing to write: a push repeated after a lost answer costs no disk. */
function writePlan(sql: SqliteStatements, place: DeviceNumbers, plan: PushPlan, firstV: number): void {
  const { location, device } = place
  let v = firstV
  for (const { seq, hash, state, detail, raw } of plan.writes) {
    sql.addEntry.run(location, device, seq, v, hash, raw)
    if (state !== 'recorded') sql.addFlaw.run(location, device, seq, state, detail)
    v += 1
  }
  for (const { seq, hash, raw } of plan.forks) sql.addFork.run(location, device, seq, hash, raw)
  if (v > firstV) sql.setLastV.run(v - 1, location)
}

interface DeviceNumbers {
  readonly location: number
  readonly device: number
}

function readSince(sql: SqliteStatements, request: FeedRequest): FeedPage {
  const { location, after, limit, except } = request
  const record = sql.location.get(location)
  const lastV = record?.lastV ?? 0
  const end = Math.min(lastV, after + PAGE_WINDOW)
  const entries: StoredEntry[] = []
  let bytes = 0
  let next = Math.max(after, end)
  const left = except === null ? undefined : sql.place.get(location, except)
  for (const entry of sql.feed.iterate(location, after, end, left?.device ?? 0)) {
    entries.push(entry)
    bytes += entry.raw.byteLength
    if (entries.length < limit && bytes < PAGE_BYTES) continue
    next = entry.v
    break
  }
  return { epoch: record?.epoch ?? 0, entries, next, more: next < lastV }
}

function readDevice(sql: SqliteStatements, location: LocationId, device: DeviceId, range: DeviceRange) {
  return sql.deviceEntries.all(location, device, range.from, range.limit)
}

function closeDatabase(database: SqliteDatabase): void {
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}
