import { describe, expect, test } from 'vitest'
import type { EntryId, LeaseId, VariantId } from '../../core/domain/ids.ts'
import { leaseToken } from '../../core/domain/lease.ts'
import type { Minor, Thousandths } from '../../core/domain/money.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { askCard, recordSale } from './deeds.ts'
import { capVariant, returnLeases, takeLease } from './leases.ts'
import { markSetBack } from './outbox.ts'
import type { Replica } from './replica.ts'

const V = 'v0' as VariantId

async function furnished(): Promise<Replica> {
  const replica = await testDevice().openTab()
  await furnish(replica)
  return replica
}

const received = (id: string): Draft => ({
  id: id as EntryId,
  at: 1 as never,
  staff: OWNER,
  shift: null,
  kind: 'stock-received',
  body: { lines: [{ variant: V, quantity: 1000 as Thousandths }] },
})

const write = (replica: Replica, ...ids: string[]) =>
  replica.append(() => ({ drafts: ids.map((id) => received(id)) }))

const known = (replica: Replica) => replica.deps.journal.entries.count()

describe('J15: a deed that meets its own ids', () => {
  test('all of them there: it was done, and is there once', async () => {
    const replica = await furnished()
    const first = await write(replica, 'a', 'b')
    const before = await known(replica)
    expect(await write(replica, 'a', 'b')).toEqual(first)
    expect(await known(replica)).toBe(before)
  })

  test('only some of them there: nothing of it was written, and nothing is said to be', async () => {
    const replica = await furnished()
    await write(replica, 'a')
    const before = await known(replica)
    expect(await write(replica, 'a', 'c')).toMatchObject({ ok: false, error: { kind: 'failed' } })
    expect(await known(replica)).toBe(before)
  })

  test('a sale is known by its own id, whatever else the second press would have written', async () => {
    const device = testDevice()
    const replica = await device.openTab()
    await furnish(replica)
    const cart = oneLineCart(replica)
    const amountMinor = 1000 as Minor
    const asked = await askCard(replica, { sale: cart.id, amountMinor, staff: OWNER })
    if (!asked.ok) throw new Error('not asked')
    const card = { kind: 'card', id: asked.value, amountMinor, last4: '', reference: '' } as const
    // The other tab has not heard of the first press: it would answer the terminal's question once more.
    const other = await device.openTab()
    await other.catchUp()
    const press = (tab: Replica) => recordSale(tab, { priced: pricedOf(cart), tenders: [card], staff: OWNER })
    const once = await press(replica)
    expect(once.ok).toBe(true)
    expect(await press(other)).toEqual(once)
  })
})

test('Y66: storage that was set back sells nothing from the leases that it remembers, and gives none back', async () => {
  const replica = await furnished()
  await capVariant(replica, V, 10, OWNER)
  const quantity = 2000 as Thousandths
  await takeLease(replica, { lease: 'lease-a' as LeaseId, variant: V, quantity, token: leaseToken(1, 1) })
  await markSetBack(replica, [])
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  expect(sold).toMatchObject({ ok: false, error: { kind: 'lease-short' } })
  expect(await returnLeases(replica, 'all', OWNER)).toEqual({ ok: true, value: 0 })
})
