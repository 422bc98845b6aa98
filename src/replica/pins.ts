/**
 * PINs, checked without a network. A verifier is HMAC-SHA-256 by a key of this device that cannot be exported,
 * over Argon2id of the PIN: a copied database verifies nothing. The attempt is counted before it is checked.
 */

import type { StaffId } from '../../core/domain/ids.ts'
import type { PinHash } from '../../core/protocol/identity.ts'
import type { JournalDatabase, PinRow } from './journal-database.ts'

/** OWASP's Argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const

const FREE_ATTEMPTS = 5
const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 15 * 60_000

export type PinCheck =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  /** `untilMs`: ms since epoch on this device's clock. */
  | { readonly kind: 'locked'; readonly untilMs: number }
  | { readonly kind: 'unknown' }

const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Argon2id of a PIN with a fresh salt. Some 100 ms of work, on purpose. */
export async function hashPin(
  staff: StaffId,
  pin: string,
  salt = crypto.getRandomValues(new Uint8Array(16)),
): Promise<PinHash> {
  const { argon2id } = await import('hash-wasm')
  const hash = await argon2id({ ...ARGON2, password: pin, salt, outputType: 'hex' })
  return { staff, salt: toHex(salt), hash }
}

/** Binds PIN hashes to this device and keeps only the bound form. */
export async function bindPins(database: JournalDatabase, hashes: readonly PinHash[]): Promise<void> {
  const key = await deviceKey(database)
  const rows = await Promise.all(
    hashes.map(async ({ staff, salt, hash }): Promise<PinRow> => {
      return { staff, salt, verifier: await bind(key, hash), failedAttempts: 0, lockedUntil: 0 }
    }),
  )
  await database.pins.bulkPut(rows)
}

/** Checks a PIN. Wrong ones cost: after five, 30 s, doubling to 15 min; the count outlives a reload. */
export async function checkPin(
  database: JournalDatabase,
  staff: StaffId,
  pin: string,
  now: () => number,
): Promise<PinCheck> {
  const row = await database.pins.get(staff)
  if (!row) return { kind: 'unknown' }
  if (row.lockedUntil > now()) return { kind: 'locked', untilMs: row.lockedUntil }
  const failedAttempts = row.failedAttempts + 1
  const lockedUntil = failedAttempts >= FREE_ATTEMPTS ? now() + lockMs(failedAttempts) : 0
  await database.pins.update(staff, { failedAttempts, lockedUntil })
  const { hash } = await hashPin(staff, pin, fromHex(row.salt))
  const right = (await bind(await deviceKey(database), hash)) === row.verifier
  if (right) {
    await database.pins.update(staff, { failedAttempts: 0, lockedUntil: 0 })
    return { kind: 'right' }
  }
  if (lockedUntil > 0) return { kind: 'locked', untilMs: lockedUntil }
  return { kind: 'wrong', attemptsLeft: FREE_ATTEMPTS - failedAttempts }
}

const lockMs = (failedAttempts: number) =>
  Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failedAttempts - FREE_ATTEMPTS))

async function deviceKey(database: JournalDatabase): Promise<CryptoKey> {
  const known = await database.keys.get('pin')
  if (known) return known.key
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  await database.keys.put({ name: 'pin', key })
  return key
}

async function bind(key: CryptoKey, hash: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, fromHex(hash))))
}
