/** The rows of locations and devices in PostgreSQL, and the directory of tokens. */
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import { type PostgresDatabase, type Sql, statement } from './postgres-database.ts'
import type { DeviceRecord, KnownDevice, LocationRecord } from './storage.ts'

/** Whose a token or a pairing code is. */
export interface DevicePlace {
  readonly location: LocationId
  readonly device: DeviceId
}

export interface LocationRow {
  readonly epoch: number
  readonly nextLetter: number
}

/** The location's row, locked until the transaction ends; every deed that changes it or its devices begins so. */
export const lockLocation = (sql: Sql, location: LocationId) => sql.get(LOCK_LOCATION, location)

const LOCK_LOCATION = statement<LocationRow>(
  'lock-location',
  'select epoch, next_letter as "nextLetter" from location where location_id = $1 for update',
)

export const readLocations = (sql: Pick<Sql, 'all'>): Promise<readonly LocationRecord[]> => sql.all(LOCATIONS)

/** Whether there is any location. */
export const hasLocations = async (sql: Pick<Sql, 'get'>): Promise<boolean> =>
  (await sql.get(ANY_LOCATION)) !== undefined

const ANY_LOCATION = statement<object>('any-location', 'select 1 as found from location limit 1')

export const findLocation = async (
  sql: Pick<Sql, 'get'>,
  location: LocationId,
): Promise<LocationRecord | null> => (await sql.get(LOCATION, location)) ?? null

const LOCATION = statement<LocationRecord>(
  'location',
  'select location_id as location, epoch, last_v as "lastV" from location where location_id = $1',
)

const LOCATIONS = statement<LocationRecord>(
  'locations',
  `select location_id as location, epoch, last_v as "lastV" from location order by made_at, location_id`,
)

export interface DeviceRow {
  readonly letter: string
  readonly tokenHash: string | null
  readonly keyX: string | null
  readonly keyY: string | null
  readonly revokedAt: Millis | null
}

export const readDevice = (sql: Pick<Sql, 'get'>, { location, device }: DevicePlace) =>
  sql.get(DEVICE, location, device)

const DEVICE = statement<DeviceRow>(
  'device',
  `select letter, token_hash as "tokenHash", key_x as "keyX", key_y as "keyY", revoked_at as "revokedAt"
   from device where location_id = $1 and device = $2`,
)

export interface NewDeviceRow extends DevicePlace {
  readonly letter: string
  readonly at: Millis
  readonly epochSeen: number
}

/** Adds a device without a token, or gives the letter to one that is there (relayed, or known from before). */
export function putDevice(sql: Sql, { location, device, letter, at, epochSeen }: NewDeviceRow): void {
  sql.write(PUT_DEVICE, location, device, letter, at, epochSeen, CHAIN_START)
}

const PUT_DEVICE = statement(
  'put-device',
  `insert into device (location_id, device, letter, made_at, build, epoch_seen, head_seq, head_hash)
   values ($1, $2, $3, $4, '', $5, 0, $6)
   on conflict (location_id, device) do update set letter = excluded.letter`,
)

/** A device that is not known yet is remembered as revoked: after a restore, it may come back behind this. */
export function revokeDevice(
  sql: Sql,
  { location, device, at }: DevicePlace & { readonly at: Millis },
): void {
  sql.write(REVOKE, location, device, at, CHAIN_START)
}

const REVOKE = statement(
  'revoke',
  `insert into device (location_id, device, letter, made_at, build, epoch_seen, head_seq, head_hash, revoked_at)
   values ($1, $2, '', $3, '', 0, 0, $4, $3)
   on conflict (location_id, device)
   do update set revoked_at = coalesce(device.revoked_at, excluded.revoked_at)`,
)

export const readDevices = async (
  sql: Pick<Sql, 'all'>,
  location: LocationId,
): Promise<readonly DeviceRecord[]> =>
  (await sql.all(DEVICES, location)).map(({ headSeq, headHash, ...record }) => ({
    ...record,
    head: { seq: headSeq, hash: headHash },
  }))

const DEVICES = statement<
  Omit<DeviceRecord, 'head'> & { readonly headSeq: number; readonly headHash: string }
>(
  'devices',
  `select device, letter, build, heard_at as "heardAt", told_seq as "toldSeq", skew_ms as "skewMs",
     epoch_seen as "epochSeen", revoked_at as "revokedAt", token_hash is not null as paired,
     head_seq as "headSeq", head_hash as "headHash"
   from device where location_id = $1 order by length(letter), letter, device`,
)

/** So many token places are kept in memory; past that, the oldest are asked for again. */
const MAX_PLACES = 20_000

export interface TokenDirectory {
  find(tokenHash: string): Promise<KnownDevice | null>
  /**
   * Says where the token's device is looked for. Gives false when it is another device's that holds it. To be
   * called before the device's own row gets the token: a row without an entry here would not be found.
   */
  point(tokenHash: string, place: DevicePlace): Promise<boolean>
}

export function createTokenDirectory(database: PostgresDatabase): TokenDirectory {
  const places = new Map<string, DevicePlace>()
  const look = async (tokenHash: string) => {
    const place = places.get(tokenHash) ?? (await database.get(TOKEN, tokenHash))
    return place ? { place, known: await knownAt(database, tokenHash, place) } : null
  }
  const find = async (tokenHash: string) => {
    const first = await look(tokenHash)
    if (!first || first.known) return remember(places, tokenHash, first)
    // Another process may have pointed it elsewhere since.
    places.delete(tokenHash)
    return remember(places, tokenHash, await look(tokenHash))
  }
  return {
    async find(tokenHash) {
      return (await find(tokenHash)) ?? null
    },
    async point(tokenHash, place) {
      const held = await find(tokenHash)
      if (held) return held.location === place.location && held.device === place.device
      await database.all(POINT, tokenHash, place.location, place.device)
      return true
    },
  }
}

interface Looked {
  readonly place: DevicePlace
  readonly known: KnownDevice | null
}

function remember(places: Map<string, DevicePlace>, tokenHash: string, looked: Looked | null) {
  if (!looked?.known) return null
  places.set(tokenHash, looked.place)
  const [oldest] = places.keys()
  if (places.size > MAX_PLACES && oldest !== undefined) places.delete(oldest)
  return looked.known
}

/** The directory only says where to look; the device's row says whether the token is its. */
async function knownAt(
  database: PostgresDatabase,
  tokenHash: string,
  place: DevicePlace,
): Promise<KnownDevice | null> {
  const row = await readDevice(database, place)
  if (row?.tokenHash !== tokenHash) return null
  const { keyX, keyY, revokedAt } = row
  const publicKey = keyX === null || keyY === null ? null : { x: keyX, y: keyY }
  return { ...place, tokenHash, publicKey, revoked: revokedAt !== null }
}

const TOKEN = statement<DevicePlace>(
  'token',
  'select location_id as location, device from token where token_hash = $1',
)

const POINT = statement(
  'point-token',
  `insert into token (token_hash, location_id, device) values ($1, $2, $3)
   on conflict (token_hash) do update set location_id = excluded.location_id, device = excluded.device`,
)
