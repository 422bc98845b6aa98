/** Copies of the store that the environment asks for. */
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import type { StoreCopies } from './copies.ts'
import { backUpSqlite } from './sqlite-backup.ts'
import { restoreSqlite } from './sqlite-restore.ts'

export async function openCopies({
  dataDir,
}: Pick<Environment, 'databaseUrl' | 'dataDir'>): Promise<StoreCopies> {
  const pictureFolder = join(dataDir, 'pictures')
  const paths = { file: join(dataDir, 'barrow.sqlite'), pictureFolder }
  return {
    backUp: (file, at) => backUpSqlite(paths, file, at),
    restore: (file, at) => restoreSqlite(paths, file, at),
  }
}
