/**
 * The only way in for a person's deed: one strict transaction reads the head, seals, writes the entries, the new
 * head, and ends the cart they came from. The head is never cached: two tabs may sell (rule J2).
 */

import type { SaleId } from '../../core/domain/ids.ts'
import { type SealedEntry, type Sha256, sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { Head } from '../../core/journal/head.ts'
import type { Result } from '../../core/result.ts'
import {
  type HeadRow,
  type Identity,
  type JournalDatabase,
  type JournalRow,
  readMeta,
  START_HEAD_ROW,
  toJournalRow,
  writeMeta,
} from './journal-database.ts'
import { type StorageFailure, withReopen } from './reopen.ts'

/** What a deed writes, once it knows where the journal stands. */
export interface Deed {
  readonly drafts: readonly Draft[]
  /** The counters after the deed: receipts, shift. */
  readonly counters?: Partial<Pick<HeadRow, 'receipts' | 'shift' | 'shifts'>>
  /** The cart that ends with this deed, in the same transaction: it can come back neither sold nor twice. */
  readonly endsCart?: SaleId
}

export interface AppendDeps {
  readonly database: JournalDatabase
  readonly identity: Identity
  readonly sha256: Sha256
  /** The largest Lamport counter seen from other devices. */
  readonly lamportSeen: () => number
}

/**
 * Appends a deed; resolves after the transaction's `complete`, so that "recorded" is true. `plan` runs inside
 * the transaction and must be synchronous and repeatable.
 */
export function append(
  deps: AppendDeps,
  plan: (head: HeadRow) => Deed,
): Promise<Result<readonly SealedEntry[], StorageFailure>> {
  return withReopen(deps.database, async () => {
    let ids: readonly string[] = []
    try {
      return await write(deps, (head) => {
        const deed = plan(head)
        ids = deed.drafts.map((draft) => draft.id)
        return deed
      })
    } catch (error) {
      // The same deed again, after a second press or a connection that died behind its commit: the index of ids
      // has refused it, and it is there, once.
      const before = await deps.database.entries.where('id').anyOf(ids).sortBy('seq')
      if (before.length > 0) return before.map(toSealed)
      throw error
    }
  })
}

/** One read, then every write at once: between press and "recorded" each wait for the database counts. */
function write(
  { database, ...deps }: AppendDeps,
  plan: (head: HeadRow) => Deed,
): Promise<readonly SealedEntry[]> {
  return database.transaction('rw', [database.entries, database.meta, database.carts], async () => {
    const head = (await readMeta(database, 'head')) ?? START_HEAD_ROW
    const deed = plan(head)
    const { sealed, end } = sealAll(deps, deed.drafts, head)
    await Promise.all([
      database.entries.bulkAdd(sealed.map(toJournalRow)),
      writeMeta(database, 'head', { ...head, ...deed.counters, ...end }),
      deed.endsCart ? database.carts.delete(deed.endsCart) : undefined,
    ])
    return sealed
  })
}

function sealAll(
  { identity, sha256, lamportSeen }: Omit<AppendDeps, 'database'>,
  drafts: readonly Draft[],
  start: Head,
) {
  const sealed: SealedEntry[] = []
  let end: Head = { seq: start.seq, hash: start.hash, lamport: Math.max(start.lamport, lamportSeen()) }
  for (const draft of drafts) {
    const step = sealEntry(draft, identity, end, sha256)
    sealed.push(step.sealed)
    end = step.head
  }
  return { sealed, end }
}

const toSealed = ({ bytes, hash }: JournalRow): SealedEntry => ({ entry: JSON.parse(bytes), bytes, hash })
