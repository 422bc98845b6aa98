/**
 * The only way in for a person's deed: one strict transaction reads the head, seals, writes the entries, the new
 * head, and ends the cart they came from. The head is never cached: two tabs may sell (rule J2).
 */

import type { EntryId, SaleId } from '../../core/domain/ids.ts'
import { type SealedEntry, type Sha256, sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { Head } from '../../core/journal/head.ts'
import type { Result } from '../../core/result.ts'
import {
  type HeadRow,
  type Identity,
  type JournalDatabase,
  type JournalRow,
  type LeaseRow,
  readMeta,
  START_HEAD_ROW,
  toJournalRow,
  writeMeta,
} from './journal-database.ts'
import { type StorageFailure, withReopen } from './reopen.ts'
import { salesIn } from './sale-count.ts'

/** What a deed writes, once it knows where the journal stands; without drafts, nothing. */
export interface Deed {
  readonly drafts: readonly Draft[]
  /** The entry whose presence says that this deed was done before; without it, all of them together. */
  readonly knownBy?: EntryId
  /** The counters after the deed: receipts, shift. */
  readonly counters?: Partial<Pick<HeadRow, 'receipts' | 'shift' | 'shifts'>>
  /** The cart that ends with this deed, in the same transaction: it can come back neither sold nor twice. */
  readonly endsCart?: SaleId
  /** Leases as they are after the deed. */
  readonly leases?: readonly LeaseRow[]
}

/** What a deed asked to be told besides the head, read in its transaction. */
export interface Held {
  /** Leases of capped stock of which something is left, the oldest first. */
  readonly rows: readonly LeaseRow[]
  /** The endpoint's epoch as the device knows it; 0 before its first answer. */
  readonly epoch: number
  /** Own entries behind the place that was asked for: what other tabs, or deeds of a moment ago, have written. */
  readonly tail: readonly JournalRow[]
  /** As far as which the endpoint is known to hold the own journal. */
  readonly acknowledgedSeq: number
}

/** Computes a deed inside the transaction: synchronous and repeatable. */
export type Plan = (head: HeadRow, held: Held) => Deed

/** What the transaction reads besides the head: only what a deed is about, because each read costs. */
export interface Reads {
  readonly leases?: boolean
  readonly tailBehind?: number
}

export interface AppendDeps {
  readonly database: JournalDatabase
  readonly identity: Identity
  readonly sha256: Sha256
  /** The largest Lamport counter seen from other devices. */
  readonly lamportSeen: () => number
}

/**
 * Appends a deed; resolves after the transaction's `complete`, so that "recorded" is true.
 */
export function append(
  deps: AppendDeps,
  plan: Plan,
  reads: Reads = {},
): Promise<Result<readonly SealedEntry[], StorageFailure>> {
  return withReopen(deps.database, async () => {
    let planned: Deed = { drafts: [] }
    try {
      const noting: Plan = (head, held) => {
        planned = plan(head, held)
        return planned
      }
      return await write(deps, noting, reads)
    } catch (error) {
      const before = await doneBefore(deps.database, planned)
      if (before) return before.map(toSealed)
      throw error
    }
  })
}

/**
 * The same deed again, after a second press or a connection that died behind its commit: the index of ids has refused
 * it, and it is there, once. Null where only some of it is there: then nothing of this one was written.
 */
async function doneBefore(
  { entries }: JournalDatabase,
  { drafts, knownBy }: Deed,
): Promise<readonly JournalRow[] | null> {
  const ids = drafts.map(({ id }) => id)
  const rows = await entries.where('id').anyOf(ids).sortBy('seq')
  const found = new Set<string>(rows.map(({ id }) => id))
  const decisive = knownBy ? [knownBy] : ids
  return decisive.length > 0 && decisive.every((id) => found.has(id)) ? rows : null
}

/** One read, then every write at once: between press and "recorded" each wait for the database counts. */
function write({ database, ...deps }: AppendDeps, plan: Plan, reads: Reads): Promise<readonly SealedEntry[]> {
  const { entries, meta, carts, leases } = database
  const stores = reads.leases ? [entries, meta, carts, leases] : [entries, meta, carts]
  return database.transaction('rw', stores, async () => {
    const head = (await readMeta(database, 'head')) ?? START_HEAD_ROW
    const deed = plan(head, isNothing(reads) ? NOTHING_HELD : await readHeld(database, reads))
    if (deed.drafts.length === 0) return []
    const { sealed, end } = sealAll(deps, deed.drafts, head)
    const sales = (head.sales ?? (await salesIn(database, head))) + deed.drafts.filter(isSale).length
    await Promise.all([
      entries.bulkAdd(sealed.map(toJournalRow)),
      writeMeta(database, 'head', { ...head, ...deed.counters, ...end, sales }),
      deed.endsCart ? carts.delete(deed.endsCart) : undefined,
      deed.leases ? leases.bulkPut([...deed.leases]) : undefined,
    ])
    return sealed
  })
}

const isSale = ({ kind }: Draft) => kind === 'sale'

const NOTHING_HELD: Held = { rows: [], epoch: 0, tail: [], acknowledgedSeq: 0 }

const isNothing = ({ leases, tailBehind }: Reads) => !leases && tailBehind === undefined

async function readHeld(database: JournalDatabase, reads: Reads): Promise<Held> {
  const { entries, leases } = database
  const { epoch, seq = 0, setBack } = (await readMeta(database, 'acknowledged')) ?? {}
  const { tailBehind } = reads
  const tail = tailBehind === undefined ? [] : await entries.where('seq').above(tailBehind).toArray()
  // Storage that was set back remembers leases as they were: what is left of them may long be sold (rule Y66).
  const rows = reads.leases && !setBack ? await leases.where('left').above(0).toArray() : []
  const oldestFirst = rows.sort((a, b) => a.token - b.token)
  return { rows: oldestFirst, epoch: epoch ?? 0, tail, acknowledgedSeq: seq }
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
