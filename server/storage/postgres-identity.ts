/**
 * Who is known to the PostgreSQL store. Each deed is one transaction of one location; what the directories
 * need is written before it, so that a deed cut off in between leaves nothing that holds.
 */
import { randomBytes } from 'node:crypto'
import { assert } from '../../core/assert.ts'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import type { PinHash, PublicKey } from '../../core/protocol/identity.ts'
import { lettersUpTo } from './letters.ts'
import { type PostgresDatabase, type Sql, statement } from './postgres-database.ts'
import {
  type DevicePlace,
  findLocation,
  hasLocations,
  type LocationRow,
  lockLocation,
  putDevice,
  readDevice,
  readLocations,
  revokeDevice,
  type TokenDirectory,
} from './postgres-devices.ts'
import { Overtaken } from './postgres-retry.ts'
import {
  isEndpointDevice,
  type NewDevice,
  type PairOutcome,
  type RegisterOutcome,
  type Registration,
  type Storage,
  tillLetter,
} from './storage.ts'

/** What the deeds of this file work on. */
export interface Identity {
  readonly database: PostgresDatabase
  readonly tokens: TokenDirectory
}

export async function registerLocation(
  identity: Identity,
  registration: Registration,
): Promise<RegisterOutcome> {
  const { location, tokenHash } = registration
  if (await isClosed(identity, registration)) return { kind: 'closed' }
  if (!(await claimToken(identity, registration))) return { kind: 'taken' }
  return identity.database.transaction(async (sql) => {
    const known = await lockLocation(sql, location)
    if (known) {
      const row = await readDevice(sql, registration)
      return row?.tokenHash === tokenHash ? { kind: 'known', epoch: known.epoch } : { kind: 'taken' }
    }
    if (registration.onlyFirst && !(await claimFirst(sql, location))) return { kind: 'closed' }
    await makeLocation(sql, registration)
    return { kind: 'made', epoch: 1 }
  })
}

/** Whether a stranger asks for a second location: said before anything is written on his behalf. */
async function isClosed({ database, tokens }: Identity, registration: Registration): Promise<boolean> {
  const { onlyFirst, location, tokenHash } = registration
  if (!onlyFirst || !(await hasLocations(database))) return false
  const isKnown = await findLocation(database, location)
  return !isKnown && !(await tokens.find(tokenHash))
}

/** Points the directory at the device; false when the token is another one's, or the name is the endpoint's. */
const claimToken = async ({ tokens }: Identity, use: DevicePlace & Pick<NewDevice, 'tokenHash'>) =>
  !isEndpointDevice(use.device) &&
  (await tokens.point(use.tokenHash, { location: use.location, device: use.device }))

/**
 * The only transaction that goes beyond one location, once in the life of a store: of two that would make the
 * first location at once, one has to wait for the other.
 */
async function claimFirst(sql: Sql, location: LocationId): Promise<boolean> {
  if (await hasLocations(sql)) return false
  return (await sql.get(ADD_SETTING, 'first-location', location)) !== undefined
}

async function makeLocation(sql: Sql, registration: Registration): Promise<void> {
  const { location, device, pins, at, till } = registration
  if (!(await sql.get(ADD_LOCATION, location, till ? 1 : 0, at))) throw new Overtaken()
  putDevice(sql, { location, device, letter: till ? tillLetter(0) : '', at, epochSeen: 1 })
  setToken(sql, registration, registration)
  writePins(sql, location, pins)
}

const ADD_LOCATION = statement<{ readonly location: LocationId }>(
  'add-location',
  `insert into location (location_id, epoch, last_v, next_letter, made_at) values ($1, 1, 0, $2, $3)
   on conflict do nothing returning location_id as location`,
)

function setToken(sql: Sql, { location, device }: DevicePlace, made: NewDeviceToken): void {
  const { tokenHash, publicKey } = made
  sql.write(SET_TOKEN, location, device, tokenHash, publicKey?.x ?? null, publicKey?.y ?? null)
}

type NewDeviceToken = Pick<NewDevice, 'tokenHash' | 'publicKey'>

const SET_TOKEN = statement(
  'set-token',
  'update device set token_hash = $3, key_x = $4, key_y = $5 where location_id = $1 and device = $2',
)

