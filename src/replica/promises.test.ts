/** Promises that no single function keeps: they are read off the whole. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { countStock, readSale, recordSale, writeSettings } from './deeds.ts'

const SOURCES = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => [file, readFileSync(join(import.meta.dirname, '..', file), 'utf8')] as const)

/** What would take entries, or the whole journal, away. */
const TAKES_AWAY =
  /\bentries\s*\.\s*(?:delete|bulkDelete|clear|update|modify)\b|\bentries\b[^\n;]*\)\s*\.\s*(?:delete|modify)\(|\b(?:journal|JOURNAL_DATABASE|journalDatabase\([^)]*\))\s*\.\s*delete\(|deleteDatabase\(|Dexie\.delete\(/

describe('J11: nothing deletes an entry or the journal', () => {
  test('the pattern finds what it is meant to find', () => {
    for (const line of [
      'await database.entries.delete(seq)',
      'journal.entries.where("seq").below(9).delete()',
      'await journal.delete()',
      'indexedDB.deleteDatabase(name)',
    ])
      expect(line).toMatch(TAKES_AWAY)
    expect('await journal.carts.delete(cart.id)').not.toMatch(TAKES_AWAY)
  })

  test.each(SOURCES)('%s', (_, text) => {
    expect(text).not.toMatch(TAKES_AWAY)
  })
})

async function furnished() {
  const replica = await testDevice().openTab()
  await furnish(replica)
  return replica
}

test('S5: a sale stands as it was when prices, names and rates change', async () => {
  const replica = await furnished()
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!sold.ok) throw new Error(sold.error.kind)
  await writeSettings(
    replica,
    [
      { record: 'product', id: 'p0' as never, fields: { name: 'Another name' } },
      { record: 'variant', id: 'v0' as never, fields: { priceMinor: 9900 as never } },
      { record: 'tax-rate', id: 'rate-1' as never, fields: { ppm: 0 as never } },
    ],
    OWNER,
  )
  expect((await readSale(replica, cart.id))?.sale).toEqual(sold.value.sale)
  expect(replica.store.getState().sales.get(cart.id)).toMatchObject({ totalMinor: 1000 })
})

test('K2: two counts that both saw a loss are both true: their differences add up', async () => {
  const replica = await furnished()
  const line = (quantity: number, countedQuantity: number) => ({
    variant: 'v0' as never,
    quantity: quantity as never,
    countedQuantity: countedQuantity as never,
  })
  await countStock(replica, [line(10_000, 10_000)], OWNER)
  await countStock(replica, [line(-2000, 8000)], OWNER)
  await countStock(replica, [line(-1000, 9000)], OWNER)
  expect(replica.store.getState().stock.get('v0' as never)).toBe(7000)
})
