/**
 * The embedded store. A deed is synchronous, so that no two interleave in a transaction; its promise is kept when
 * the commit that it shares with others is durable (`sqlite-group.ts`).
 */
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { checkoutDeeds } from './sqlite-checkout.ts'
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts'
import { createFeedEars, type FeedEars } from './sqlite-feed.ts'
import { createDeedGroup, type RunDeed } from './sqlite-group.ts'
import {
  addDevice,
  beginEpoch,
  bindKey,
  findDeviceByTokenHash,
  putPins,
  readDevices,
  readmitDevice,
  readSecret,
  redeemPairingCode,
  registerLocation,
  revokeDevice,
} from './sqlite-identity.ts'
import { appendNotes, applyPush } from './sqlite-push.ts'
import { prepareStatements, type SqliteStatements } from './sqlite-statements.ts'
import type { DeviceRange, FeedPage, FeedRequest, LocationRecord, Storage, StoredEntry } from './storage.ts'

/** A page of the feed stops growing at about this many bytes. */
const PAGE_BYTES = 4 * 1024 * 1024

/** How far one page looks: bounds the time of a pull whose reader wrote almost everything itself. */
const PAGE_WINDOW = 5000

/** Opens the store in a file; throws in words when it cannot serve it (see `openDatabase`). */
export function openSqliteStorage(file: string): Storage {
  const database = openDatabase(file)
  const sql = prepareStatements(database)
  const group = createDeedGroup(database)
  const deed = group.run
  const feed = createFeedEars(database, () => sql.locations.all())
  return {
    ...writingDeeds(sql, deed, feed),
    ...identityDeeds(sql, deed),
    ...checkoutDeeds(database, deed),
    onFeed: feed.onFeed,
    readSince: async (request) => readSince(sql, request),
    readPins: async (location) => sql.pins.all(location),
    isEmpty: async () => sql.anyLocation.get() === undefined,
    findLocation: async (location) => findLocation(sql, location),
    locations: async () => sql.locations.all(),
    devices: async (location) => readDevices(sql, location),
    readDevice: async (location, device, range) => readDevice(sql, location, device, range),
    quarantined: async (location) => sql.quarantined.all(location),
    forks: async (location) => sql.forks.all(location),
    async close() {
      group.flush()
      feed.close()
      closeDatabase(database)
    },
  }
}

function writingDeeds(sql: SqliteStatements, deed: RunDeed, feed: FeedEars) {
  return {
    async applyPush(range, plan) {
      const applied = await deed(() => applyPush(sql, range, plan))
      if (applied.kind === 'gap') return applied
      const { firstV } = applied
      feed.tell(range.location, { firstV, count: applied.plan.writes.length + applied.plan.notes.length })
      return applied
    },
    async appendNotes(location, plan) {
      const appended = await deed(() => appendNotes(sql, location, plan))
      feed.tell(location, appended)
      return appended
    },
  } satisfies Partial<Storage>
}

function identityDeeds(sql: SqliteStatements, deed: RunDeed) {
  return {
    registerLocation: (registration) => deed(() => registerLocation(sql, registration)),
    findDeviceByTokenHash: async (tokenHash) => findDeviceByTokenHash(sql, tokenHash),
    createPairingCode: ({ codeHash, expiresAt, replaces, location }) =>
      deed(() => void sql.putCode.run(codeHash, expiresAt, replaces, location)),
    redeemPairingCode: (use) => deed(() => redeemPairingCode(sql, use)),
    addDevice: (use) => deed(() => addDevice(sql, use)),
    readmitDevice: (use) => deed(() => readmitDevice(sql, use)),
    bindKey: (location, device, publicKey) => deed(() => bindKey(sql, { location, device, publicKey })),
    revokeDevice: (location, device, at) => deed(() => revokeDevice(sql, { location, device, at })),
    beginEpoch: (epoch) => deed(() => beginEpoch(sql, epoch)),
    secret: async () => sql.secret.get()?.hex ?? deed(() => readSecret(sql)),
    putPins: (location, pins) => deed(() => putPins(sql, location, pins)),
  } satisfies Partial<Storage>
}

function findLocation(sql: SqliteStatements, wanted: LocationId): LocationRecord | null {
  const row = sql.location.get(wanted)
  return row ? { location: row.location, epoch: row.epoch, lastV: row.lastV } : null
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
