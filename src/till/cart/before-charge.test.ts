import { describe, expect, test } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import type { Permission } from '../../../core/domain/staff.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import type { TillModel } from '../till-model.ts'
import { beforeCharge } from './before-charge.ts'
import { createCartStore } from './cart-store.ts'

/** The cart of one piece for 10.00, and what is asked before it is charged. */
async function openTill() {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const carts = createCartStore(replica.deps.newId() as never, pricedOf)
  carts.replace(oneLineCart(replica))
  const till = { app: { replica, locale: 'en-GB' }, carts } as unknown as TillModel
  const asked: { permission: Permission; deed: string; allow: (by: StaffId) => void }[] = []
  const opened: true[] = []
  const charge = () =>
    beforeCharge(
      till,
      (_, permission, deed, allow) => asked.push({ permission, deed, allow }),
      () => opened.push(true),
    )
  return { carts, asked, opened, charge }
}

const tenOff = (by: StaffId | null) => ({ reason: 'Regular', by, ppm: null, amountMinor: toMinor(1000) })

describe('M41: at Charge a discount is held against the limit once more', () => {
  test('above it somebody who may is asked, and stands with it then', async () => {
    const { carts, asked, opened, charge } = await openTill()
    carts.dispatch({ type: 'set', fields: { discount: tenOff(null) } })
    charge()
    expect([opened.length, asked]).toMatchObject([
      0,
      [{ permission: 'discount', deed: 'A discount of €10.00' }],
    ])
    asked[0]?.allow(OWNER)
    expect([opened.length, carts.getState().cart.discount?.by]).toEqual([1, OWNER])
    charge()
    expect([opened.length, asked.length]).toEqual([2, 1])
  })

  test('what somebody gave who may, and a cart whose price stands, go on', async () => {
    const { carts, asked, opened, charge } = await openTill()
    carts.dispatch({ type: 'set', fields: { discount: tenOff(OWNER) } })
    charge()
    const { cart, priced } = carts.getState()
    const { lines, totals } = priced
    carts.replace({ ...cart, discount: tenOff(null), frozen: { lines, totals } })
    charge()
    expect([opened.length, asked.length]).toEqual([2, 0])
  })
})