function writePins(sql: Sql, location: LocationId, pins: readonly PinHash[]): void {
  if (pins.length === 0) return
  // The same staff twice in one list: the last one holds, as if they came one after the other.
  const byStaff = [...new Map(pins.map((pin) => [pin.staff, pin])).values()]
  sql.write(
    PUT_PINS,
    location,
    byStaff.map(({ staff }) => staff),
    byStaff.map(({ salt }) => salt),
    byStaff.map(({ hash }) => hash),
  )
}

const PUT_PINS = statement(
  'put-pins',
  `insert into pin (location_id, staff, salt, hash)
   select $1::text, u.staff, u.salt, u.hash from unnest($2::text[], $3::text[], $4::text[]) as u(staff, salt, hash)
   on conflict (location_id, staff) do update set salt = excluded.salt, hash = excluded.hash`,
)

export const putPins = ({ database }: Identity, location: LocationId, pins: readonly PinHash[]) =>
  database.transaction(async (sql) => writePins(sql, location, pins))

export const readPins = (sql: Pick<Sql, 'all'>, location: LocationId) => sql.all(PINS, location)

const PINS = statement<PinHash>(
  'pins',
  'select staff, salt, hash from pin where location_id = $1 order by staff',
)

type CodeUse = Parameters<Storage['redeemPairingCode']>[0]

export const createPairingCode = async (
  { database }: Identity,
  { codeHash, location, expiresAt, replaces }: Parameters<Storage['createPairingCode']>[0],
): Promise<void> => void (await database.all(ADD_CODE, codeHash, location, expiresAt, replaces))

const ADD_CODE = statement(
  'add-code',
  `insert into pairing_code (code_hash, location_id, expires_at, replaces) values ($1, $2, $3, $4)
   on conflict do nothing`,
)

interface CodeRow {
  readonly location: LocationId
  readonly expiresAt: Millis
  readonly replaces: DeviceId | null
}

const CODE = statement<CodeRow>(
  'code',
  `select location_id as location, expires_at as "expiresAt", replaces from pairing_code where code_hash = $1`,
)

export async function redeemPairingCode(identity: Identity, use: CodeUse): Promise<PairOutcome> {
  const code = await identity.database.get(CODE, use.codeHash)
  if (!code) return INVALID
  const { location, replaces } = code
  const added = { ...use, location, till: true, isFree: await claimToken(identity, { ...use, location }) }
  return identity.database.transaction(async (sql) => {
    // Decided under the location's lock: of two devices with one code, one gets in.
    const record = await lockLocation(sql, location)
    const used = await sql.get(CODE_USE, location, use.codeHash)
    if (!record || (used && used.usedBy !== use.device)) return INVALID
    if (used) return pairedBefore(sql, { ...added, replaces, epoch: record.epoch })
    if (code.expiresAt <= use.at) return INVALID
    const outcome = await letIn(sql, record, added)
    if (outcome.kind !== 'paired') return outcome
    sql.write(USE_CODE, location, use.codeHash, use.device)
    if (replaces !== null) revokeDevice(sql, { location, device: replaces, at: use.at })
    return { ...outcome, replaces }
  })
}

const INVALID = { kind: 'code-invalid' } as const

const CODE_USE = statement<{ readonly usedBy: DeviceId }>(
  'code-use',
  'select used_by as "usedBy" from code_use where location_id = $1 and code_hash = $2',
)

const USE_CODE = statement(
  'use-code',
  'insert into code_use (location_id, code_hash, used_by) values ($1, $2, $3)',
)

type AddedDevice = Parameters<Storage['addDevice']>[0]

/** With what `claimToken` said. */
type ClaimedDevice = AddedDevice & { readonly isFree: boolean }

/** The answer to the first call may have been lost on its way: the same device gets it again. */
async function pairedBefore(
  sql: Sql,
  use: ClaimedDevice & { readonly replaces: DeviceId | null; readonly epoch: number },
): Promise<PairOutcome> {
  const row = await readDevice(sql, use)
  if (!use.isFree || row?.tokenHash !== use.tokenHash) return INVALID
  return { ...(await pairAnswer(sql, use, row.letter)), replaces: use.replaces }
}

