/** Who is known to the embedded store: locations, devices and their tokens. Called inside a transaction. */
import { randomBytes } from 'node:crypto'
import { assert } from '../../core/assert.ts'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { CHAIN_START } from '../../core/journal/head.ts'
import type { PinHash, PublicKey } from '../../core/protocol/identity.ts'
import { lettersUpTo } from './letters.ts'
import type { DevicePlace, SqliteStatements } from './sqlite-statements.ts'
import {
  type DeviceRecord,
  isEndpointDevice,
  type KnownDevice,
  type NewDevice,
  type PairOutcome,
  type RegisterOutcome,
  type Registration,
  type Storage,
  tillLetter,
} from './storage.ts'

export function registerLocation(sql: SqliteStatements, registration: Registration): RegisterOutcome {
  const { location, device, tokenHash, pins, at, till } = registration
  const known = sql.location.get(location)
  const token = findToken(sql, tokenHash)
  if (known && token?.location === location && token.device === device)
    return { kind: 'known', epoch: known.epoch }
  if (known || token || isEndpointDevice(device)) return { kind: 'taken' }
  if (registration.onlyFirst && sql.locations.all().length > 0) return { kind: 'closed' }
  sql.addLocation.run(location, till ? 1 : 0, at)
  const place = addDeviceRow(sql, { location, device, letter: till ? tillLetter(0) : '', at, epochSeen: 1 })
  putToken(sql, place, registration)
  putPins(sql, location, pins)
  return { kind: 'made', epoch: 1 }
}

export function putPins(sql: SqliteStatements, location: LocationId, pins: readonly PinHash[]): void {
  for (const { staff, salt, hash } of pins) sql.putPin.run(staff, salt, hash, location)
}

export function findDeviceByTokenHash(sql: SqliteStatements, tokenHash: string): KnownDevice | null {
  const found = findToken(sql, tokenHash)
  if (!found) return null
  const { location, device, keyX, keyY, revokedAt } = found
  const publicKey = keyX === null || keyY === null ? null : { x: keyX, y: keyY }
  return { location, device, tokenHash, publicKey, revoked: revokedAt !== null }
}

function findToken(sql: SqliteStatements, tokenHash: string) {
  const token = sql.token.get(tokenHash)
  const holder = token && sql.holder.get(token.number)
  return holder && { ...token, ...holder }
}

export function redeemPairingCode(
  sql: SqliteStatements,
  use: NewDevice & { readonly codeHash: string },
): PairOutcome {
  const code = sql.code.get(use.codeHash)
  if (!code) return { kind: 'code-invalid' }
  const { location, usedBy, replaces } = code
  if (usedBy !== null)
    return usedBy === use.device ? pairedBefore(sql, use, replaces) : { kind: 'code-invalid' }
  if (code.expiresAt <= use.at) return { kind: 'code-invalid' }
  const outcome = addDevice(sql, { ...use, location, till: true })
  if (outcome.kind !== 'paired') return outcome
  sql.useCode.run(use.device, use.codeHash)
  if (replaces !== null) revokeDevice(sql, { location, device: replaces, at: use.at })
  return { ...outcome, replaces }
}

/** The answer to the first call may have been lost on its way: the same device gets it again. */
function pairedBefore(sql: SqliteStatements, use: NewDevice, replaces: DeviceId | null): PairOutcome {
  const token = findToken(sql, use.tokenHash)
  if (token?.device !== use.device) return { kind: 'code-invalid' }
  return pairAnswer(sql, token.location, { device: use.device, replaces })
}

/** A device of which only relayed entries are known has no token yet, and may be paired. */
export function addDevice(sql: SqliteStatements, use: Parameters<Storage['addDevice']>[0]): PairOutcome {
  const { location, device, till, at } = use
  const token = findToken(sql, use.tokenHash)
  if (token?.location === location && token.device === device)
    return pairAnswer(sql, location, { device, replaces: null })
  const record = sql.location.get(location)
  if (token || !record || isEndpointDevice(device) || !mayPair(sql, sql.place.get(location, device)))
    return { kind: 'taken' }
  const letter = till ? tillLetter(record.nextLetter) : ''
  const place = addDeviceRow(sql, { location, device, letter, at, epochSeen: record.epoch })
  if (place.letter !== letter) sql.setLetter.run(letter, place.device)
  putToken(sql, place, use)
  if (till) sql.takeLetter.run(location)
  return pairAnswer(sql, location, { device, replaces: null })
}

