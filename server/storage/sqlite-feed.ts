/** Telling those who wait that a location's feed has grown, also by another process on the same file. */
import type { LocationId } from '../../core/domain/ids.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import type { LocationRecord, Storage } from './storage.ts'

type Hear = Parameters<Storage['onFeed']>[0]

/** How often the file is asked whether another process (the command line) has written. */
const LOOK_EVERY_MS = 500

export interface FeedEars {
  readonly onFeed: Storage['onFeed']
  /** To be called after a commit that gave a location these feed numbers. */
  tell(location: LocationId, grown: { readonly firstV: number; readonly count: number }): void
  close(): void
}

export function createFeedEars(database: SqliteDatabase, locations: () => LocationRecord[]): FeedEars {
  const ears = new Set<Hear>()
  const lookForOthers = watchOthers(database, locations)
  let timer: ReturnType<typeof setInterval> | null = null
  const hearAll: Hear = (location, lastV) => {
    for (const hear of ears) hear(location, lastV)
  }
  const stop = () => {
    if (timer) clearInterval(timer)
    timer = null
  }
  return {
    onFeed(hear) {
      // Wrapped, so that the same function may listen twice and end once.
      const ear: Hear = (location, lastV) => hear(location, lastV)
      ears.add(ear)
      timer ??= setInterval(() => lookForOthers(hearAll), LOOK_EVERY_MS).unref()
      return () => {
        ears.delete(ear)
        if (ears.size === 0) stop()
      }
    },
    tell(location, { firstV, count }) {
      if (count > 0) hearAll(location, firstV + count - 1)
    },
    close: stop,
  }
}

/** SQLite counts the commits of others (`data_version`): only when that has changed are the feeds looked at. */
function watchOthers(database: SqliteDatabase, locations: () => LocationRecord[]): (hear: Hear) => void {
  const dataVersion = () => database.pragma('data_version', { simple: true }) as number
  const feeds = () => new Map(locations().map(({ location, lastV }) => [location, lastV]))
  let version = dataVersion()
  let known = feeds()
  return (hear) => {
    const present = dataVersion()
    if (present === version) return
    version = present
    const before = known
    known = feeds()
    for (const [location, lastV] of known) if (lastV > (before.get(location) ?? 0)) hear(location, lastV)
  }
}
