import { expect, test } from 'vitest'
import type { Account } from '../../../core/domain/account.ts'
import type { AccountId, SaleId, TenderId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { saleFlaws } from '../../../core/domain/sale-flaws.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { recordSale, writeSettings } from '../../replica/deeds.ts'
import { owedByAccount } from '../../replica/standings.ts'
import { createCartStore } from '../cart/cart-store.ts'
import type { TillModel } from '../till-model.ts'
import { payIn, paysInto } from './pay-in.ts'

const BAR: Account = { id: 'bar' as AccountId, name: 'Bar', limitMinor: toMinor(3000), note: '' }

/** The bar owes 20.00. */
async function openTill() {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const { id, ...fields } = BAR
  await writeSettings(replica, [{ record: 'account', id, fields }], OWNER)
  const carts = createCartStore('cart-0' as SaleId, pricedOf)
  const till = { app: { replica }, carts } as unknown as TillModel
  carts.replace(oneLineCart(replica))
  const pay = async (tender: object) => {
    const { priced, totals, cart } = carts.getState()
    const closing = { id: `paid-${cart.id}` as TenderId, amountMinor: totals.totalMinor, ...tender } as never
    const recorded = await recordSale(replica, { priced, tenders: [closing], staff: OWNER })
    if (!recorded.ok) throw new Error(JSON.stringify(recorded.error))
    return recorded.value.sale
  }
  carts.dispatch({
    type: 'change',
    key: carts.getState().cart.lines[0]?.key ?? '',
    fields: { unitMinor: toMinor(2000) },
  })
  await pay({ kind: 'house-account', account: BAR.id, name: BAR.name })
  carts.replace({ id: 'cart-1' as SaleId, lines: [], label: '' })
  return { till, replica, carts, pay }
}

const TRANSFER = { kind: 'transfer', scheme: 'epc', reference: 'RF18' }

test('S25: what is owed is paid by a line that is untaxed and sound, in part and then ahead', async () => {
  const { till, replica, carts, pay } = await openTill()
  expect(payIn(till, BAR, toMinor(1500))).toBe(true)
  expect(carts.getState().totals).toMatchObject({ totalMinor: 1500, taxes: [] })
  const sale = await pay(TRANSFER)
  expect(sale.lines).toMatchObject([{ kind: 'account', account: 'bar', name: 'Bar', amountMinor: 1500 }])
  expect(saleFlaws(sale)).toEqual([])
  expect((await replica.readState(owedByAccount)).get(BAR.id)).toBe(500)
  carts.replace({ id: 'cart-2' as SaleId, lines: [], label: '' })
  payIn(till, BAR, toMinor(800))
  await pay(TRANSFER)
  expect((await replica.readState(owedByAccount)).get(BAR.id)).toBe(-300)
})

test('S25: the account that a cart pays into is known, and no other', async () => {
  const { till, carts } = await openTill()
  payIn(till, BAR, toMinor(1500))
  const { cart } = carts.getState()
  expect([paysInto(cart, BAR.id), paysInto(cart, 'other' as AccountId)]).toEqual([true, false])
})

test('M40: nothing is paid in by a cart of which a part is paid', async () => {
  const { till, carts } = await openTill()
  payIn(till, BAR, toMinor(1500))
  const { cart } = carts.getState()
  carts.replace({ ...cart, tenders: [{ ...TRANSFER, id: 'part', amountMinor: toMinor(100) } as never] })
  expect(payIn(till, BAR, toMinor(700))).toBe(false)
  expect(carts.getState().cart.lines).toHaveLength(1)
})