const mayPair = (sql: SqliteStatements, place: DevicePlace | undefined): boolean =>
  !place || (place.revokedAt === null && !sql.hasToken.get(place.device))

function pairAnswer(
  sql: SqliteStatements,
  location: LocationId,
  { device, replaces }: { readonly device: DeviceId; readonly replaces: DeviceId | null },
): PairOutcome {
  const record = sql.location.get(location)
  const place = sql.place.get(location, device)
  assert(record && place, 'a paired device has its place')
  const { epoch } = record
  return { kind: 'paired', location, epoch, letter: place.letter, pins: sql.pins.all(location), replaces }
}

/** Its token replaces an earlier one: the device has one, the one that it shows. */
export function readmitDevice(
  sql: SqliteStatements,
  use: Parameters<Storage['readmitDevice']>[0],
): 'admitted' | 'taken' {
  const { location, device, letter, at } = use
  const token = findToken(sql, use.tokenHash)
  if (token) return token.location === location && token.device === device ? 'admitted' : 'taken'
  if (isEndpointDevice(device) || !sql.location.get(location)) return 'taken'
  const place = addDeviceRow(sql, { location, device, letter, at })
  if (place.letter !== letter) sql.setLetter.run(letter, place.device)
  sql.passLetter.run(lettersUpTo(letter), location)
  sql.dropTokens.run(place.device)
  putToken(sql, place, use)
  return 'admitted'
}

/** The first key stays: whoever has only the token cannot put another one in its place. */
export function bindKey(
  sql: SqliteStatements,
  { location, device, publicKey }: { location: LocationId; device: DeviceId; publicKey: PublicKey },
): boolean {
  sql.bindKey.run(publicKey.x, publicKey.y, location, device)
  const bound = sql.keyOfDevice.get(location, device)
  return bound?.x === publicKey.x && bound.y === publicKey.y
}

/** A device that is not known yet is remembered as revoked: after a restore, it may come back behind this. */
export function revokeDevice(
  sql: SqliteStatements,
  { location, device, at }: { readonly location: LocationId; readonly device: DeviceId; readonly at: Millis },
): void {
  const place = sql.place.get(location, device) ?? addDeviceRow(sql, { location, device, at })
  sql.revoke.run(at, place.device)
}

/** A device that merely is in the feed has no letter, and has not come to any epoch. */
interface DeviceRowValues {
  readonly location: LocationId
  readonly device: DeviceId
  readonly letter?: string
  readonly at?: Millis
  readonly epochSeen?: number
}

/** Adds a device without a token; one that is there stays as it is. */
export function addDeviceRow(sql: SqliteStatements, values: DeviceRowValues): DevicePlace {
  const { location, device, letter = '', at = 0, epochSeen = 0 } = values
  sql.addDevice.run(device, letter, at, epochSeen, location)
  const place = sql.place.get(location, device)
  assert(place, 'a device row is of a known location')
  return place
}

function putToken(sql: SqliteStatements, place: DevicePlace, { tokenHash, publicKey }: NewDeviceToken): void {
  sql.addToken.run(tokenHash, place.device, publicKey?.x ?? null, publicKey?.y ?? null)
}

type NewDeviceToken = Pick<NewDevice, 'tokenHash' | 'publicKey'>

export const readDevices = (sql: SqliteStatements, location: LocationId): readonly DeviceRecord[] =>
  sql.devices.all(location).map(({ headSeq, headHash, paired, ...record }) => ({
    ...record,
    head: { seq: headSeq ?? 0, hash: headHash ?? CHAIN_START },
    paired: paired === 1,
  }))

/** Every location goes on in an epoch that no device has seen. */
export function beginEpoch(sql: SqliteStatements, epoch: number): void {
  const isLater = sql.locations.all().every((location) => location.epoch < epoch)
  assert(isLater, 'an epoch follows those before it')
  sql.setEpoch.run(epoch)
}

export function readSecret(sql: SqliteStatements): string {
  sql.putSecret.run(randomBytes(32).toString('hex'))
  const row = sql.secret.get()
  assert(row, 'the secret was made just now')
  return row.hex
}
