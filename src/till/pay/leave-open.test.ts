import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Cart } from '../../../core/domain/cart.ts'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, testDevice } from '../../../test/support/replicas.ts'
import { keepCart } from '../../replica/carts.ts'
import type { CheckoutProblem } from '../../sync/checkout-client.ts'
import { createCartStore } from '../cart/cart-store.ts'
import { forgetParked } from '../cart/parking.ts'
import { answerQuestion, cartOfQuestion, saidOf } from '../questions/answer-question.ts'
import type { TillModel } from '../till-model.ts'
import { createSheetStore } from '../till-sheet.ts'
import { isNews, leaveOpen } from './leave-open.ts'
import { askPhone, recordAndGoOn } from './pay-deeds.ts'

async function openTill(): Promise<TillModel> {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const carts = createCartStore('cart-0' as SaleId, pricedOf)
  carts.replace(oneLineCart(replica))
  const state = <State>(value: State) => ({ getState: () => value, setState: vi.fn() })
  const app = {
    replica,
    session: state({ staff: null }),
    sync: state({ state: 'offline', lastHeardAt: null }),
    storage: state({ failure: null }),
  }
  const keeper = { flush: async () => void (await keepCart(replica, carts.getState().cart)) }
  const place = state({ parkedCount: 0 })
  return { app, carts, keeper, place, sheets: createSheetStore() } as unknown as TillModel
}

const done = <Value>(result: Result<Value, unknown>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

let till: TillModel
let cart: Cart
let tender: TenderId

beforeEach(async () => {
  till = await openTill()
  cart = till.carts.getState().cart
  till.sheets.open({ kind: 'pay' })
  tender = done(await askPhone(till, pricedOf(cart), toMinor(1000)))
})

const rowOf = ({ id }: Cart) => till.app.replica.deps.journal.carts.get(id)

const questionNow = () => till.app.replica.store.getState().questions.find((one) => one.tender === tender)

const question = () => {
  const found = questionNow()
  if (!found) throw new Error('no question')
  return found
}

describe('S50: a payment on the phone that is left open', () => {
  test('parks its cart at its price, keeps the question, and the till sells on', async () => {
    await leaveOpen(till, tender)
    expect(till.sheets.getState().sheets).toEqual([])
    expect(await rowOf(cart)).toMatchObject({ state: 'parked', cart: { frozen: { lines: [{}] } } })
    expect(questionNow()).toBeDefined()
    const next = { ...oneLineCart(till.app.replica), id: 'cart-next' as SaleId }
    till.carts.replace(next)
    const cash = { amountMinor: toMinor(1000), tenderedMinor: toMinor(1000), changeMinor: toMinor(0) }
    const closing = { kind: 'cash', id: 'c' as TenderId, ...cash } as const
    expect(done(await recordAndGoOn(till, pricedOf(next), closing)).sale.id).toBe('cart-next')
    expect(questionNow()).toBeDefined()
  })

  test('is answered later, from the parked cart: paid records its sale with that payment', async () => {
    await leaveOpen(till, tender)
    const found = await cartOfQuestion(till, question())
    expect(found.kind).toBe('closes')
    const answer = { approved: true, reference: 'cs', amountMinor: toMinor(1000) }
    const answered = done(await answerQuestion(till, question(), found, answer))
    expect(answered).toMatchObject({
      recorded: { sale: { id: cart.id, tenders: [{ kind: 'online', id: tender, reference: 'cs' }] } },
    })
    expect(await rowOf(cart)).toBeUndefined()
  })

  test('M36: is answered with less than was asked: that is a part, the cart stays parked, the rest is due', async () => {
    await leaveOpen(till, tender)
    const answer = { approved: true, reference: 'cs', amountMinor: toMinor(900) }
    const found = await cartOfQuestion(till, question())
    expect(done(await answerQuestion(till, question(), found, answer))).toEqual({ kind: 'part' })
    expect(await rowOf(cart)).toMatchObject({
      state: 'parked',
      cart: { frozen: {}, tenders: [{ kind: 'online', id: tender, amountMinor: 900, reference: 'cs' }] },
    })
    expect(questionNow()).toBeUndefined()
    expect(till.app.replica.store.getState().sales.size).toBe(0)
  })

  test('M36: the same of the open cart after a crash: cash closes the sale with the rest', async () => {
    const answer = { approved: true, reference: 'cs', amountMinor: toMinor(900) }
    done(await answerQuestion(till, question(), await cartOfQuestion(till, question()), answer))
    const rest = { amountMinor: toMinor(100), tenderedMinor: toMinor(100), changeMinor: toMinor(0) }
    const closing = { kind: 'cash', id: 'c' as TenderId, ...rest } as const
    const recorded = done(await recordAndGoOn(till, pricedOf(till.carts.getState().cart), closing))
    expect(recorded.sale.tenders).toMatchObject([{ kind: 'online', amountMinor: 900 }, { amountMinor: 100 }])
  })

  test('its cart is not thrown away while nobody knows', async () => {
    await leaveOpen(till, tender)
    await forgetParked(till, cart)
    expect(await rowOf(cart)).toMatchObject({ state: 'parked' })
    const found = await cartOfQuestion(till, question())
    done(await answerQuestion(till, question(), found, saidOf(false)))
    await forgetParked(till, cart)
    expect(await rowOf(cart)).toBeUndefined()
  })

  test('that the endpoint is cut off is said; that it has not heard of the payment yet is not', () => {
    const failed = (kind: CheckoutProblem['kind']) => isNews(err({ kind, message: '' }))
    expect([failed('offline'), failed('unavailable')]).toEqual([true, true])
    expect([failed('not-set-up'), failed('refused')]).toEqual([false, false])
    expect(isNews(ok({ tender, status: 'pending', reference: '', url: null } as never))).toBe(true)
  })
})
