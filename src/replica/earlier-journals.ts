/**
 * The journals of this browser's earlier identities, as long as not all of them has been carried over: what of them
 * the endpoint is not known to hold is unsent like the tail of the present one.
 */
import {
  type CarriesOver,
  type JournalDatabase,
  type JournalRow,
  journalDatabase,
  readMeta,
} from './journal-database.ts'
import type { Unsent } from './outbox.ts'

const PAGE = 1000

/** What is known of an earlier journal, read once in a tab: nobody writes there any more. */
interface Earlier {
  readonly name: string
  /** Sequence numbers of its entries that were not carried over when it was read, and which of them are sales. */
  readonly seqs: readonly number[]
  readonly sales: readonly number[]
  /** How far the endpoint was known to hold it, and in which epoch. */
  readonly held: { readonly seq: number; readonly epoch: number | null }
  /** The one before, if that was not carried over yet either. */
  readonly before: CarriesOver | undefined
}

interface Tail extends Earlier {
  /** All behind this place waits. */
  readonly from: number
}

/** How much waits there. */
export async function countEarlier(journal: JournalDatabase): Promise<Unsent> {
  let [entries, sales] = [0, 0]
  for (const tail of await tailsOf(journal)) {
    const waits = (seq: number) => seq > tail.from
    entries += tail.seqs.filter(waits).length
    sales += tail.sales.filter(waits).length
  }
  return { entries, sales }
}

/** The bytes of what waits there, a line each, the latest identity's first. */
export async function earlierLines(journal: JournalDatabase): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { name, from } of await tailsOf(journal))
    await withJournal(name, async (earlier) => {
      for await (const page of pagesBehind(earlier, from)) lines.push(...page.map(({ bytes }) => bytes))
    })
  return lines
}

async function tailsOf(journal: JournalDatabase): Promise<readonly Tail[]> {
  const epoch = (await readMeta(journal, 'acknowledged'))?.epoch ?? null
  const tails: Tail[] = []
  let due = await readMeta(journal, 'carriesOver')
  while (due) {
    const earlier = await readOnce(journal, due)
    // A restored endpoint may have lost what it held in another epoch.
    const held = epoch !== null && earlier.held.epoch === epoch ? earlier.held.seq : 0
    tails.push({ ...earlier, from: Math.max(due.upTo, held) })
    due = earlier.before
  }
  return tails
}

const readBy = new WeakMap<JournalDatabase, Map<string, Promise<Earlier>>>()

/** How far it has been carried over only grows, so that what was read once has all that can still wait. */
function readOnce(journal: JournalDatabase, due: CarriesOver): Promise<Earlier> {
  const known = readBy.get(journal) ?? new Map<string, Promise<Earlier>>()
  readBy.set(journal, known)
  const reading = known.get(due.from) ?? readEarlier(due)
  known.set(due.from, reading)
  reading.catch(() => known.delete(due.from))
  return reading
}

function readEarlier({ from: name, upTo }: CarriesOver): Promise<Earlier> {
  return withJournal(name, async (earlier) => {
    const { seq = 0, epoch = null } = (await readMeta(earlier, 'acknowledged')) ?? {}
    const seqs: number[] = []
    const sales: number[] = []
    for await (const page of pagesBehind(earlier, upTo)) {
      seqs.push(...page.map((row) => row.seq))
      sales.push(...page.filter(({ kind }) => kind === 'sale').map((row) => row.seq))
    }
    return { name, seqs, sales, held: { seq, epoch }, before: await readMeta(earlier, 'carriesOver') }
  })
}

async function* pagesBehind({ entries }: JournalDatabase, seq: number): AsyncGenerator<JournalRow[]> {
  let last: number | undefined = seq
  while (last !== undefined) {
    const page: JournalRow[] = await entries.where('seq').above(last).limit(PAGE).toArray()
    if (page.length > 0) yield page
    last = page.at(-1)?.seq
  }
}

async function withJournal<Outcome>(
  name: string,
  work: (earlier: JournalDatabase) => Promise<Outcome>,
): Promise<Outcome> {
  const earlier = journalDatabase(name)
  try {
    return await work(earlier)
  } finally {
    earlier.close()
  }
}
