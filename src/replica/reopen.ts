/**
 * What IndexedDB does to people: connections die under Safari, quotas fill, commits fail after every request
 * succeeded. Each failure gets a name; a lost connection is reopened and tried again.
 */
import { Dexie } from 'dexie'
import { err, ok, type Result } from '../../core/result.ts'

/** Why a deed could not be written. Nothing of it is on the device then, and the screen still holds it. */
export type StorageFailure =
  | { readonly kind: 'full' }
  | { readonly kind: 'connection-lost' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'failed'; readonly detail: string }

const ATTEMPTS = 3

const CONNECTION_ERRORS: ReadonlySet<string> = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'OpenFailedError',
  'PrematureCommitError',
])

/**
 * Runs a write whose repetition is harmless (the entry's id is unique, so a second commit of the same deed is
 * refused by the index). Reopens the database after a lost connection, at most three times.
 */
export async function withReopen<T>(
  database: Dexie,
  write: () => Promise<T>,
): Promise<Result<T, StorageFailure>> {
  let failure: StorageFailure = { kind: 'connection-lost' }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return ok(await write())
    } catch (error) {
      failure = nameFailure(error)
      if (failure.kind !== 'connection-lost') return err(failure)
      database.close({ disableAutoOpen: false })
      await database.open().catch(() => undefined)
    }
  }
  return err(failure)
}

/** The name of an IndexedDB error, by its `name`, never by its text. */
export function nameFailure(error: unknown): StorageFailure {
  const names = errorNames(error)
  if (names.includes('QuotaExceededError')) return { kind: 'full' }
  if (names.some((name) => CONNECTION_ERRORS.has(name))) return { kind: 'connection-lost' }
  return {
    kind: 'failed',
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  }
}

/** Dexie wraps: an AbortError carries the cause as `inner`. */
function errorNames(error: unknown): readonly string[] {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return []
  const inner = error instanceof Dexie.DexieError ? error.inner : undefined
  return [error.name, ...(inner ? errorNames(inner) : [])]
}
