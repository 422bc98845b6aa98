/** Opening the SQLite file: durability, the library's version, the schema. */
import Database from 'better-sqlite3'
import { runMigration, SQLITE_MIGRATIONS } from './sqlite-migrations.ts'

export type SqliteDatabase = Database.Database

/** WAL before this version could corrupt a file when a checkpoint met a reset of the log. */
const OLDEST_SQLITE = '3.51.3'

/** "barw": tells a foreign SQLite file from ours. */
const APPLICATION_ID = 0x62617277

/**
 * Opens or makes the file. Throws in words for a person when the library is too old, the file is not
 * Barrow's, or its data is newer than this program.
 */
export function openDatabase(file: string): SqliteDatabase {
  const database = new Database(file)
  try {
    checkLibrary(database)
    checkOwner(database, file)
    // An entry is about a kilobyte: larger pages hold more of them between two index steps. New files only.
    database.pragma('page_size = 8192')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('busy_timeout = 5000')
    // 32 MB of log: what a busy day rewrites again and again is carried over less often.
    database.pragma('wal_autocheckpoint = 4000')
    migrate(database, file)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function checkLibrary(database: SqliteDatabase): void {
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string }
  if (compareVersions(version, OLDEST_SQLITE) < 0)
    throw new Error(`SQLite ${version} is too old: Barrow needs ${OLDEST_SQLITE} or newer. Run npm ci again.`)
}

/** Whether the file was made by this program. */
export const isOurs = (database: SqliteDatabase): boolean =>
  database.pragma('application_id', { simple: true }) === APPLICATION_ID

function checkOwner(database: SqliteDatabase, file: string): void {
  const tables = database.prepare('select count(*) as n from sqlite_schema').get() as { n: number }
  if (!isOurs(database) && tables.n > 0)
    throw new Error(`${file} is a database of another program. Choose another DATA_DIR.`)
  if (!isOurs(database)) database.pragma(`application_id = ${APPLICATION_ID}`)
}

/** Runs what the file lacks, each version in one transaction with its number. */
function migrate(database: SqliteDatabase, file: string): void {
  const applied = database.pragma('user_version', { simple: true }) as number
  if (applied > SQLITE_MIGRATIONS.length)
    throw new Error(
      `${file} was written by a newer Barrow (data version ${applied}, this program knows ${SQLITE_MIGRATIONS.length}). Start the newer program; nothing was changed.`,
    )
  for (const [index, migration] of SQLITE_MIGRATIONS.entries()) {
    if (index < applied) continue
    database.transaction(() => {
      runMigration(database, migration)
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
}

/** Compares dotted version numbers: below, equal or above zero. */
export function compareVersions(a: string, b: string): number {
  const right = b.split('.').map(Number)
  const difference = a.split('.').map((part, index) => Number(part) - (right[index] ?? 0))
  return difference.find((part) => part !== 0) ?? 0
}
