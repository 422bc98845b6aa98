/** A backup of the embedded store: one file that holds the database and the pictures. */
import { chmodSync, existsSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Millis } from '../../core/domain/ids.ts'
import { PICTURE_FILE_NAME } from '../pictures.ts'
import { syncPath } from '../write-whole.ts'
import { type CopyProof, CopyRefused } from './copies.ts'
import { proveSqliteFile } from './sqlite-proof.ts'
import { openSqliteStorage } from './sqlite-storage.ts'

export interface SqlitePaths {
  /** The database. */
  readonly file: string
  readonly pictureFolder: string
}

/** More than any file has: all pages are copied in one step, from one moment, while others go on writing. */
const ALL_PAGES = 0x7fffffff

/** Only whoever runs the endpoint may read it: it holds what tokens and PINs are checked by. */
const OWNER_ONLY = 0o600

/** The finished file appears under its name, or none does. */
export async function backUpSqlite(paths: SqlitePaths, target: string, at: Millis): Promise<CopyProof> {
  if (existsSync(target)) throw new CopyRefused(`${target} is there already. Choose another name.`)
  if (!existsSync(paths.file)) throw new CopyRefused('There is no data to back up yet.')
  await ensureSecret(paths.file)
  const aside = `${target}.unfinished`
  await rm(aside, { force: true })
  try {
    await copyDatabase(paths.file, aside)
    await addPictures(paths.pictureFolder, aside, at)
    const proof = proveSqliteFile(aside)
    await syncPath(aside)
    await rename(aside, target)
    await syncPath(dirname(target))
    return proof
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

/** A backup without it could not know again the devices that are paired after it. */
async function ensureSecret(file: string): Promise<void> {
  const storage = openSqliteStorage(file)
  await storage.secret()
  await storage.close()
}

async function copyDatabase(file: string, aside: string): Promise<void> {
  const source = new Database(file, { fileMustExist: true })
  try {
    source.pragma('busy_timeout = 5000')
    await source.backup(aside, { progress: () => ALL_PAGES })
    chmodSync(aside, OWNER_ONLY)
  } finally {
    source.close()
  }
}

/** After the database: what an entry names was kept before the entry, so nothing that is named is missing. */
async function addPictures(folder: string, aside: string, at: Millis): Promise<void> {
  const copy = new Database(aside)
  try {
    // One file, without a log beside it.
    copy.pragma('journal_mode = DELETE')
    copy.exec(`
      create table if not exists backup_picture (name text primary key, bytes blob not null) strict;
      create table if not exists backup_made (at real not null) strict;
      delete from backup_picture;
      delete from backup_made;
    `)
    copy.prepare('insert into backup_made (at) values (?)').run(at)
    const add = copy.prepare('insert into backup_picture (name, bytes) values (?, ?)')
    copy.exec('begin')
    for (const name of await readdir(folder).catch(() => []))
      if (PICTURE_FILE_NAME.test(name)) add.run(name, await readFile(join(folder, name)))
    copy.exec('commit')
  } finally {
    copy.close()
  }
}
