/** Pairing again: what the endpoint lacks of the earlier identity is written once more, and nothing else. */
import { beforeEach, describe, expect, test } from 'vitest'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, type TestDevice, testDevice } from '../../test/support/replicas.ts'
import { recordSale } from '../replica/deeds.ts'
import { journalDatabase, writeMeta } from '../replica/journal-database.ts'
import type { Replica } from '../replica/replica.ts'
import { carryOverStep } from './carry-over.ts'

let first: TestDevice
let earlier: Replica
beforeEach(async () => {
  first = testDevice('A')
  earlier = await first.openTab()
  await writeMeta(earlier.deps.journal, 'identity', first.identity)
  await furnish(earlier)
})

async function sell(replica: Replica): Promise<string> {
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!sold.ok) throw new Error(sold.error.kind)
  return cart.id
}

/** A device that goes on where another one's journal ends. */
async function goOnFrom(before: TestDevice): Promise<{ device: TestDevice; replica: Replica }> {
  const device = testDevice('B')
  const replica = await device.openTab()
  await replica.catchUp()
  await writeMeta(replica.deps.journal, 'identity', device.identity)
  await writeMeta(replica.deps.journal, 'carriesOver', { from: `${before.name}-journal`, upTo: 0 })
  return { device, replica }
}

async function carryAll(replica: Replica): Promise<void> {
  for (let step = 0; step < 20; step++) {
    const outcome = await carryOverStep(replica)
    if (outcome.ok && outcome.value === 'done') return
  }
  throw new Error('it never ends')
}

const idsOf = async (replica: Replica) => (await replica.deps.journal.entries.toArray()).map(({ id }) => id)

describe('Y90: carrying over', () => {
  test('brings what the endpoint lacks, under the same ids, once; the earlier journal stays as it is', async () => {
    const sales = [await sell(earlier), await sell(earlier)]
    const before = await idsOf(earlier)
    const { replica } = await goOnFrom(first)
    await carryAll(replica)
    await carryAll(replica)
    expect((await idsOf(replica)).sort()).toEqual([...before].sort())
    expect([...replica.store.getState().sales.keys()].sort()).toEqual([...sales].sort())
    expect(await idsOf(earlier)).toEqual(before)
  })

  test('leaves what the endpoint holds, as the feed tells', async () => {
    const held = await earlier.deps.journal.entries.toArray()
    const unsent = await sell(earlier)
    const { replica } = await goOnFrom(first)
    const { device } = first.identity
    await replica.deps.views.feed.bulkPut(held.map(({ seq, bytes }) => ({ device, seq, bytes })))
    await carryAll(replica)
    const carried = await idsOf(replica)
    expect(carried).toContain(unsent)
    for (const { id } of held) expect(carried).not.toContain(id)
  })

  test('an id that stands here already keeps none of the others away', async () => {
    const { replica } = await goOnFrom(first)
    const cart = oneLineCart(earlier)
    await recordSale(earlier, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
    const others = [await sell(earlier), await sell(earlier)]
    await furnish(replica)
    await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
    await carryAll(replica)
    expect(await idsOf(replica)).toEqual(expect.arrayContaining(others))
    expect((await idsOf(replica)).filter((id) => id === cart.id)).toHaveLength(1)
  })

  test('a device that was paired again before it was through hands on the journal before', async () => {
    const sale = await sell(earlier)
    const second = await goOnFrom(first)
    const third = await goOnFrom(second.device)
    await carryAll(third.replica)
    expect(await idsOf(third.replica)).toContain(sale)
  })

  test('a cart that was copied and then sold under the earlier identity is not offered again', async () => {
    const cart = oneLineCart(earlier)
    const { replica } = await goOnFrom(first)
    await replica.deps.journal.carts.put({ id: cart.id, state: 'open', cart, parkedAt: 0 })
    await recordSale(earlier, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
    await carryAll(replica)
    expect(await replica.deps.journal.carts.count()).toBe(0)
    expect(await journalDatabase(`${first.name}-journal`).entries.count()).toBeGreaterThan(0)
  })
})
