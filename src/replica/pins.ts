/**
 * PINs, checked without a network (rules I12 to I16). A verifier is HMAC-SHA-256 by a key of this device that cannot
 * be exported, over Argon2id of the PIN: a copied database verifies nothing.
 */
import type { StaffId } from '../../core/domain/ids.ts'
import type { SealedEntry } from '../../core/journal/chain.ts'
import type { PinHash } from '../../core/protocol/identity.ts'
import type { Result } from '../../core/result.ts'
import { type JournalDatabase, type PinRow, readMeta, writeMeta } from './journal-database.ts'
import { newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'

/** OWASP's Argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const

const FREE_ATTEMPTS = 5
const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 15 * 60_000
/** So many wrong ones, and a person must open the lock: no clock can be turned to get more. */
const MOST_ATTEMPTS = 10

export type PinCheck =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  /** `untilMs`: ms since epoch on this device's clock. */
  | { readonly kind: 'locked'; readonly untilMs: number }
  /** Too many wrong ones: another manager's PIN on this device opens it (`unlockPin`), or a new PIN. */
  | { readonly kind: 'needs-manager' }
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

/** Binds PIN hashes to this device and keeps only the bound form. `changedOf`: which change each of them is. */
export async function bindPins(
  database: JournalDatabase,
  hashes: readonly PinHash[],
  changedOf: (staff: StaffId) => number | undefined = () => undefined,
): Promise<void> {
  const key = await pinKey(database)
  const rows = await Promise.all(
    hashes.map(async ({ staff, salt, hash }): Promise<PinRow> => {
      const changed = changedOf(staff)
      const bound = { staff, salt, verifier: await bind(key, hash), failedAttempts: 0, lockedUntil: 0 }
      return changed === undefined ? bound : { ...bound, changed }
    }),
  )
  await database.pins.bulkPut(rows)
}

/**
 * Gives a person a PIN, a first one or a new one. It holds on this device at once; its hash waits for the endpoint,
 * and the settings tell the other devices to fetch it. `by`: who does it.
 */
export async function setPin(
  replica: Replica,
  staff: StaffId,
  pin: string,
  by: StaffId | null = null,
): Promise<Result<readonly SealedEntry[], StorageFailure>> {
  const { journal } = replica.deps
  const hash = await hashPin(staff, pin)
  const pinChanged = newChange()
  // Before the entry that tells of it: whoever reads that one finds the hash at the endpoint.
  await keepForEndpoint(journal, hash)
  await bindPins(journal, [hash], () => pinChanged)
  const patch = { record: 'staff', id: staff, fields: { pinChanged } } as const
  const draft = newDraft(replica, by)
  return replica.append(() => ({ drafts: [{ ...draft, kind: 'settings', body: { patches: [patch] } }] }))
}

/** Only whether it differs matters; by chance, so that no clock has a say and two devices never choose the same. */
function newChange(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (high & 0xfffff) * 2 ** 32 + low
}

/** Checks a PIN. Wrong ones cost: after five, 30 s, doubling to 15 min; the count outlives a reload. After ten, one of
 * `managers` (others than this person, with a PIN here) must open the lock; where there is none, only time does. */
export async function checkPin(
  database: JournalDatabase,
  staff: StaffId,
  pin: string,
  now: () => number,
  managers: readonly StaffId[] = [],
): Promise<PinCheck> {
  const attempt = await countAttempt(database, { staff, managers }, now)
  if (attempt.kind !== 'counted') return attempt
  const { row, mayUnlock } = attempt
  const { hash } = await hashPin(staff, pin, fromHex(row.salt))
  if ((await bind(await pinKey(database), hash)) === row.verifier) {
    await unlockPin(database, staff)
    return { kind: 'right' }
  }
  if (mayUnlock && row.failedAttempts >= MOST_ATTEMPTS) return { kind: 'needs-manager' }
  if (row.lockedUntil > 0) return { kind: 'locked', untilMs: row.lockedUntil }
  return { kind: 'wrong', attemptsLeft: FREE_ATTEMPTS - row.failedAttempts }
}

/** Opens a person's lock: after their own right PIN, or because another manager has shown theirs. */
export async function unlockPin(database: JournalDatabase, staff: StaffId): Promise<void> {
  await database.pins.update(staff, { failedAttempts: 0, lockedUntil: 0, lockedForMs: 0 })
  waitsOf(database).delete(staff)
}

type Attempt =
  | Exclude<PinCheck, { kind: 'right' | 'wrong' }>
  | { readonly kind: 'counted'; readonly row: PinRow; readonly mayUnlock: boolean }

/** Durable before anything is checked, and in one transaction: two tabs do not get one attempt for two tries. */
async function countAttempt(
  database: JournalDatabase,
  { staff, managers }: { readonly staff: StaffId; readonly managers: readonly StaffId[] },
  now: () => number,
): Promise<Attempt> {
  return database.transaction('rw', database.pins, async (): Promise<Attempt> => {
    const row = await database.pins.get(staff)
    if (!row) return { kind: 'unknown' }
    const others = await database.pins.bulkGet(managers.filter((manager) => manager !== staff))
    const mayUnlock = others.some((other) => other !== undefined)
    if (mayUnlock && row.failedAttempts >= MOST_ATTEMPTS) return { kind: 'needs-manager' }
    const untilMs = await lockedUntil(database, row, now())
    if (untilMs > now()) return { kind: 'locked', untilMs }
    const failedAttempts = row.failedAttempts + 1
    const lockedForMs = failedAttempts >= FREE_ATTEMPTS ? lockMs(failedAttempts) : 0
    const lock = { lockedForMs, lockedUntil: lockedForMs > 0 ? now() + lockedForMs : 0 }
    const counted = { ...row, failedAttempts, ...lock }
    await database.pins.put(counted)
    if (lockedForMs > 0) waitsOf(database).set(staff, performance.now() + lockedForMs)
    return { kind: 'counted', row: counted, mayUnlock }
  })
}

const lockMs = (failedAttempts: number) =>
  Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failedAttempts - FREE_ATTEMPTS))

