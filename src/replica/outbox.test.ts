/** J17: what is told as unsent, around a change of identity. */
import { expect, test } from 'vitest'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, type TestDevice, testDevice } from '../../test/support/replicas.ts'
import { carryOverStep } from '../sync/carry-over.ts'
import { recordSale } from './deeds.ts'
import { readMeta, writeMeta } from './journal-database.ts'
import { acknowledge, countOutbox, countUnsent, outboxAsText } from './outbox.ts'
import type { Replica } from './replica.ts'

async function sell(replica: Replica): Promise<void> {
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!sold.ok) throw new Error('not sold')
}

async function acknowledgeAll(replica: Replica, epoch = 1): Promise<void> {
  const last = await replica.deps.journal.entries.orderBy('seq').last()
  await acknowledge(replica, { seq: last?.seq ?? 0, hash: last?.hash ?? '', epoch })
}

const rows = (replica: Replica) => replica.deps.journal.entries.toArray()

/** A till that the endpoint holds, but for two sales; and the same browser under the identity that follows. */
async function pairedAgain() {
  const old = await testDevice('A').openTab()
  await furnish(old)
  await sell(old)
  await acknowledgeAll(old)
  await sell(old)
  await sell(old)
  return { old, next: await following(old) }
}

async function following(old: Replica, device: TestDevice = testDevice('B')): Promise<Replica> {
  const next = await device.openTab()
  await writeMeta(next.deps.journal, 'carriesOver', { from: old.deps.journal.name, upTo: 0 })
  return next
}

const saidHello = (replica: Replica, epoch: number) => acknowledge(replica, { seq: 0, hash: '', epoch })

const carryAll = async (replica: Replica) => {
  for (let step = 0; step < 20; step++) {
    const done = await carryOverStep(replica)
    if (done.ok && done.value === 'done') return
  }
}

test('what the earlier identity left unsent is unsent, counted and in the saved file, until it is carried over', async () => {
  const { old, next } = await pairedAgain()
  await saidHello(next, 1)
  const left = (await rows(old)).slice(-2)
  expect(await countUnsent(next)).toEqual({ entries: 2, sales: 2 })
  expect(await countOutbox(next)).toEqual({ entries: 0, sales: 0 })
  expect(await outboxAsText(next)).toBe(left.map(({ bytes }) => `${bytes}\n`).join(''))
  await carryAll(next)
  expect((await countUnsent(next)).entries).toBe((await rows(next)).length)
})

test('a restored endpoint may have lost all of it: in another epoch, or before it is known, all is unsent', async () => {
  const { old, next } = await pairedAgain()
  const all = { entries: (await rows(old)).length, sales: 3 }
  expect(await countUnsent(next)).toEqual(all)
  await saidHello(next, 2)
  expect(await countUnsent(next)).toEqual(all)
})

test('the identity before the earlier one is not forgotten', async () => {
  const { next } = await pairedAgain()
  const last = await following(next, testDevice('C'))
  await saidHello(last, 1)
  expect(await countUnsent(last)).toEqual({ entries: 2, sales: 2 })
  expect((await outboxAsText(last)).trim().split('\n')).toHaveLength(2)
})

test('sales that were carried over are unsent sales as long as they wait, and new ones are told beside them', async () => {
  const { next } = await pairedAgain()
  await carryAll(next)
  await sell(next)
  expect((await countUnsent(next)).sales).toBe(4)
  await acknowledgeAll(next)
  expect(await countUnsent(next)).toEqual({ entries: 0, sales: 0 })
  await sell(next)
  expect(await countUnsent(next)).toEqual({ entries: 1, sales: 1 })
})

test('a journal of a build that did not count its sales is told truly', async () => {
  const { old, next } = await pairedAgain()
  await carryAll(next)
  for (const { deps } of [old, next]) {
    const head = await readMeta(deps.journal, 'head')
    if (!head) throw new Error('no head')
    const { sales: _, ...before } = head
    await writeMeta(deps.journal, 'head', before)
  }
  expect([(await countUnsent(old)).sales, (await countUnsent(next)).sales]).toEqual([2, 3])
  await sell(old)
  await sell(next)
  expect([(await countUnsent(old)).sales, (await countUnsent(next)).sales]).toEqual([3, 4])
})
