/** Reading a location's journal from PostgreSQL. */
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { type Sql, statement } from './postgres-database.ts'
import type { DeviceRange, FeedPage, FeedRequest, Fork, StoredEntry } from './storage.ts'

/** A page of the feed stops growing at about this many bytes. */
const PAGE_BYTES = 4 * 1024 * 1024

/** How far one page looks: bounds the time of a pull whose reader wrote almost everything itself. */
const PAGE_WINDOW = 5000

/**
 * One page. Feed numbers are committed in their order, under the location's lock: behind the `lastV` that is
 * read first, no entry can appear later.
 */
export async function readSince(sql: Pick<Sql, 'all' | 'get'>, request: FeedRequest): Promise<FeedPage> {
  const { location, after, limit, except } = request
  const record = await sql.get(FEED_END, location)
  const lastV = record?.lastV ?? 0
  const end = Math.min(lastV, after + PAGE_WINDOW)
  const rows = end > after ? await sql.all(FEED, location, after, end, except ?? '', limit, PAGE_BYTES) : []
  const last = rows.at(-1)
  const isCut = last !== undefined && (rows.length === limit || last.bytes >= PAGE_BYTES)
  const next = isCut ? last.v : Math.max(after, end)
  return {
    epoch: record?.epoch ?? 0,
    entries: rows.map(({ bytes: _, ...entry }) => entry),
    next,
    more: next < lastV,
  }
}

const FEED_END = statement<{ readonly epoch: number; readonly lastV: number }>(
  'feed-end',
  'select epoch, last_v as "lastV" from location where location_id = $1',
)

/** `bytes` is the sum as far as a row; the page ends with the first row that passes the bound. */
const FEED = statement<StoredEntry & { readonly bytes: number }>(
  'feed',
  `select v, device, seq, hash, state, detail, raw, bytes from (
     select v, device, seq, hash, state, detail, raw, sum(octet_length(raw)) over (order by v)::bigint as bytes from (
       select v, device, seq, hash, state, detail, raw from entry
       where location_id = $1 and v > $2 and v <= $3 and device <> $4 order by v limit $5
     ) as page
   ) as summed
   where bytes - octet_length(raw) < $6 order by v`,
)

export const readDeviceEntries = (
  sql: Pick<Sql, 'all'>,
  { location, device, from, limit }: DeviceRange & { location: LocationId; device: DeviceId },
): Promise<readonly StoredEntry[]> => sql.all(DEVICE_ENTRIES, location, device, from, limit)

const DEVICE_ENTRIES = statement<StoredEntry>(
  'device-entries',
  `select v, device, seq, hash, state, detail, raw from entry
   where location_id = $1 and device = $2 and seq >= $3 order by seq limit $4`,
)

export const readQuarantined = (
  sql: Pick<Sql, 'all'>,
  location: LocationId,
): Promise<readonly StoredEntry[]> => sql.all(QUARANTINED, location)

const QUARANTINED = statement<StoredEntry>(
  'quarantined',
  `select v, device, seq, hash, state, detail, raw from entry
   where location_id = $1 and state = 'quarantined' order by v`,
)

export const readForks = (sql: Pick<Sql, 'all'>, location: LocationId): Promise<readonly Fork[]> =>
  sql.all(FORKS, location)

const FORKS = statement<Fork>(
  'forks',
  'select device, seq, hash, raw from fork where location_id = $1 order by device, seq, hash',
)
