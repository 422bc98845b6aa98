/** The next batch is read and packed while the one before it is on the wire: a long outbox leaves without pauses. */
import { MAX_PUSH_ENTRIES } from '../../core/protocol/push.ts'
import type { JournalRow } from '../replica/journal-database.ts'
import { readOutbox } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient } from './endpoint-client.ts'
import type { PackedLines } from './pack-lines.ts'
import { cutBatch, MOST_ENTRIES, type PushPace } from './push-pace.ts'

export interface Batch {
  readonly rows: readonly JournalRow[]
  /** Its lines as they travel; null where they travel plain. */
  readonly packed: PackedLines | null
}

/** A batch that is being read: what follows on `after`, at most `entries`. */
export interface Ahead {
  readonly after: number
  readonly entries: number
  /** null when it could not be read. */
  readonly batch: Promise<Batch | null>
}

export interface BatchDeps {
  readonly replica: Replica
  readonly client: Pick<EndpointClient, 'pack'>
  readonly pace?: PushPace
}

/** The batch that follows on what the endpoint has. What was read ahead and is not due is passed over. */
export async function nextBatch(deps: BatchDeps, after: number): Promise<Batch> {
  const entries = Math.min(deps.pace?.entries ?? MOST_ENTRIES, MAX_PUSH_ENTRIES)
  const ahead = deps.pace?.ahead
  const read = ahead?.after === after && ahead.entries === entries ? await ahead.batch : null
  // One that was empty may have got entries since.
  return read && read.rows.length > 0 ? read : readBatch(deps, after, entries)
}

/** Begins to read what follows on a batch that is leaving. */
export function readAhead(deps: BatchDeps, { rows }: Batch): void {
  const after = rows.at(-1)?.seq
  if (!deps.pace || after === undefined) return
  const entries = Math.min(MOST_ENTRIES, deps.pace.entries * 2)
  const batch = readBatch(deps, after, entries).catch(() => null)
  deps.pace.ahead = { after, entries, batch }
}

async function readBatch(
  { replica, client, pace }: BatchDeps,
  after: number,
  entries: number,
): Promise<Batch> {
  const rows = cutBatch(await readOutbox(replica, after, entries))
  return { rows, packed: await client.pack(rows, pace?.plainly) }
}
