import { beforeEach, describe, expect, test } from 'vitest'
import type { TenderId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { cashTender, type Tender } from '../../../core/domain/tender.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { recordSale, settleTransfer } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'
import { besides, dayReport, settlementsOf } from './day-report.ts'
import { newestFirst } from './sales-list.ts'

let replica: Replica

beforeEach(async () => {
  replica = await testDevice().openTab()
  await furnish(replica)
})

async function soldByTransfer(id: string) {
  const priced = pricedOf(oneLineCart(replica))
  const { totalMinor: amountMinor } = priced.totals
  const tender = { kind: 'transfer', id: id as TenderId, amountMinor, scheme: 'epc', reference: id } as Tender
  const made = await recordSale(replica, { priced, tenders: [tender], staff: OWNER })
  if (!made.ok) throw new Error(made.error.kind)
  return { sale: made.value.sale.id, tender: tender.id }
}

async function today() {
  const settlements = await replica.readState(settlementsOf)
  const day = dayReport(newestFirst(replica.store.getState().sales), settlements, 0)
  return { day, shown: new Map(besides(day).map(([, name, minor]) => [name, minor])) }
}

test('M50: a tip that is the cashier’s is theirs, and no turnover', async () => {
  const tip = { ppm: null, amountMinor: toMinor(150), staff: OWNER } as const
  const cart = { ...oneLineCart(replica), tip }
  const priced = pricedOf(cart)
  const { totalMinor } = priced.totals
  const tender = cashTender(`${cart.id}-cash` as TenderId, totalMinor, totalMinor)
  const made = await recordSale(replica, { priced, tenders: tender ? [tender] : [], staff: OWNER })
  expect(made.ok).toBe(true)
  const { day } = await today()
  expect(day).toMatchObject({ totalMinor: 1150, goodsMinor: 1000, tipMinor: 150 })
  expect([...day.tipsByStaff]).toEqual([[OWNER, 150]])
})

describe('M50: a day’s transfers', () => {
  test('are awaited until they have come or not; what did not come is no takings, and is shown', async () => {
    const [one, two] = [await soldByTransfer('t1'), await soldByTransfer('t2')]
    const before = await today()
    const half = toMinor(before.day.totalMinor / 2)
    expect(before.shown.get('awaiting')).toBe(before.day.totalMinor)
    expect(before.shown.get('failed')).toBeUndefined()
    await settleTransfer(replica, { ...one, outcome: 'received', note: '' }, OWNER)
    await settleTransfer(replica, { ...two, outcome: 'failed', note: '' }, OWNER)
    const after = await today()
    expect(after.shown.get('awaiting')).toBeUndefined()
    expect(after.shown.get('failed')).toBe(half)
    expect(after.day.takingsMinor).toBe(half)
    expect(after.shown.get('sold')).toBe(before.day.totalMinor)
  })
})
