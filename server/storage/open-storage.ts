/** Which store the environment asks for. */
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { openSqliteStorage } from './sqlite-storage.ts'
import type { Storage } from './storage.ts'

/** PostgreSQL at DATABASE_URL, or SQLite in the data folder, which must exist. Throws in words. */
export async function openStorage({
  databaseUrl,
  dataDir,
}: Pick<Environment, 'databaseUrl' | 'dataDir'>): Promise<Storage> {
  if (databaseUrl === null) return openSqliteStorage(join(dataDir, 'barrow.sqlite'))
  // Loaded only where it is used: an endpoint on SQLite starts without the driver.
  const { openPostgresStorage } = await import('./postgres-storage.ts')
  return openPostgresStorage(databaseUrl)
}
