/** Whether a body can become an entry that everybody reads. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { MAX_ENTRY_BYTES } from './entry.ts'
import { type Bodies, type EntryKind, versionThatSays } from './kinds.ts'

/** More than an envelope's own fields take, so that the entry around the body keeps within its bound too. */
const ENVELOPE_BYTES = 2048

/** What none of the kind's schemas takes, or is longer than an entry may be, the endpoint would have to put aside. */
export function fitsEntry<Kind extends EntryKind>(kind: Kind, body: Bodies[Kind], reserve = 0): boolean {
  const text = canonicalize(body) ?? ''
  const most = MAX_ENTRY_BYTES - ENVELOPE_BYTES - reserve
  return (text.length * 3 <= most || utf8ToBytes(text).length <= most) && versionThatSays(kind, body) !== null
}
