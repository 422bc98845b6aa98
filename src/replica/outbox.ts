/** The outbox: the tail of the own journal that the endpoint has not acknowledged. Not a second queue. */
import { noticeKey } from '../../core/journal/decision.ts'
import {
  type AcknowledgedRow,
  type JournalRow,
  type RefusedRow,
  readMeta,
  START_HEAD_ROW,
  writeMeta,
} from './journal-database.ts'
import type { Replica } from './replica.ts'
import { salesIn } from './sale-count.ts'

export const NOTHING_ACKNOWLEDGED: AcknowledgedRow = {
  seq: 0,
  hash: '',
  sales: 0,
  epoch: null,
  registered: false,
}

export const readAcknowledged = async (replica: Replica): Promise<AcknowledgedRow> =>
  (await readMeta(replica.deps.journal, 'acknowledged')) ?? NOTHING_ACKNOWLEDGED

/** The next entries to send, oldest first, at most `limit`. */
export function readOutbox(replica: Replica, afterSeq: number, limit: number): Promise<JournalRow[]> {
  return replica.deps.journal.entries.where('seq').above(afterSeq).limit(limit).toArray()
}

export interface Unsent {
  readonly entries: number
  readonly sales: number
}

/** How much only this device holds: the outbox, and what an earlier identity left and was not carried over yet. */
export async function countUnsent(replica: Replica): Promise<Unsent> {
  const { journal } = replica.deps
  const outbox = await countOutbox(replica)
  if (!(await readMeta(journal, 'carriesOver'))) return outbox
  const { countEarlier } = await import('./earlier-journals.ts')
  const earlier = await countEarlier(journal)
  return { entries: outbox.entries + earlier.entries, sales: outbox.sales + earlier.sales }
}

/** How much of the own journal waits to be pushed. */
export async function countOutbox(replica: Replica): Promise<Unsent> {
  const { journal } = replica.deps
  const head = (await readMeta(journal, 'head')) ?? START_HEAD_ROW
  const acknowledged = await readAcknowledged(replica)
  return {
    entries: Math.max(0, head.seq - acknowledged.seq),
    sales: Math.max(0, (await salesIn(journal, head)) - acknowledged.sales),
  }
}

/** What the endpoint says it holds of this device's journal, durably. */
export interface Held {
  readonly seq: number
  readonly hash: string
  readonly epoch: number
  /** The rows that were just sent: what of them is held need not be read again to be counted. */
  readonly sent?: readonly JournalRow[]
}

/**
 * Remembers what the endpoint holds, and what it could not take as it was. A smaller `seq` than before is
 * believed too: a restored endpoint has forgotten the rest and gets it again.
 */
export async function acknowledge(
  replica: Replica,
  { sent = [], ...held }: Held,
  refused: readonly RefusedRow[] = [],
): Promise<void> {
  const { journal, tabs } = replica.deps
  await journal.transaction('rw', [journal.meta, journal.entries, journal.refused], async () => {
    const before = (await readMeta(journal, 'acknowledged')) ?? NOTHING_ACKNOWLEDGED
    const whole = sent[0]?.seq === before.seq + 1 && sent.at(-1)?.seq === held.seq
    const added = whole ? sent.filter(isSale).length : await salesBetween(replica, before.seq, held.seq)
    const sales = before.sales + added
    await writeMeta(journal, 'acknowledged', { ...held, sales, registered: true })
    if (refused.length > 0) await journal.refused.bulkPut([...refused])
  })
  tabs.post({ type: 'acknowledged' })
}

/**
 * Whether this device's storage is an older copy of itself: the endpoint holds more of this device's journal than
 * the device does, or another entry at the same place.
 */
export async function isSetBack(
  { deps: { journal } }: Replica,
  have: Pick<Held, 'seq' | 'hash'>,
): Promise<boolean> {
  const head = (await readMeta(journal, 'head')) ?? START_HEAD_ROW
  if (have.seq > head.seq) return true
  const own = have.seq === 0 ? undefined : await journal.entries.get(have.seq)
  return own !== undefined && own.hash !== have.hash
}

/** Remembers it, and with it what the endpoint kept aside. Nothing more is sent under this identity. */
export async function markSetBack(replica: Replica, refused: readonly RefusedRow[]): Promise<void> {
  const { journal, tabs } = replica.deps
  await journal.transaction('rw', [journal.meta, journal.refused], async () => {
    const before = (await readMeta(journal, 'acknowledged')) ?? NOTHING_ACKNOWLEDGED
    await writeMeta(journal, 'acknowledged', { ...before, setBack: true })
    if (refused.length > 0) await journal.refused.bulkPut([...refused])
  })
  tabs.post({ type: 'acknowledged' })
}

const isSale = ({ kind }: Pick<JournalRow, 'kind'>) => kind === 'sale'

/** Sales in (from, to], negative when `to` lies before `from`. */
async function salesBetween({ deps: { journal } }: Replica, from: number, to: number): Promise<number> {
  const range = journal.entries.where('seq').between(Math.min(from, to), Math.max(from, to), false, true)
  const sales = await range.filter(isSale).count()
  return to < from ? -sales : sales
}

/** Remembers that the endpoint knows this device, or that it has forgotten it. */
export async function setRegistered(replica: Replica, registered: boolean): Promise<void> {
  const { journal } = replica.deps
  const before = await readAcknowledged(replica)
  await writeMeta(journal, 'acknowledged', { ...before, registered })
}

/**
 * Own entries that the endpoint kept but could not take as they were, as long as its notice of them has not come:
 * from then on they are decisions like any other, settled or not.
 */
export async function refusedEntries(replica: Replica): Promise<readonly RefusedRow[]> {
  const rows = await replica.deps.journal.refused.toArray()
  if (rows.length === 0) return rows
  const { device } = replica.identity
  const keyOf = ({ outcome: about, seq }: RefusedRow) => noticeKey({ about, device, seq, variant: null })
  return replica.readState(({ decisions }) => rows.filter((row) => !decisions.has(keyOf(row))))
}

/** All unsent entries as newline-delimited JSON, to be saved as a file by a person; an earlier identity's come first. */
export async function outboxAsText(replica: Replica): Promise<string> {
  const { journal } = replica.deps
  const acknowledged = await readAcknowledged(replica)
  const rows = await journal.entries.where('seq').above(acknowledged.seq).toArray()
  const carries = await readMeta(journal, 'carriesOver')
  const earlier = carries ? await (await import('./earlier-journals.ts')).earlierLines(journal) : []
  return [...earlier, ...rows.map(({ bytes }) => bytes)].map((bytes) => `${bytes}\n`).join('')
}