/**
 * When a lock opens. A clock that was set back would lengthen it without end: it begins anew then. A clock that was
 * set forward does not shorten it while this page lives.
 */
async function lockedUntil(database: JournalDatabase, row: PinRow, now: number): Promise<number> {
  const lockedForMs = row.lockedForMs ?? LONGEST_LOCK_MS
  const byClock = Math.min(row.lockedUntil, now + lockedForMs)
  if (byClock < row.lockedUntil) await database.pins.update(row.staff, { lockedUntil: byClock })
  const waitMs = (waitsOf(database).get(row.staff) ?? 0) - performance.now()
  return Math.max(byClock, now + waitMs)
}

/** Ends of waits by the page's own monotonic time: nobody can set that. */
const waitsByDatabase = new WeakMap<JournalDatabase, Map<StaffId, number>>()

function waitsOf(database: JournalDatabase): Map<StaffId, number> {
  const waits = waitsByDatabase.get(database) ?? new Map<StaffId, number>()
  waitsByDatabase.set(database, waits)
  return waits
}

async function pinKey(database: JournalDatabase): Promise<CryptoKey> {
  const known = await database.keys.get('pin')
  if (known) return known.key
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  // `add`, not `put`: of two tabs at once, one makes the key and the other takes it.
  await database.keys.add({ name: 'pin', key }).catch(() => undefined)
  return (await database.keys.get('pin'))?.key ?? key
}

async function bind(key: CryptoKey, hash: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, fromHex(hash))))
}

/** PIN hashes that the endpoint does not have yet. */
export const readPendingPins = async (database: JournalDatabase): Promise<readonly PinHash[]> =>
  (await readMeta(database, 'pendingPins')) ?? []

/** A hash travels beside the journal, never in it; until it has arrived it waits here. */
export async function keepForEndpoint(database: JournalDatabase, hash: PinHash): Promise<void> {
  await database.transaction('rw', database.meta, async () => {
    const others = (await readPendingPins(database)).filter(({ staff }) => staff !== hash.staff)
    await writeMeta(database, 'pendingPins', [...others, hash])
  })
}

/** The endpoint has these; one that was set meanwhile stays. */
export async function forgetPending(database: JournalDatabase, sent: readonly PinHash[]): Promise<void> {
  const salts = new Set(sent.map(({ salt }) => salt))
  await database.transaction('rw', database.meta, async () => {
    const left = (await readPendingPins(database)).filter(({ salt }) => !salts.has(salt))
    if (left.length > 0) await writeMeta(database, 'pendingPins', left)
    else await database.meta.delete('pendingPins')
  })
}