export async function addDevice(identity: Identity, use: AddedDevice): Promise<PairOutcome> {
  const isFree = await claimToken(identity, use)
  return identity.database.transaction(async (sql) => {
    const record = await lockLocation(sql, use.location)
    return record ? letIn(sql, record, { ...use, isFree }) : { kind: 'taken' }
  })
}

/** A device of which only relayed entries are known has no token yet, and may be paired. */
async function letIn(sql: Sql, record: LocationRow, use: ClaimedDevice): Promise<PairOutcome> {
  const { epoch, nextLetter } = record
  const row = await readDevice(sql, use)
  if (!use.isFree) return { kind: 'taken' }
  if (row?.tokenHash === use.tokenHash) return pairAnswer(sql, { ...use, epoch }, row.letter)
  if (row && (row.tokenHash !== null || row.revokedAt !== null)) return { kind: 'taken' }
  const letter = use.till ? tillLetter(nextLetter) : ''
  putDevice(sql, { ...use, letter, epochSeen: epoch })
  setToken(sql, use, use)
  if (use.till) sql.write(PASS_LETTERS, use.location, nextLetter + 1)
  return pairAnswer(sql, { ...use, epoch }, letter)
}

/** The next letter is behind so many. */
const PASS_LETTERS = statement(
  'pass-letters',
  'update location set next_letter = greatest(next_letter, $2) where location_id = $1',
)

async function pairAnswer(
  sql: Sql,
  { location, epoch }: { readonly location: LocationId; readonly epoch: number },
  letter: string,
) {
  const pins = await readPins(sql, location)
  return { kind: 'paired', location, epoch, letter, pins, replaces: null } as const
}

/** Its token replaces an earlier one: the device has one, the one that it shows. */
export async function readmitDevice(
  identity: Identity,
  use: Parameters<Storage['readmitDevice']>[0],
): Promise<'admitted' | 'taken'> {
  if (!(await claimToken(identity, use))) return 'taken'
  return identity.database.transaction(async (sql) => {
    if (!(await lockLocation(sql, use.location))) return 'taken'
    const row = await readDevice(sql, use)
    if (row?.tokenHash === use.tokenHash) return 'admitted'
    putDevice(sql, { ...use, epochSeen: 0 })
    setToken(sql, use, use)
    sql.write(PASS_LETTERS, use.location, lettersUpTo(use.letter))
    return 'admitted'
  })
}

/** The first key stays: whoever has only the token cannot put another one in its place. */
export async function bindKey(
  { database }: Identity,
  { location, device, publicKey }: DevicePlace & { readonly publicKey: PublicKey },
): Promise<boolean> {
  const { x, y } = publicKey
  await database.all(BIND_KEY, location, device, x, y)
  const row = await readDevice(database, { location, device })
  return row?.keyX === x && row.keyY === y
}

const BIND_KEY = statement(
  'bind-key',
  `update device set key_x = $3, key_y = $4
   where location_id = $1 and device = $2 and token_hash is not null and key_x is null`,
)

export const endPairing = (
  { database }: Identity,
  ended: DevicePlace & { readonly at: Millis },
): Promise<void> =>
  database.transaction(async (sql) => {
    await lockLocation(sql, ended.location)
    revokeDevice(sql, ended)
  })

/** Every location goes on in an epoch that no device has seen. */
export const beginEpoch = ({ database }: Identity, epoch: number): Promise<void> =>
  database.transaction(async (sql) => {
    const isLater = (await readLocations(sql)).every((location) => location.epoch < epoch)
    assert(isLater, 'an epoch follows those before it')
    sql.write(SET_EPOCH, epoch)
  })

const SET_EPOCH = statement('set-epoch', 'update location set epoch = $1')

export async function readSecret({ database }: Identity): Promise<string> {
  const kept = await database.get(SETTING, 'secret')
  if (kept) return kept.value
  await database.all(ADD_SETTING, 'secret', randomBytes(32).toString('hex'))
  const made = await database.get(SETTING, 'secret')
  assert(made, 'the secret was made just now')
  return made.value
}

const SETTING = statement<{ readonly value: string }>(
  'setting',
  'select value from barrow_setting where name = $1',
)

/** Gives a row when the name was free. */
const ADD_SETTING = statement<object>(
  'add-setting',
  'insert into barrow_setting (name, value) values ($1, $2) on conflict do nothing returning name',
)
