import { beforeEach, describe, expect, it } from 'vitest'
import type { SaleId, StaffId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { returnLines } from '../../../core/domain/refund.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { exactCash, oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { type RecordedSale, recordSale, voidSale } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'
import '../../../test/support/indexed-db.ts'
import { saleState } from '../sales/sale-state.ts'
import { voidObstacle } from './void-obstacle.ts'

let replica: Replica

beforeEach(async () => {
  replica = await testDevice().openTab()
  await furnish(replica)
})

async function sell(): Promise<RecordedSale> {
  const cart = oneLineCart(replica)
  const recorded = await recordSale(replica, {
    priced: pricedOf(cart),
    tenders: exactCash(cart),
    staff: OWNER,
  })
  if (!recorded.ok) throw new Error('not recorded')
  return recorded.value
}

/** Everything of a sale, paid back in cash. */
async function refund({ sale }: RecordedSale, staff: StaffId = OWNER): Promise<RecordedSale> {
  const choice = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
  const drafts = returnLines(sale, () => 0 as Thousandths, choice)
  if (!drafts.ok) throw new Error(drafts.error.kind)
  const id = replica.deps.newId() as SaleId
  const cart = { id, label: '', reason: 'Faulty', lines: drafts.value.map((line) => ({ ...line, key: 'k' })) }
  const priced = pricedOf(cart)
  const amountMinor = priced.totals.totalMinor
  const tender = { kind: 'cash', id: `${id}-cash`, amountMinor, tenderedMinor: 0, changeMinor: -amountMinor }
  const recorded = await recordSale(replica, { priced, tenders: [tender as Tender], staff })
  if (!recorded.ok) throw new Error(recorded.error.kind)
  return recorded.value
}

const stateOf = ({ sale }: RecordedSale) => {
  const { sales, returned } = replica.store.getState()
  const record = sales.get(sale.id)
  return record ? saleState(record, returned) : null
}

describe('S38: voids and returns', () => {
  it('a sale of which goods came back is not voided, and the words name the refund', async () => {
    const sale = await sell()
    expect(await voidObstacle(replica, sale.sale.id)).toBeNull()
    const back = await refund(sale)
    expect(stateOf(sale)).toBe('returned')
    expect(stateOf(back)).toBe('refund')
    expect(await voidObstacle(replica, sale.sale.id)).toContain(back.sale.receipt)
  })
  it('the refund is voided; then nothing has come back, and the sale is as before', async () => {
    const sale = await sell()
    const back = await refund(sale)
    expect(await voidObstacle(replica, back.sale.id)).toBeNull()
    await voidSale(replica, back.sale.id, 'Test', OWNER)
    expect(stateOf(sale)).toBe('completed')
    expect(await voidObstacle(replica, sale.sale.id)).toBeNull()
  })
})
