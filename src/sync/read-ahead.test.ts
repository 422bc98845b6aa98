import { expect, test } from 'vitest'
import type { JournalRow } from '../replica/journal-database.ts'
import type { Replica } from '../replica/replica.ts'
import { newPushPace } from './push-pace.ts'
import { type BatchDeps, nextBatch, readAhead } from './read-ahead.ts'

/** A journal of rows that can grow, and a count of how often it was read. */
function journalOf(count: number) {
  const rows: JournalRow[] = []
  const seen = { reads: 0, fails: false }
  const grow = (more: number) => {
    for (let n = 0; n < more; n++) {
      const seq = rows.length + 1
      rows.push({ seq, id: `${seq}`, kind: 'sale', bytes: `{"seq":${seq}}`, hash: '' })
    }
  }
  const above = (after: number) => ({
    limit: (most: number) => ({
      toArray: async () => {
        seen.reads += 1
        if (seen.fails) throw new Error('closed')
        return rows.slice(after, after + most)
      },
    }),
  })
  grow(count)
  const replica = { deps: { journal: { entries: { where: () => ({ above }) } } } } as unknown as Replica
  const deps: BatchDeps = { replica, client: { pack: async () => null }, pace: newPushPace() }
  return { deps, seen, grow }
}

const seqs = ({ rows }: { readonly rows: readonly JournalRow[] }) => [rows[0]?.seq, rows.at(-1)?.seq]

test('Y36: what was read ahead is sent next, without reading it again', async () => {
  const { deps, seen } = journalOf(2200)
  const first = await nextBatch(deps, 0)
  readAhead(deps, first)
  expect(seqs(first)).toEqual([1, 1000])
  expect(seqs(await nextBatch(deps, 1000))).toEqual([1001, 2000])
  expect(seen.reads).toBe(2)
})

test('Y36: what is not due is passed over: the endpoint has less, or the batches have become smaller', async () => {
  const { deps } = journalOf(2200)
  readAhead(deps, await nextBatch(deps, 0))
  expect(seqs(await nextBatch(deps, 250))).toEqual([251, 1250])
  readAhead(deps, await nextBatch(deps, 0))
  if (deps.pace) deps.pace.entries = 20
  expect(seqs(await nextBatch(deps, 1000))).toEqual([1001, 1020])
})

test('Y36: a batch that was empty when it was read ahead, or could not be read, is read anew', async () => {
  const { deps, seen, grow } = journalOf(3)
  readAhead(deps, await nextBatch(deps, 0))
  await deps.pace?.ahead?.batch
  grow(1)
  expect(seqs(await nextBatch(deps, 3))).toEqual([4, 4])
  const last = await nextBatch(deps, 3)
  seen.fails = true
  readAhead(deps, last)
  await deps.pace?.ahead?.batch
  seen.fails = false
  grow(1)
  expect(seqs(await nextBatch(deps, 4))).toEqual([5, 5])
})
