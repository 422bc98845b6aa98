import { beforeEach, describe, expect, it } from 'vitest'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { type RecordedSale, voidSale } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'
import '../../../test/support/indexed-db.ts'
import { refundPiece, sellPiece } from '../../../test/support/refunds.ts'
import { saleState } from '../sales/sale-state.ts'
import { voidObstacle } from './void-obstacle.ts'

let replica: Replica

beforeEach(async () => {
  replica = await testDevice().openTab()
  await furnish(replica)
})

async function refund({ sale }: RecordedSale): Promise<RecordedSale> {
  const recorded = await refundPiece(replica, sale)
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
    const sale = await sellPiece(replica)
    expect(await voidObstacle(replica, sale.sale.id)).toBeNull()
    const back = await refund(sale)
    expect(stateOf(sale)).toBe('returned')
    expect(stateOf(back)).toBe('refund')
    expect(await voidObstacle(replica, sale.sale.id)).toContain(back.sale.receipt)
    expect((await voidSale(replica, sale.sale.id, 'Test', OWNER)).ok).toBe(false)
    expect(stateOf(sale)).toBe('returned')
  })
  it('the refund is voided; then nothing has come back, and the sale is as before', async () => {
    const sale = await sellPiece(replica)
    const back = await refund(sale)
    expect(await voidObstacle(replica, back.sale.id)).toBeNull()
    await voidSale(replica, back.sale.id, 'Test', OWNER)
    expect(stateOf(sale)).toBe('completed')
    expect(await voidObstacle(replica, sale.sale.id)).toBeNull()
  })
})
