/** Copies of a PostgreSQL database by its own programs, the pictures in a folder beside: FILE and FILE.pictures. */
import { chmodSync, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import pg from 'pg'
import type { Millis } from '../../core/domain/ids.ts'
import { syncPath } from '../write-whole.ts'
import { type CopyProof, CopyRefused, nextEpoch, type RestoreReport } from './copies.ts'
import { copyPictures } from './picture-copies.ts'
import { connectionConfig } from './postgres-database.ts'
import { proveDump } from './postgres-proof.ts'
import { openPostgresStorage } from './postgres-storage.ts'
import { runToEnd, runTool } from './postgres-tools.ts'

export interface PostgresPlace {
  readonly url: string
  readonly pictureFolder: string
}

const picturesOf = (file: string) => `${file}.pictures`

/** Schemas of earlier restores. */
const ASIDE = 'before_restore_'

/** Only whoever runs the endpoint may read it: it holds what tokens and PINs are checked by. */
const OWNER_ONLY = 0o600

/** The dump is one snapshot; it gets its name last, when it has been read back. */
export async function backUpPostgres(
  { url, pictureFolder }: PostgresPlace,
  file: string,
): Promise<CopyProof> {
  for (const target of [file, picturesOf(file)])
    if (existsSync(target)) throw new CopyRefused(`${target} is there already. Choose another name.`)
  await ensureSecret(url)
  const aside = `${file}.unfinished`
  try {
    const options = ['--format=custom', '--no-owner', '--no-privileges', `--exclude-schema=${ASIDE}*`]
    await runToEnd('pg_dump', [...options, `--file=${aside}`], { url })
    chmodSync(aside, OWNER_ONLY)
    const proof = await proveDump(aside)
    const pictures = await copyPictures(pictureFolder, picturesOf(file))
    await syncPath(aside)
    await rename(aside, file)
    await syncPath(dirname(file))
    return { ...proof, pictures }
  } catch (error) {
    for (const path of [aside, picturesOf(file)]) await rm(path, { recursive: true, force: true })
    throw error
  }
}

/** A backup without it could not know again the devices that are paired after it. */
async function ensureSecret(url: string): Promise<void> {
  const storage = await openPostgresStorage(url)
  await storage.secret()
  await storage.close()
}

/** One transaction sets the present tables aside, writes the backup's and begins the epoch: all of it or nothing. */
export async function restorePostgres(
  { url, pictureFolder }: PostgresPlace,
  file: string,
  at: Millis,
): Promise<RestoreReport> {
  if (!existsSync(file)) throw new CopyRefused(`${file} cannot be opened. Give the path of a backup.`)
  const proof = await proveDump(file)
  const present = await readPresent(url)
  const epoch = nextEpoch([...present.epochs, ...proof.locations.map((location) => location.epoch)], at)
  const setAside = `${ASIDE}${present.restores + 1}`
  const pictures = await copyPictures(picturesOf(file), pictureFolder)
  await swap(url, file, { setAside, epoch })
  const locations = proof.locations.map((location) => ({ ...location, epoch }))
  return { ...proof, locations, pictures, epoch, setAside: `schema ${setAside}` }
}

async function swap(
  url: string,
  file: string,
  { setAside, epoch }: { readonly setAside: string; readonly epoch: number },
): Promise<void> {
  const restore = runTool('pg_restore', ['--no-owner', '--no-privileges', '--file=-', file])
  const options = ['--single-transaction', '--set=ON_ERROR_STOP=1', '--no-psqlrc', '--quiet']
  const steps = [
    `--command=alter schema public rename to ${setAside}`,
    '--command=create schema public',
    '--file=-',
    `--command=update public.location set epoch = ${epoch}`,
  ]
  const outcomes = await Promise.allSettled([
    restore.done,
    runToEnd('psql', [...options, ...steps], { url, input: restore.output }),
  ])
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

/** Refuses while an endpoint or another command is connected. */
async function readPresent(
  url: string,
): Promise<{ readonly epochs: readonly number[]; readonly restores: number }> {
  const client = new pg.Client({ ...connectionConfig(url), application_name: 'barrow restore' })
  await client.connect()
  try {
    const read = async (sql: string) => (await client.query(sql)).rows
    const others = await read(`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'barrow' and pid <> pg_backend_pid()`)
    if (others.length > 0)
      throw new CopyRefused(
        'The endpoint, or another command, is connected to this database. Stop it first; nothing was changed.',
      )
    const [made] = await read(`select to_regclass('public.location') is not null as made`)
    const epochs = made?.made ? await read('select epoch from public.location') : []
    const names = await read(
      `select nspname as name from pg_namespace where nspname like 'before\\_restore\\_%'`,
    )
    const numbers = names.map(({ name }) => Number(String(name).slice(ASIDE.length)) || 0)
    return { epochs: epochs.map((row) => Number(row.epoch)), restores: Math.max(0, ...numbers) }
  } finally {
    await client.end()
  }
}
