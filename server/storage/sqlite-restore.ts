/** Putting a backup of the embedded store back. What was there is set aside, never deleted. */
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Millis } from '../../core/domain/ids.ts'
import { PICTURE_FILE_NAME } from '../pictures.ts'
import { syncPath, writeWhole } from '../write-whole.ts'
import { CopyRefused, nextEpoch, type RestoreReport } from './copies.ts'
import type { SqlitePaths } from './sqlite-backup.ts'
import { openDatabase, type SqliteDatabase } from './sqlite-database.ts'
import { proveSqliteFile } from './sqlite-proof.ts'

/**
 * Everything is prepared beside the data; one renaming puts it in place. Refuses while another process has the
 * data open.
 */
export async function restoreSqlite(paths: SqlitePaths, backup: string, at: Millis): Promise<RestoreReport> {
  const proof = proveSqliteFile(backup)
  mkdirSync(dirname(paths.file), { recursive: true })
  const present = takePresent(paths.file)
  const prepared = `${paths.file}.restoring`
  try {
    const epoch = nextEpoch([...present.epochs, ...proof.locations.map((location) => location.epoch)], at)
    rmSync(prepared, { force: true })
    copyFileSync(backup, prepared)
    await prepare(prepared, paths.pictureFolder, epoch)
    await syncPath(prepared)
    const setAside = putInPlace(paths.file, prepared)
    await syncPath(dirname(paths.file))
    const locations = proof.locations.map((location) => ({ ...location, epoch }))
    return { ...proof, locations, epoch, setAside }
  } finally {
    rmSync(prepared, { force: true })
    present.release()
  }
}

interface PresentData {
  readonly epochs: readonly number[]
  /** Until then nobody else can open it. */
  readonly release: () => void
}

const NOTHING: PresentData = { epochs: [], release: () => {} }

/** Takes the data for this process alone. Data that is damaged beyond opening nobody else has open either. */
function takePresent(file: string): PresentData {
  if (!existsSync(file)) return NOTHING
  const database = new Database(file)
  try {
    database.pragma('busy_timeout = 0')
    // Leaving the log takes everybody else's leave: it fails while another connection is open.
    database.pragma('journal_mode = DELETE')
    database.exec('begin exclusive')
    return { epochs: epochsOf(database), release: () => database.close() }
  } catch (error) {
    database.close()
    if (!(error instanceof Database.SqliteError)) throw error
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return NOTHING
    throw new CopyRefused(
      `The endpoint, or another command, is running on this data (${error.code}). Stop it first; nothing was changed.`,
    )
  }
}

function epochsOf(database: SqliteDatabase): number[] {
  const made = database.prepare("select 1 from sqlite_schema where name = 'location'").get()
  return made ? (database.prepare('select epoch from location').pluck().all() as number[]) : []
}

/** Pictures go into their folder, where names stand for contents: what is there stays. */
async function prepare(prepared: string, pictureFolder: string, epoch: number): Promise<void> {
  const database = openDatabase(prepared)
  try {
    await takePicturesOut(database, pictureFolder)
    database.exec('drop table if exists backup_picture; drop table if exists backup_made;')
    database.prepare('update location set epoch = ?').run(epoch)
    database.pragma('journal_mode = DELETE')
    database.exec('vacuum')
  } finally {
    database.close()
  }
}

async function takePicturesOut(database: SqliteDatabase, folder: string): Promise<void> {
  const known = database.prepare("select 1 from sqlite_schema where name = 'backup_picture'").get()
  if (!known) return
  mkdirSync(folder, { recursive: true })
  const names = database.prepare('select name, length(bytes) as size from backup_picture').all() as {
    name: string
    size: number
  }[]
  const bytesOf = database.prepare('select bytes from backup_picture where name = ?').pluck()
  for (const { name, size } of names) {
    const path = join(folder, name)
    if (!PICTURE_FILE_NAME.test(name) || sizeOf(path) === size) continue
    await writeWhole(path, bytesOf.get(name) as Buffer)
  }
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size

/** Gives the name under which the old data lies. There is no moment without data under its own name. */
function putInPlace(file: string, prepared: string): string | null {
  if (!existsSync(file)) {
    renameSync(prepared, file)
    return null
  }
  const aside = freeName(file)
  giveSecondName(file, aside)
  // A log that could not be carried over belongs to the old data.
  for (const ending of ['-wal', '-shm', '-journal'])
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending)
  renameSync(prepared, file)
  return aside
}

function freeName(file: string): string {
  for (let number = 1; ; number++) {
    const name = `${file}.before-restore-${number}`
    if (!existsSync(name)) return name
  }
}

function giveSecondName(file: string, aside: string): void {
  try {
    linkSync(file, aside)
  } catch {
    // A file system without second names (exFAT on a memory card).
    renameSync(file, aside)
  }
}
