/**
 * This device's key: what its requests to the endpoint are signed with (rule I1). It cannot be exported, and it is
 * believed only after it was found again in a database that was closed and opened: browsers have lost keys.
 */
import type { PublicKey } from '../../core/protocol/identity.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type JournalDatabase, journalDatabase } from './journal-database.ts'

export interface DeviceKey {
  readonly key: CryptoKey
  readonly publicKey: PublicKey
}

const ROW = 'device'
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const
/** ES256: ECDSA over P-256 with SHA-256. */
export const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const

/** The key that the database holds; null before there is one. */
export async function readDeviceKey(database: JournalDatabase): Promise<DeviceKey | null> {
  const row = await database.keys.get(ROW)
  return row?.publicKey ? { key: row.key, publicKey: row.publicKey } : null
}

/** The device's key, made now if there is none. A failure says in a person's words why there can be none. */
export async function keepDeviceKey(database: JournalDatabase): Promise<Result<DeviceKey, string>> {
  const known = await readDeviceKey(database).catch(() => null)
  if (known) return ok(known)
  if (!globalThis.crypto?.subtle) return err(NOT_SECURE)
  const made = await makeKey(database).catch(() => null)
  return made ? ok(made) : err(NOT_KEPT)
}

/** Through connections of its own: nobody who reads or writes the journal meanwhile is disturbed. */
async function makeKey(database: JournalDatabase): Promise<DeviceKey | null> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  // `add`, not `put`: of two tabs at once, the first makes the key and the second finds it.
  await onConnection(database.name, (own) =>
    own.keys.add({ name: ROW, key: pair.privateKey, publicKey: { x, y } }).catch(() => undefined),
  )
  const kept = await onConnection(database.name, readDeviceKey)
  return kept && (await isWhole(kept)) ? kept : null
}

async function onConnection<T>(name: string, work: (own: JournalDatabase) => Promise<T>): Promise<T> {
  const own = journalDatabase(name)
  try {
    return await work(own)
  } finally {
    own.close()
  }
}

/** Whether the kept key signs for its public half, and does not leave the browser. */
async function isWhole({ key, publicKey }: DeviceKey): Promise<boolean> {
  const text = crypto.getRandomValues(new Uint8Array(32))
  const jwk = { kty: 'EC', crv: 'P-256', ...publicKey }
  const verifier = await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['verify'])
  const signature = await crypto.subtle.sign(SIGNING, key, text)
  return !key.extractable && (await crypto.subtle.verify(SIGNING, verifier, signature, text))
}

const NOT_SECURE =
  'This address is not secure, so the browser makes no keys. Open Barrow by its https:// address, then try again.'
const NOT_KEPT =
  'This browser does not keep keys: it is a private window, or set to its strictest protection. Open Barrow in an ordinary window or in another browser, then try again.'
