/** Copies of the store that the environment asks for. */
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import type { StoreCopies } from './copies.ts'

/** Loaded only where it is used: neither store needs the other's driver. */
export async function openCopies({
  databaseUrl,
  dataDir,
}: Pick<Environment, 'databaseUrl' | 'dataDir'>): Promise<StoreCopies> {
  const pictureFolder = join(dataDir, 'pictures')
  if (databaseUrl !== null) return postgresCopies(databaseUrl, pictureFolder)
  const { backUpSqlite } = await import('./sqlite-backup.ts')
  const { restoreSqlite } = await import('./sqlite-restore.ts')
  const paths = { file: join(dataDir, 'barrow.sqlite'), pictureFolder }
  return {
    backUp: (file, at) => backUpSqlite(paths, file, at),
    restore: (file, at) => restoreSqlite(paths, file, at),
  }
}

async function postgresCopies(url: string, pictureFolder: string): Promise<StoreCopies> {
  const { backUpPostgres, restorePostgres } = await import('./postgres-copies.ts')
  const place = { url, pictureFolder }
  return {
    backUp: (file) => backUpPostgres(place, file),
    restore: (file, at) => restorePostgres(place, file, at),
  }
}
