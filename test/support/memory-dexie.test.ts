/** The double of Dexie answers as the real one does, over the same random operations. */
import { Dexie } from 'dexie'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryDexie } from './memory-dexie.ts'
import { MemoryStorage } from './memory-storage.ts'
import { freshName } from './replicas.ts'

const STORES = { entries: 'seq, &id, kind', feed: '[device+seq]', meta: 'key' }

/** The part of both that is compared. */
type Database = Dexie & Record<keyof typeof STORES, import('dexie').Table>

const small = fc.nat({ max: 6 })
const entry = fc.record({
  seq: small,
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  kind: fc.constantFrom('sale', 'void'),
})
const feedRow = fc.record({
  device: fc.constantFrom('x', 'y', 'z'),
  seq: small,
  bytes: fc.constantFrom('1', '2'),
})
const device = fc.constantFrom('w', 'x', 'y', 'z')

/** One operation, by a name that a failing run prints. */
interface Operation {
  readonly name: string
  readonly run: (database: Database) => PromiseLike<unknown>
}

const operation = <T>(
  name: string,
  input: fc.Arbitrary<T>,
  run: (database: Database, value: T) => PromiseLike<unknown>,
): fc.Arbitrary<Operation> =>
  input.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    run: (database) => run(database, value),
  }))

const operations: readonly fc.Arbitrary<Operation>[] = [
  operation('add', entry, ({ entries }, row) => entries.add(row)),
  operation('put', entry, ({ entries }, row) => entries.put(row)),
  operation('bulkAdd', fc.array(entry, { maxLength: 3 }), (database, rows) =>
    database.transaction('rw', database.entries, () => database.entries.bulkAdd(rows)),
  ),
  operation('bulkPut', fc.array(feedRow, { maxLength: 5 }), ({ feed }, rows) => feed.bulkPut(rows)),
  operation('update', fc.tuple(small, entry), ({ entries }, [seq, { kind }]) =>
    entries.update(seq, { kind }),
  ),
  operation('delete', small, ({ entries }, seq) => entries.delete(seq)),
  operation('get', small, ({ entries }, seq) => entries.get(seq)),
  operation('bulkGet', fc.array(fc.tuple(device, small), { maxLength: 3 }), ({ feed }, keys) =>
    feed.bulkGet(keys),
  ),
  operation('above', small, ({ entries }, seq) => entries.where('seq').above(seq).limit(3).toArray()),
  operation('between', fc.tuple(small, small, fc.boolean(), fc.boolean()), ({ entries }, [a, b, low, high]) =>
    entries.where('seq').between(Math.min(a, b), Math.max(a, b), low, high).toArray(),
  ),
  operation('between devices', fc.tuple(device, small), ({ feed }, [of, seq]) =>
    feed.where('[device+seq]').between([of, seq], [of, Infinity]).toArray(),
  ),
  operation('last of a device', device, ({ feed }, of) =>
    feed.where('[device+seq]').between([of, 0], [of, Infinity]).last(),
  ),
  operation('next device', device, ({ feed }, of) =>
    feed.where('[device+seq]').above([of, Infinity]).first(),
  ),
  operation('first', fc.constant(null), ({ feed }) => feed.orderBy('[device+seq]').first()),
  operation('anyOf', fc.array(fc.constantFrom('a', 'b', 'e'), { maxLength: 3 }), ({ entries }, ids) =>
    entries.where('id').anyOf(ids).sortBy('seq'),
  ),
  operation('count by index', fc.constantFrom('sale', 'void'), ({ entries }, kind) =>
    entries.where('kind').equals(kind).count(),
  ),
  operation('rows by index', fc.constantFrom('sale', 'void'), ({ entries }, kind) =>
    entries.where('kind').equals(kind).toArray(),
  ),
  operation('filter', fc.constant(null), ({ entries }) =>
    entries
      .where('seq')
      .above(1)
      .filter(({ kind }) => kind === 'sale')
      .count(),
  ),
  operation('startsWith', fc.constantFrom('s', 'sales/', 'x'), ({ meta }, prefix) =>
    meta.where('key').startsWith(prefix).toArray(),
  ),
  operation('delete by prefix', fc.constantFrom('sales/', 'x'), ({ meta }, prefix) =>
    meta.where('key').startsWith(prefix).delete(),
  ),
  operation('put meta', fc.constantFrom('sales/1', 'sales/2', 'ledger'), ({ meta }, key) =>
    meta.put({ key, value: new Map([[key, [1, { two: 2 }]]]) }),
  ),
  operation('a transaction that fails', fc.tuple(entry, feedRow), (database, [row, other]) =>
    database.transaction('rw', [database.entries, database.feed], async () => {
      await database.entries.put(row)
      await database.feed.put(other)
      throw new Error('given up')
    }),
  ),
  operation('a transaction that reads what it wrote', entry, (database, row) =>
    database.transaction('rw', [database.entries], async () => {
      await database.entries.put(row)
      return [await database.entries.count(), await database.entries.get(row.seq)]
    }),
  ),
  operation('a table outside of the transaction', feedRow, (database, row) =>
    database.transaction('rw', [database.entries], () => database.feed.put(row)),
  ),
]

/** What an operation came to: its answer, or that it failed. */
async function outcomeOf({ run }: Operation, database: Database): Promise<unknown> {
  try {
    return { value: (await run(database)) ?? null }
  } catch {
    return 'failed'
  }
}

const contents = ({ entries, feed, meta }: Database) =>
  Promise.all([entries.toArray(), feed.toArray(), meta.toArray()])

function memoryDatabase(): Database {
  const storage = new MemoryStorage()
  storage.define(STORES)
  return new MemoryDexie(storage) as unknown as Database
}

describe('the double of Dexie', () => {
  test('gives the same answers, and holds the same rows, as the real one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...operations), { maxLength: 25 }), async (steps) => {
        const real = new Dexie(freshName()) as Database
        real.version(1).stores(STORES)
        const double = memoryDatabase()
        for (const step of steps)
          expect({ [step.name]: await outcomeOf(step, double) }).toEqual({
            [step.name]: await outcomeOf(step, real),
          })
        expect(await contents(double)).toEqual(await contents(real))
        real.close()
      }),
      { numRuns: 150 },
    )
  })

  test('a transaction waits for the one before it; a dead tab holds nothing up', async () => {
    const storage = new MemoryStorage()
    storage.define(STORES)
    const [dying, other] = [new MemoryDexie(storage), new MemoryDexie(storage)]
    const { meta } = dying as unknown as Database
    void dying.transaction('rw', [meta], async () => {
      await meta.put({ key: 'half', value: 1 })
      dying.kill()
      await meta.put({ key: 'other half', value: 2 })
    })
    const rows = (other as unknown as Database).meta
    await expect(rows.toArray()).resolves.toEqual([])
    await rows.put({ key: 'ledger', value: 3 })
    await expect(rows.count()).resolves.toBe(1)
  })

  test('a power cut takes the last commits, and nothing of them remains', async () => {
    const storage = new MemoryStorage()
    storage.define(STORES)
    const { meta } = new MemoryDexie(storage) as unknown as Database
    for (const key of ['a', 'b', 'c']) await meta.put({ key, value: 1 })
    await meta.put({ key: 'a', value: 2 })
    storage.cutPower(2)
    await expect(meta.toArray()).resolves.toEqual([
      { key: 'a', value: 1 },
      { key: 'b', value: 1 },
    ])
  })
})
