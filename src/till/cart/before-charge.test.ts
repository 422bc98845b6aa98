import { describe, expect, test } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { ProductId, SaleId, StaffId, VariantId } from '../../../core/domain/ids.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { ONE_PIECE, type Thousandths, toMinor } from '../../../core/domain/money.ts'
import type { Permission } from '../../../core/domain/staff.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { toastStore } from '../../ui/toast-store.ts'
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

const cups = (key: string, pieces: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key, product: 'cup' as ProductId, variant: 'cup' as VariantId, name: 'Cup', variantName: '' },
  ...{ sku: null, unitMinor: toMinor(200), listMinor: toMinor(200), note: '', kind: 'deposit' },
  ...{ taxRate: NO_TAX, quantity: (pieces * ONE_PIECE) as Thousandths },
  ...more,
})

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

test('M80: a line whose amount was fixed when prices were written the other way is named at Charge', async () => {
  const { carts, opened, charge } = await openTill()
  carts.dispatch({ type: 'change', key: 'line-1', fields: { taxMode: 'exclusive' } })
  charge()
  expect([opened.length, toastStore.getState().toast?.text]).toEqual([
    0,
    expect.stringMatching(/^Product 0 came into this cart when prices were written the other way/),
  ])
  carts.dispatch({ type: 'change', key: 'line-1', fields: { taxMode: 'inclusive' } })
  charge()
  expect(opened.length).toBe(1)
})

describe('M44: at Charge cups that come back are counted', () => {
  const many = { permission: 'refund', deed: 'The deposit of 21 pieces' }

  test('more than 20 need somebody who may; 20 do not, nor those for which as many leave', async () => {
    const { carts, asked, opened, charge } = await openTill()
    carts.dispatch({ type: 'add', line: cups('back', -20) })
    charge()
    expect([opened.length, asked]).toEqual([1, []])
    carts.dispatch({ type: 'set-quantity', key: 'back', quantity: -21_000 as Thousandths })
    charge()
    expect([opened.length, asked]).toMatchObject([1, [many]])
    asked[0]?.allow(OWNER)
    expect(opened).toHaveLength(2)
    carts.dispatch({ type: 'add', line: cups('out', 1) })
    charge()
    expect([opened.length, asked.length]).toEqual([3, 1])
  })

  test('several kinds count together; what comes back by its receipt was asked about there', async () => {
    const { carts, asked, opened, charge } = await openTill()
    const returned = { sale: 's' as SaleId, line: 0, receipt: 'A-1', restock: false }
    const frozen = { amountMinor: toMinor(-6000), taxMinor: toMinor(0) }
    carts.dispatch({ type: 'add', line: cups('sold', -30, { returned: { ...returned, ...frozen } }) })
    carts.dispatch({ type: 'add', line: cups('back', -11) })
    charge()
    expect([opened.length, asked]).toEqual([1, []])
    carts.dispatch({ type: 'add', line: cups('more', -10, { variant: 'bottle' as VariantId }) })
    charge()
    expect([opened.length, asked]).toMatchObject([1, [many]])
  })

  test('one question leads to the other, and a price that stands asks none', async () => {
    const { carts, asked, opened, charge } = await openTill()
    carts.dispatch({ type: 'set', fields: { discount: tenOff(null) } })
    carts.dispatch({ type: 'add', line: cups('back', -21) })
    charge()
    asked[0]?.allow(OWNER)
    expect([opened.length, asked]).toMatchObject([0, [{ permission: 'discount' }, many]])
    const { cart, priced } = carts.getState()
    carts.replace({ ...cart, frozen: { lines: priced.lines, totals: priced.totals } })
    charge()
    expect([opened.length, asked.length]).toEqual([1, 2])
  })
})
