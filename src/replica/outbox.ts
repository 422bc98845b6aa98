/** The outbox: the tail of the own journal that the endpoint has not acknowledged. Not a second queue. */
import { START_HEAD_ROW } from './append.ts'
import {
  type AcknowledgedRow,
  type JournalRow,
  type RefusedRow,
  readMeta,
  writeMeta,
} from './journal-database.ts'
import type { Replica } from './replica.ts'

export const NOTHING_ACKNOWLEDGED: AcknowledgedRow = { seq: 0, hash: '', epoch: null, registered: false }

export const readAcknowledged = async (replica: Replica): Promise<AcknowledgedRow> =>
  (await readMeta(replica.deps.journal, 'acknowledged')) ?? NOTHING_ACKNOWLEDGED

/** The next entries to send, oldest first, at most `limit`. */
export function readOutbox(replica: Replica, afterSeq: number, limit: number): Promise<JournalRow[]> {
  return replica.deps.journal.entries.where('seq').above(afterSeq).limit(limit).toArray()
}

/** How many entries only this device holds. */
export async function unsentCount(replica: Replica): Promise<number> {
  const head = (await readMeta(replica.deps.journal, 'head')) ?? START_HEAD_ROW
  const acknowledged = await readAcknowledged(replica)
  return Math.max(0, head.seq - acknowledged.seq)
}

/** Remembers what the endpoint holds durably, and what it could not take as it was. */
export async function acknowledge(
  replica: Replica,
  row: AcknowledgedRow,
  refused: readonly RefusedRow[],
): Promise<void> {
  const { journal, tabs } = replica.deps
  await journal.transaction('rw', [journal.meta, journal.refused], async () => {
    await writeMeta(journal, 'acknowledged', row)
    if (refused.length > 0) await journal.refused.bulkPut([...refused])
  })
  tabs.post({ type: 'acknowledged' })
}

export const refusedEntries = (replica: Replica): Promise<RefusedRow[]> =>
  replica.deps.journal.refused.toArray()

/** All unsent entries as newline-delimited JSON, to be saved as a file by a person. */
export async function outboxAsText(replica: Replica): Promise<string> {
  const acknowledged = await readAcknowledged(replica)
  const rows = await replica.deps.journal.entries.where('seq').above(acknowledged.seq).toArray()
  return rows.map((row) => `${row.bytes}\n`).join('')
}
