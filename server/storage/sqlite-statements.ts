/** The store's prepared statements, typed by what they take and give. */
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import type { PinHash } from '../../core/protocol/identity.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import type { Fork, LocationRecord, StoredEntry, StoredHead, TakenPlace } from './storage.ts'

export interface LocationRow extends LocationRecord {
  readonly number: number
  readonly nextLetter: number
}

/** A device with its location, both by number. */
export interface DevicePlace {
  readonly location: number
  readonly device: number
  readonly letter: string
  readonly build: string
  readonly heardAt: Millis | null
  readonly toldSeq: number | null
  readonly skewMs: number | null
  readonly epochSeen: number
  readonly revokedAt: Millis | null
}

interface DeviceRow {
  readonly device: DeviceId
  readonly letter: string
  readonly build: string
  readonly heardAt: Millis | null
  readonly toldSeq: number | null
  readonly skewMs: number | null
  readonly epochSeen: number
  readonly revokedAt: Millis | null
  readonly paired: 0 | 1
  readonly headSeq: number | null
  readonly headHash: string | null
}

interface TokenRow {
  /** Whose it is. */
  readonly number: number
  readonly keyX: string | null
  readonly keyY: string | null
}

interface HolderRow {
  readonly location: LocationId
  readonly device: DeviceId
  readonly revokedAt: Millis | null
}

interface CodeRow {
  readonly location: LocationId
  readonly expiresAt: Millis
  readonly usedBy: DeviceId | null
  readonly replaces: DeviceId | null
}

/** A prepared statement by its parameters and its row. */
export interface Query<Parameters extends unknown[], Row> {
  get(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  iterate(...parameters: Parameters): IterableIterator<Row>
  run(...parameters: Parameters): unknown
}

const preparer =
  (database: SqliteDatabase) =>
  <Parameters extends unknown[], Row = never>(sql: string): Query<Parameters, Row> =>
    database.prepare<Parameters, Row>(sql) as unknown as Query<Parameters, Row>

export type SqliteStatements = ReturnType<typeof prepareStatements>

export function prepareStatements(database: SqliteDatabase) {
  return {
    ...locationStatements(database),
    ...deviceStatements(database),
    ...pairingStatements(database),
    ...writingStatements(database),
    ...readingStatements(database),
  }
}

function locationStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    location: prepare<[string], LocationRow>(
      `select number, location, epoch, last_v as lastV, next_letter as nextLetter
       from location where location = ?`,
    ),
    anyLocation: prepare<[], object>('select 1 as found from location limit 1'),
    locations: prepare<[], LocationRecord>('select location, epoch, last_v as lastV from location'),
    addLocation: prepare<[string, number, number]>(
      'insert into location (location, epoch, last_v, next_letter, made_at) values (?, 1, 0, ?, ?)',
    ),
    setEpoch: prepare<[number]>('update location set epoch = ?'),
    secret: prepare<[], { readonly hex: string }>('select hex from secret'),
    putSecret: prepare<[string]>('insert into secret (one, hex) values (1, ?) on conflict do nothing'),
    pins: prepare<[string], PinHash>(
      `select p.staff, p.salt, p.hash from location l join pin p on p.location = l.number
       where l.location = ? order by p.staff`,
    ),
    putPin: prepare<[string, string, string, string]>(
      `insert into pin (location, staff, salt, hash)
       select number, ?, ?, ? from location where location = ?
       on conflict (location, staff) do update set salt = excluded.salt, hash = excluded.hash`,
    ),
  }
}

/** Statements of every push look up one table at a time: a join costs twenty times as much here. */
const TOLD_COLUMNS = `d.heard_at as heardAt, d.told_seq as toldSeq, d.skew_ms as skewMs,
  d.epoch_seen as epochSeen, d.revoked_at as revokedAt`

function deviceStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    place: prepare<[string, string], DevicePlace>(
      `select d.location, d.number as device, d.letter, d.build, ${TOLD_COLUMNS} from device d
       where d.location = (select number from location where location = ?) and d.device = ?`,
    ),
    devices: prepare<[string], DeviceRow>(
      `select d.device, d.letter, d.build, ${TOLD_COLUMNS},
         exists (select 1 from token t where t.device = d.number) as paired,
         e.seq as headSeq, e.hash as headHash
       from location l join device d on d.location = l.number
       left join entry e on e.location = l.number and e.device = d.number and e.seq =
         (select max(seq) from entry where location = l.number and device = d.number)
       where l.location = ? order by length(d.letter), d.letter, d.device`,
    ),
    addDevice: prepare<[string, string, number, number, string]>(
      `insert into device (location, device, letter, made_at, build, epoch_seen)
       select number, ?, ?, ?, '', ? from location where location = ?
       on conflict do nothing`,
    ),
    setLetter: prepare<[string, number]>('update device set letter = ? where number = ?'),
    token: prepare<[string], TokenRow>(
      'select device as number, key_x as keyX, key_y as keyY from token where token_hash = ?',
    ),
    holder: prepare<[number], HolderRow>(
      `select (select location from location where number = d.location) as location, d.device,
         d.revoked_at as revokedAt
       from device d where d.number = ?`,
    ),
    hasToken: prepare<[number], object>('select 1 from token where device = ? limit 1'),
    dropTokens: prepare<[number]>('delete from token where device = ?'),
    addToken: prepare<[string, number, string | null, string | null]>(
      'insert into token (token_hash, device, key_x, key_y) values (?, ?, ?, ?)',
    ),
    bindKey: prepare<[string, string, LocationId, DeviceId]>(
      `update token set key_x = ?, key_y = ? where key_x is null and device =
         (select d.number from device d join location l on l.number = d.location
          where l.location = ? and d.device = ?)`,
    ),
    keyOfDevice: prepare<[LocationId, DeviceId], { readonly x: string | null; readonly y: string | null }>(
      `select t.key_x as x, t.key_y as y from token t join device d on d.number = t.device
       join location l on l.number = d.location where l.location = ? and d.device = ?`,
    ),
    revoke: prepare<[number, number]>(
      'update device set revoked_at = ? where number = ? and revoked_at is null',
    ),
    heard: prepare<[string, number | null, number | null, number | null, number, number]>(
      'update device set build = ?, heard_at = ?, told_seq = ?, skew_ms = ?, epoch_seen = ? where number = ?',
    ),
  }
}

function pairingStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    takeLetter: prepare<[string]>('update location set next_letter = next_letter + 1 where location = ?'),
    passLetter: prepare<[number, string]>(
      'update location set next_letter = max(next_letter, ?) where location = ?',
    ),
    code: prepare<[string], CodeRow>(
      `select l.location, c.expires_at as expiresAt, c.used_by as usedBy, c.replaces
       from pairing_code c join location l on l.number = c.location where c.code_hash = ?`,
    ),
    putCode: prepare<[string, number, string | null, string]>(
      `insert into pairing_code (code_hash, location, expires_at, replaces)
       select ?, number, ?, ? from location where location = ?`,
    ),
    useCode: prepare<[string, string]>('update pairing_code set used_by = ? where code_hash = ?'),
  }
}

function writingStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    addEntry: prepare<[number, number, number, number, string, Uint8Array]>(
      'insert into entry (location, device, seq, v, hash, raw) values (?, ?, ?, ?, ?, ?)',
    ),
    addFlaw: prepare<[number, number, number, string, string]>(
      'insert into flaw (location, device, seq, state, detail) values (?, ?, ?, ?, ?)',
    ),
    addFork: prepare<[number, number, number, string, Uint8Array]>(
      'insert into fork (location, device, seq, hash, raw) values (?, ?, ?, ?, ?) on conflict do nothing',
    ),
    setLastV: prepare<[number, number]>('update location set last_v = ? where number = ?'),
  }
}

const FLAW = `left join flaw f on f.location = e.location and f.device = e.device and f.seq = e.seq`
const FLAW_COLUMNS = `coalesce(f.state, 'recorded') as state, coalesce(f.detail, '') as detail`
const ENTRY_COLUMNS = `e.v, d.device, e.seq, e.hash, ${FLAW_COLUMNS}, e.raw`
/** Not turned round by the planner: the range on the feed or the sequence comes first. */
const ENTRIES = `location l cross join entry e on e.location = l.number
  cross join device d on d.number = e.device ${FLAW}`

function readingStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    head: prepare<[number, number], StoredHead>(
      'select seq, hash from entry where location = ? and device = ? order by seq desc limit 1',
    ),
    headOf: prepare<[number, number, string], StoredHead>(
      `select seq, hash from entry
       where location = ? and device = (select number from device where location = ? and device = ?)
       order by seq desc limit 1`,
    ),
    taken: prepare<[number, number, number, number], TakenPlace>(
      `select e.seq, e.hash, ${FLAW_COLUMNS} from entry e ${FLAW}
       where e.location = ? and e.device = ? and e.seq >= ? and e.seq < ? order by e.seq`,
    ),
    feed: prepare<[string, number, number, number], StoredEntry>(
      `select ${ENTRY_COLUMNS} from ${ENTRIES}
       where l.location = ? and e.v > ? and e.v <= ? and e.device <> ? order by e.v`,
    ),
    deviceEntries: prepare<[string, string, number, number], StoredEntry>(
      `select ${ENTRY_COLUMNS}
       from location l join device d on d.location = l.number
       cross join entry e on e.location = l.number and e.device = d.number ${FLAW}
       where l.location = ? and d.device = ? and e.seq >= ? order by e.seq limit ?`,
    ),
    quarantined: prepare<[string], StoredEntry>(
      `select ${ENTRY_COLUMNS}
       from location l cross join flaw f on f.location = l.number and f.state = 'quarantined'
       cross join entry e on e.location = f.location and e.device = f.device and e.seq = f.seq
       cross join device d on d.number = e.device
       where l.location = ? order by e.v`,
    ),
    forks: prepare<[string], Fork>(
      `select d.device, k.seq, k.hash, k.raw
       from location l cross join fork k on k.location = l.number cross join device d on d.number = k.device
       where l.location = ? order by d.device, k.seq, k.hash`,
    ),
  }
}
