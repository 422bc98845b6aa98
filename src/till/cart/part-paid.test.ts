import { describe, expect, test } from 'vitest'
import type { Cart } from '../../../core/domain/cart.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { oneLineCart } from '../../../test/support/carts.ts'
import { furnish, testDevice } from '../../../test/support/replicas.ts'
import { keepCart } from '../../replica/carts.ts'
import { cartName, paidMinorOf, partPaidCarts, partPaidText } from './part-paid.ts'

const cash = (amount: number): Tender => ({
  ...{ kind: 'cash', id: `cash-${amount}` as TenderId, amountMinor: toMinor(amount) },
  ...{ tenderedMinor: toMinor(Math.max(0, amount)), changeMinor: toMinor(Math.max(0, -amount)) },
})
const card = (amount: number): Tender => ({
  ...{ kind: 'card', id: `card-${amount}` as TenderId, amountMinor: toMinor(amount) },
  ...{ last4: '4242', reference: '' },
})

const paid = (cart: Cart, ...tenders: readonly Tender[]): Cart => ({ ...cart, tenders })
const money = (minor: Minor) => `${minor}`

describe('S20: carts of which a part is paid are named', () => {
  test('parked ones and open ones, in whatever tab, and no others', async () => {
    const replica = await testDevice().openTab()
    await furnish(replica)
    const [plain, emptied, parked, open] = [0, 1, 2, 3].map(() => oneLineCart(replica)) as [
      Cart,
      Cart,
      Cart,
      Cart,
    ]
    await keepCart(replica, plain, 'parked')
    await keepCart(replica, paid(emptied), 'parked')
    await keepCart(replica, paid({ ...parked, label: 'Table 4' }, cash(300)), 'parked')
    await keepCart(replica, paid(open, card(200)), 'open')
    const named = await partPaidCarts(replica)
    expect(named.map(cartName).sort()).toEqual(['Product 0', 'Table 4'])
    expect(named.map(({ id }) => id).sort()).toEqual([parked.id, open.id].sort())
  })

  test('with what is paid, of how much, and by what', async () => {
    const replica = await testDevice().openTab()
    await furnish(replica)
    const cart = oneLineCart(replica)
    expect(partPaidText(cart, toMinor(1000), money)).toBeNull()
    const two = paid(cart, cash(300), card(200))
    expect(partPaidText(two, toMinor(1000), money)).toBe('500 of 1000 is paid: Cash 300, Card 200')
    expect(paidMinorOf(two)).toBe(500)
    const back = paid(cart, cash(-300))
    expect(partPaidText(back, toMinor(-1000), money)).toBe('300 of 1000 is given back: Cash 300')
  })
})
