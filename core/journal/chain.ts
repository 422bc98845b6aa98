/** Sealing: a draft gets its place in its device's sequence and the hash of what stands before it. */
import canonicalize from 'canonicalize'
import { assert } from '../assert.ts'
import type { DeviceId, LocationId } from '../domain/ids.ts'
import type { Draft, Entry } from './entry.ts'
import type { Head } from './head.ts'
import { versionOf } from './kinds.ts'

/** SHA-256 of UTF-8 text, in hex: synchronous, because it runs inside an IndexedDB transaction. */
export type Sha256 = (text: string) => string

export interface SealedEntry {
  readonly entry: Entry
  /** Canonical JSON (RFC 8785): stored, hashed and sent as it is. */
  readonly bytes: string
  readonly hash: string
}

/** Seals a draft as the entry that follows `head`; gives the entry and the new head. */
export function sealEntry(
  draft: Draft,
  writer: { readonly location: LocationId; readonly device: DeviceId },
  head: Head,
  sha256: Sha256,
): { readonly sealed: SealedEntry; readonly head: Head } {
  // Named one by one: a writer that is a whole identity must not leave its secrets in the journal.
  const { location, device } = writer
  const { id, kind, at, staff, shift, body } = draft
  const place = {
    location,
    device,
    version: versionOf(kind, body),
    seq: head.seq + 1,
    lamport: head.lamport + 1,
    prev: head.hash,
  }
  const entry = wellFormed({ id, kind, at, staff, shift, body, ...place }) as Entry
  const bytes = canonicalize(entry)
  assert(bytes !== undefined, 'an entry is always JSON')
  const hash = sha256(bytes)
  return { sealed: { entry, bytes, hash }, head: { seq: entry.seq, hash, lamport: entry.lamport } }
}

/** Lone surrogates (half an emoji, cut by a keyboard) have no UTF-8 form: they become U+FFFD before hashing. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.replace(LONE_SURROGATE, '\ufffd')
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]))
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
