/**
 * After a device was paired again: what it wrote under its earlier identity and the endpoint does not hold is
 * written once more under the new one, with the same ids. What the endpoint holds is known by the feed, in which
 * the earlier identity is a device like any other; so this waits for the end of a pull.
 */
import { type Draft, type ParsedEntry, parseEntry } from '../../core/journal/entry.ts'
import { ok, type Result } from '../../core/result.ts'
import {
  type CarriesOver,
  type JournalDatabase,
  type JournalRow,
  journalDatabase,
  readIdentity,
  readMeta,
  writeMeta,
} from '../replica/journal-database.ts'
import type { Replica } from '../replica/replica.ts'
import type { ViewsDatabase } from '../replica/views-database.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { StepOutcome } from './pusher.ts'

const BATCH = 200

/** A lease is its holder's: the earlier identity's are reclaimed by a manager, not carried along. */
const STAYS: ReadonlySet<string> = new Set(['lease-taken', 'lease-returned'])

/** Brings the next entries over; `done` when there is no earlier journal, or all of it has been looked at. */
export async function carryOverStep(replica: Replica): Promise<Result<StepOutcome, EndpointProblem>> {
  const due = await readMeta(replica.deps.journal, 'carriesOver')
  if (!due) return ok('done')
  const earlier = journalDatabase(due.from)
  try {
    return ok(await carryNext(replica, earlier, due))
  } finally {
    earlier.close()
  }
}

async function carryNext(
  replica: Replica,
  earlier: JournalDatabase,
  { from, upTo }: CarriesOver,
): Promise<StepOutcome> {
  const { journal, views } = replica.deps
  const rows = await earlier.entries.where('seq').above(upTo).limit(BATCH).toArray()
  const last = rows.at(-1)
  await keepCarts(journal, earlier)
  if (!last) return goFurtherBack(journal, earlier)
  const device = (await readIdentity(earlier))?.device ?? ''
  const missing = await missingFrom(views, device, rows)
  const drafts = (await notCarried(journal, missing)).flatMap(({ bytes }) => toDraft(bytes))
  if (drafts.length > 0) {
    const written = await replica.append(() => ({ drafts }))
    if (!written.ok) throw new Error(`not carried over: ${written.error.kind}`)
  }
  await writeMeta(journal, 'carriesOver', { from, upTo: last.seq })
  return 'more'
}

/** An earlier journal that was itself not through with the one before it hands that one on. */
async function goFurtherBack(journal: JournalDatabase, earlier: JournalDatabase): Promise<StepOutcome> {
  const before = await readMeta(earlier, 'carriesOver')
  if (!before) return 'done'
  await writeMeta(journal, 'carriesOver', before)
  return 'more'
}

/** A cart that another tab was still building under the earlier identity is found among the parked ones. */
async function keepCarts(journal: JournalDatabase, earlier: JournalDatabase): Promise<void> {
  for (const row of await earlier.carts.toArray()) {
    const known = await journal.carts.get(row.id)
    if (!known && !(await isSold(journal, row.id))) await journal.carts.add({ ...row, state: 'parked' })
    await earlier.carts.delete(row.id)
  }
  // Sold under the earlier identity after it had been copied: it must not be paid twice.
  for (const { id } of await journal.carts.toArray())
    if (await isSold(earlier, id)) await journal.carts.delete(id)
}

const isSold = async ({ entries }: JournalDatabase, cart: string): Promise<boolean> =>
  (await entries.where('id').equals(cart).count()) > 0

async function missingFrom(
  { feed }: ViewsDatabase,
  device: string,
  rows: readonly JournalRow[],
): Promise<readonly JournalRow[]> {
  const held = await feed.bulkGet(rows.map(({ seq }) => [device, seq] as [string, number]))
  return rows.filter((row, index) => held[index]?.bytes !== row.bytes)
}

/** Without what a step before brought, and did not live to say so: an append takes all of its ids or none (J15). */
async function notCarried(
  { entries }: JournalDatabase,
  rows: readonly JournalRow[],
): Promise<readonly JournalRow[]> {
  const ids = rows.map(({ id }) => id)
  const carried = new Set((await entries.where('id').anyOf(ids).toArray()).map(({ id }) => id))
  return rows.filter(({ id }) => !carried.has(id))
}

/** The deed as it was. One of a kind or version that this build cannot write stays in the earlier journal. */
function toDraft(bytes: string): readonly Draft[] {
  const parsed = parseEntry(bytes)
  if (!parsed.ok || !isWritable(parsed.value)) return []
  const { id, kind, at, staff, shift, body } = parsed.value.entry
  return [{ id, kind, at, staff, shift, body } as Draft]
}

const isWritable = ({ known, entry }: ParsedEntry) => known && !STAYS.has(entry.kind)
