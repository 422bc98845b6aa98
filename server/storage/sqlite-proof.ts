/** Reading a SQLite file of ours through, to the last byte of every entry. */
import { hash } from 'node:crypto'
import Database from 'better-sqlite3'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import { type CopiedLocation, type CopyProof, CopyRefused } from './copies.ts'
import { isOurs, type SqliteDatabase } from './sqlite-database.ts'
import { SQLITE_MIGRATIONS } from './sqlite-migrations.ts'

/** Throws `CopyRefused` for a file that is none of ours, newer than this program, or broken as a database. */
export function proveSqliteFile(file: string): CopyProof {
  const database = openCopy(file)
  try {
    checkFile(database, file)
    const locations = database.prepare(LOCATIONS).all() as LocationRow[]
    const faults: string[] = []
    return {
      locations: locations.map((location) => proveLocation(database, location, faults)),
      pictures: countPictures(database),
      faults,
    }
  } catch (error) {
    throw isDamage(error) ? damaged(file, error.message) : error
  } finally {
    database.close()
  }
}

function openCopy(file: string): SqliteDatabase {
  try {
    return new Database(file, { readonly: true, fileMustExist: true })
  } catch {
    throw new CopyRefused(`${file} cannot be opened. Give the path of a backup.`)
  }
}

function checkFile(database: SqliteDatabase, file: string): void {
  if (!isOurs(database)) throw new CopyRefused(`${file} is no backup of Barrow.`)
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > SQLITE_MIGRATIONS.length)
    throw new CopyRefused(`${file} was written by a newer Barrow. Use the newer program.`)
  const [first] = database.pragma('integrity_check(1)') as { integrity_check: string }[]
  if (first?.integrity_check !== 'ok') throw damaged(file, first?.integrity_check ?? 'unreadable')
}

const damaged = (file: string, reason: string) =>
  new CopyRefused(`${file} is damaged (${reason}). Take another backup.`)

const isDamage = (error: unknown): error is Error =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code)

interface LocationRow {
  readonly number: number
  readonly location: LocationId
  readonly epoch: number
  readonly lastV: number
}

const LOCATIONS = 'select number, location, epoch, last_v as lastV from location order by number'

function proveLocation(database: SqliteDatabase, row: LocationRow, faults: string[]): CopiedLocation {
  const { number, location, epoch, lastV } = row
  const devices = database
    .prepare('select number, device from device where location = ? order by number')
    .all(number) as { number: number; device: DeviceId }[]
  const heads = devices.map((device) => proveDevice(database, number, device, faults))
  const feed = database
    .prepare('select count(*) as entries, coalesce(max(v), 0) as last from entry where location = ?')
    .get(number) as { entries: number; last: number }
  if (feed.entries !== lastV || feed.last !== lastV)
    faults.push(`${location}: the feed should hold ${lastV} entries, it holds ${feed.entries}`)
  return { location, epoch, entries: feed.entries, heads }
}

function proveDevice(
  database: SqliteDatabase,
  location: number,
  { number, device }: { readonly number: number; readonly device: DeviceId },
  faults: string[],
): CopiedLocation['heads'][number] {
  const entries = database
    .prepare('select seq, hash, raw from entry where location = ? and device = ? order by seq')
    .iterate(location, number) as Iterable<{ seq: number; hash: string; raw: Buffer }>
  let head = { device, seq: 0, hash: CHAIN_START }
  for (const entry of entries) {
    if (entry.seq !== head.seq + 1) faults.push(`${device}: entry ${head.seq + 1} is missing`)
    if (hash('sha256', entry.raw, 'hex') !== entry.hash)
      faults.push(`${device}: the bytes of entry ${entry.seq} are not those that were recorded`)
    head = { device, seq: entry.seq, hash: entry.hash }
  }
  return head
}

function countPictures(database: SqliteDatabase): number {
  const known = database.prepare("select 1 from sqlite_schema where name = 'backup_picture'").get()
  if (!known) return 0
  return database.prepare('select count(*) from backup_picture').pluck().get() as number
}
