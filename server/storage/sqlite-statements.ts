/** The store's prepared statements, typed by what they take and give. */
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import type { PinHash } from '../../core/protocol/identity.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import type { Fork, KnownDevice, LocationRecord, StoredEntry, StoredHead, TakenPlace } from './storage.ts'

interface LocationRow extends LocationRecord {
  readonly nextLetter: number
}

interface DeviceRow {
  readonly device: DeviceId
  readonly letter: string
  readonly build: string
  readonly heardAt: Millis | null
  readonly headSeq: number | null
  readonly headHash: string | null
}

interface CodeRow {
  readonly location: LocationId
  readonly expiresAt: Millis
  readonly usedBy: DeviceId | null
}

const ENTRY_COLUMNS = 'v, device, seq, hash, state, detail, raw'

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
    ...identityStatements(database),
    ...writingStatements(database),
    ...readingStatements(database),
  }
}

function identityStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    location: prepare<[string], LocationRow>(
      'select location, epoch, last_v as lastV, next_letter as nextLetter from location where location = ?',
    ),
    locations: prepare<[], LocationRecord>('select location, epoch, last_v as lastV from location'),
    addLocation: prepare<[string, number, number]>(
      'insert into location (location, epoch, last_v, next_letter, made_at) values (?, 1, 0, ?, ?)',
    ),
    takeLetter: prepare<[string]>('update location set next_letter = next_letter + 1 where location = ?'),
    device: prepare<[string, string], { letter: string }>(
      'select letter from device where location = ? and device = ?',
    ),
    devices: prepare<[string], DeviceRow>(
      `select d.device, d.letter, d.build, d.heard_at as heardAt, e.seq as headSeq, e.hash as headHash
       from device d left join entry e on e.location = d.location and e.device = d.device and e.seq =
         (select max(seq) from entry where location = d.location and device = d.device)
       where d.location = ? order by length(d.letter), d.letter, d.device`,
    ),
    addDevice: prepare<[string, string, string, number]>(
      "insert into device (location, device, letter, made_at, build) values (?, ?, ?, ?, '')",
    ),
    tokenByHash: prepare<[string], KnownDevice>(
      'select location, device, token_hash as tokenHash from token where token_hash = ?',
    ),
    addToken: prepare<[string, string, string]>(
      'insert into token (token_hash, location, device) values (?, ?, ?)',
    ),
    code: prepare<[string], CodeRow>(
      'select location, expires_at as expiresAt, used_by as usedBy from pairing_code where code_hash = ?',
    ),
    putCode: prepare<[string, string, number]>(
      'insert into pairing_code (code_hash, location, expires_at) values (?, ?, ?)',
    ),
    useCode: prepare<[string, string]>('update pairing_code set used_by = ? where code_hash = ?'),
    pins: prepare<[string], PinHash>('select staff, salt, hash from pin where location = ? order by staff'),
    putPin: prepare<[string, string, string, string]>(
      `insert into pin (location, staff, salt, hash) values (?, ?, ?, ?)
       on conflict (location, staff) do update set salt = excluded.salt, hash = excluded.hash`,
    ),
  }
}

function writingStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    addEntry: prepare<[string, string, number, number, string, string, string, string, Uint8Array]>(
      `insert into entry (location, device, seq, v, id, hash, state, detail, raw)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addFork: prepare<[string, string, number, string, Uint8Array]>(
      `insert into fork (location, device, seq, hash, raw) values (?, ?, ?, ?, ?)
       on conflict do nothing`,
    ),
    setLastV: prepare<[number, string]>('update location set last_v = ? where location = ?'),
    heard: prepare<[string, number, string, string]>(
      'update device set build = ?, heard_at = ? where location = ? and device = ?',
    ),
  }
}

function readingStatements(database: SqliteDatabase) {
  const prepare = preparer(database)
  return {
    head: prepare<[string, string], StoredHead>(
      'select seq, hash from entry where location = ? and device = ? order by seq desc limit 1',
    ),
    taken: prepare<[string, string, number, number], TakenPlace>(
      `select seq, hash, state, detail from entry
       where location = ? and device = ? and seq >= ? and seq < ? order by seq`,
    ),
    feed: prepare<[string, number, number, string], StoredEntry>(
      `select ${ENTRY_COLUMNS} from entry
       where location = ? and v > ? and v <= ? and device <> ? order by v`,
    ),
    deviceEntries: prepare<[string, string, number, number], StoredEntry>(
      `select ${ENTRY_COLUMNS} from entry
       where location = ? and device = ? and seq >= ? order by seq limit ?`,
    ),
    quarantined: prepare<[string], StoredEntry>(
      `select ${ENTRY_COLUMNS} from entry where location = ? and state = 'quarantined' order by v`,
    ),
    forks: prepare<[string], Fork>(
      'select device, seq, hash, raw from fork where location = ? order by device, seq, hash',
    ),
  }
}
