/** How many sales stand in a journal: its own and those that it has taken over. */
import { type HeadRow, type JournalDatabase, readMeta } from './journal-database.ts'

/** A build that did not count yet left `receipts` only, which misses what was carried over: such a journal is counted. */
export async function salesIn(journal: JournalDatabase, { sales, receipts }: HeadRow): Promise<number> {
  if (sales !== undefined) return sales
  if (!(await readMeta(journal, 'carriesOver'))) return receipts
  return journal.entries.filter(({ kind }) => kind === 'sale').count()
}
