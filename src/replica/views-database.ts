/**
 * The disposable database: other devices' entries and snapshots of the folded views. Relaxed durability; a
 * watermark in the state says how far it has folded. Deleting it loses nothing but time.
 */
import { Dexie, type Table } from 'dexie'

export const VIEWS_DATABASE = 'barrow-views'

/** One entry of another device, as it wrote it; `bytes` null where the endpoint says nobody can read it. */
export interface FeedRow {
  readonly device: string
  readonly seq: number
  readonly bytes: string | null
}

export type SnapshotKey = 'catalogue' | 'stamps' | 'ledger' | 'cursor'

export type ViewsDatabase = Dexie & {
  feed: Table<FeedRow, [string, number]>
  snapshots: Table<{ key: string; value: unknown }, string>
}

export function viewsDatabase(name = VIEWS_DATABASE): ViewsDatabase {
  const database = new Dexie(name) as ViewsDatabase
  database.version(1).stores({ feed: '[device+seq]', snapshots: 'key' })
  return database
}
