import { beforeEach, describe, expect, test } from 'vitest'
import type { Cart, CartLine } from '../../../core/domain/cart.ts'
import type { SaleId, TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { type Thousandths, toMinor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { Result } from '../../../core/result.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { keepCart } from '../../replica/carts.ts'
import { approveCard, reversePart } from '../../replica/deeds.ts'
import { createCartStore } from '../cart/cart-store.ts'
import { redemption } from '../cart/take-code.ts'
import { answerQuestion, cartOfQuestion, saidOf } from '../questions/answer-question.ts'
import type { TillModel } from '../till-model.ts'
import { nextTransferId } from './parts.ts'
import { askPhone, askTerminal, keepPart, mendParts, recordAndGoOn, takePartBack } from './pay-deeds.ts'
import type { IssuingLine } from './voucher-use.ts'

async function openTill(): Promise<TillModel> {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const carts = createCartStore('cart-0' as SaleId, pricedOf)
  carts.replace(oneLineCart(replica))
  const state = <State>(value: State) => ({ getState: () => value })
  const app = {
    replica,
    session: state({ staff: null }),
    sync: state({ state: 'offline', lastHeardAt: null }),
  }
  const keeper = { flush: async () => void (await keepCart(replica, carts.getState().cart)) }
  return { app, carts, keeper } as unknown as TillModel
}

const done = <Value>(result: Result<Value, unknown>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const card = (id: TenderId, amountMinor: number): Tender => ({
  ...{ kind: 'card', id, amountMinor: toMinor(amountMinor), last4: '', reference: '' },
})

const kept = async ({ app }: TillModel, { id }: Cart) => (await app.replica.deps.journal.carts.get(id))?.cart

const kindsOf = async ({ app }: TillModel) =>
  (await app.replica.deps.journal.entries.orderBy('seq').toArray()).map(({ kind }) => kind)

const outcomeOf = ({ app }: TillModel, tender: TenderId) =>
  app.replica.readState(({ outcomes }) => outcomes.get(tender))

let till: TillModel
let cart: Cart

beforeEach(async () => {
  till = await openTill()
  cart = till.carts.getState().cart
})

const ask = async (amount: number) => done(await askTerminal(till, pricedOf(cart), toMinor(amount)))

const questionOf = (tender: TenderId) => {
  const question = till.app.replica.store.getState().questions.find((one) => one.tender === tender)
  if (!question) throw new Error('no such question')
  return question
}

describe('S20: parts', () => {
  test('a part is durable with its cart, and its answer is written behind that', async () => {
    const tender = await ask(400)
    const after = done(await keepPart(till, cart, card(tender, 400)))
    expect(await kept(till, cart)).toEqual(after)
    expect(till.carts.getState().cart.tenders).toHaveLength(1)
    expect(await outcomeOf(till, tender)).toBe('approved')
  })

  test('a crash between a part and its answer: the answer is written at the next start', async () => {
    const tender = await ask(400)
    const crashed = { ...cart, tenders: [card(tender, 400)] }
    till.carts.replace(crashed)
    expect(done(await mendParts(till, crashed))).toBe(crashed)
    expect(await outcomeOf(till, tender)).toBe('approved')
    const before = (await kindsOf(till)).length
    await mendParts(till, crashed)
    expect(await kindsOf(till)).toHaveLength(before)
  })

  test('a crash while a part is given back: what was reversed stands in the cart no more', async () => {
    const tender = await ask(400)
    const parted = done(await keepPart(till, cart, card(tender, 400)))
    done(await reversePart(till.app.replica, tender, null))
    expect(done(await mendParts(till, parted)).tenders).toEqual([])
    expect((await kept(till, cart))?.tenders).toEqual([])
  })

  test('cash is given back without an entry, a card by one', async () => {
    const cash = { kind: 'cash', id: 'c' as TenderId, amountMinor: toMinor(100) } as const
    const withCash = done(
      await keepPart(till, cart, { ...cash, tenderedMinor: toMinor(100), changeMinor: toMinor(0) }),
    )
    const [part] = withCash.tenders ?? []
    const before = (await kindsOf(till)).length
    done(await takePartBack(till, withCash, part as Tender))
    expect(await kindsOf(till)).toHaveLength(before)
    const tender = await ask(400)
    const parted = done(await keepPart(till, cart, card(tender, 400)))
    done(await takePartBack(till, parted, card(tender, 400)))
    expect(await outcomeOf(till, tender)).toBe('reversed')
    expect(till.carts.getState().cart.tenders).toEqual([])
  })

  test('S26: a transfer that was taken back lends its id to no other one, also after a reload', async () => {
    const id = nextTransferId(cart)
    const transfer: Tender = {
      ...{ kind: 'transfer', id, amountMinor: toMinor(400), scheme: 'epc', reference: 'RF1' },
    }
    const parted = done(await keepPart(till, cart, transfer))
    const given = done(await takePartBack(till, parted, transfer))
    expect(nextTransferId(given)).not.toBe(id)
    expect(nextTransferId(till.carts.getState().cart)).not.toBe(id)
    expect(await kept(till, cart)).toEqual(given)
    const again = done(await keepPart(till, given, { ...transfer, id: nextTransferId(given) }))
    const twice = done(await takePartBack(till, again, { ...transfer, id: nextTransferId(given) }))
    expect([id, nextTransferId(given)]).not.toContain(nextTransferId(twice))
  })

  test('the last part closes the sale with all of them, and the cart ends', async () => {
    const tender = await ask(400)
    const parted = done(await keepPart(till, cart, card(tender, 400)))
    const last = await ask(600)
    const { sale } = done(await recordAndGoOn(till, pricedOf(parted), card(last, 600)))
    expect(sale.tenders.map(({ id }) => id)).toEqual([tender, last])
    expect(await kept(till, cart)).toBeUndefined()
    expect((await kindsOf(till)).slice(-2)).toEqual(['sale', 'tender-outcome'])
  })

  test('parts that do not come to the total are refused by name, and nothing is written', async () => {
    const before = (await kindsOf(till)).length
    const refused = await recordAndGoOn(till, pricedOf(cart), card('x' as TenderId, 999))
    expect(refused).toMatchObject({ ok: false, error: { kind: 'tenders-amiss' } })
    expect(await kindsOf(till)).toHaveLength(before)
    expect(till.carts.getState().cart.id).toBe(cart.id)
  })
})

describe('S24: a voucher for certain goods that has expired', () => {
  const code = 'K3M8PX2A90TW' as VoucherCode
  const CASH = { amountMinor: toMinor(1000), tenderedMinor: toMinor(1000), changeMinor: toMinor(0) }

  /** It was sold, and its day is over. */
  async function expired(): Promise<IssuingLine> {
    const [line] = cart.lines
    if (!line) throw new Error('no line')
    const voucher = { code, purpose: 'single', expiresAt: 5 } as const
    const issue: CartLine = { ...line, variant: null, kind: 'voucher', voucher }
    const paid = { kind: 'cash', id: 'cash-1' as TenderId, ...CASH } as const
    const sold = done(await recordAndGoOn(till, pricedOf({ ...cart, lines: [issue] }), paid))
    await till.app.replica.catchUp()
    const [sale] = sold.sale.lines
    if (!sale) throw new Error('no line')
    return { ...sale, taxMode: sold.sale.taxMode }
  }

  test.each([
    [{ amountMinor: toMinor(1000), passedBy: OWNER }, 'recorded'],
    [{ amountMinor: toMinor(1000) }, 'voucher-expired'],
  ])('with the word of somebody who may, and only then: %j', async (redeemed, told) => {
    const back = redemption('back', await expired(), redeemed)
    const next = { ...cart, id: 'cart-2' as SaleId, lines: [...cart.lines, back] }
    const recorded = await recordAndGoOn(till, pricedOf(next), null)
    expect(recorded.ok ? 'recorded' : recorded.error.kind).toBe(told)
    if (recorded.ok) expect(recorded.value.sale.lines.some((line) => 'passedBy' in line)).toBe(false)
  })
})

describe('S51: before anybody is asked for money', () => {
  const CASH = { amountMinor: toMinor(1000), tenderedMinor: toMinor(1000), changeMinor: toMinor(0) }

  /** A cart in which the open cart's piece comes back, once it was sold. */
  const backOf = (id: string): Cart => {
    const returned = { sale: cart.id, line: 0, receipt: 'A-000001', restock: true } as const
    const money = { amountMinor: toMinor(-1000), taxMinor: toMinor(-160) }
    const lines = cart.lines.map((line) => ({
      ...line,
      quantity: -1000 as Thousandths,
      returned: { ...returned, ...money },
    }))
    return { ...cart, id: id as SaleId, lines }
  }

  test.each([
    ['a terminal', askTerminal],
    ['a phone', askPhone],
  ])('%s is not asked for what would be refused: it is named, and nothing is written', async (_, askFor) => {
    const paid = { kind: 'cash', id: 'cash-1' as TenderId, ...CASH } as const
    done(await recordAndGoOn(till, pricedOf(cart), paid))
    done(await recordAndGoOn(till, pricedOf(backOf('back-1')), card('card-1' as TenderId, -1000)))
    const before = await kindsOf(till)
    const asked = await askFor(till, pricedOf(backOf('back-2')), toMinor(-1000))
    expect(asked).toMatchObject({ ok: false, error: { kind: 'over-returned', sale: cart.id, line: 0 } })
    expect(await kindsOf(till)).toEqual(before)
  })

  test('what comes up while the terminal is busy refuses nothing: the charge stands', async () => {
    const paid = { kind: 'cash', id: 'cash-1' as TenderId, ...CASH } as const
    done(await recordAndGoOn(till, pricedOf(cart), paid))
    const slow = backOf('back-1')
    const tender = done(await askTerminal(till, pricedOf(slow), toMinor(-1000)))
    done(await recordAndGoOn(till, pricedOf(backOf('back-2')), card('card-2' as TenderId, -1000)))
    expect((await recordAndGoOn(till, pricedOf(slow), card(tender, -1000))).ok).toBe(true)
  })
})

describe('S29: a question that a crash left open', () => {
  const yes = saidOf(true)

  test('of all that is left: yes records the sale, no leaves the cart', async () => {
    const first = await ask(1000)
    const found = await cartOfQuestion(till, questionOf(first))
    expect(found.kind).toBe('closes')
    const declined = await answerQuestion(till, questionOf(first), found, saidOf(false))
    expect(done(declined)).toEqual({ kind: 'noted' })
    expect(till.carts.getState().cart).toEqual(cart)
    const again = await ask(1000)
    const answered = done(
      await answerQuestion(till, questionOf(again), await cartOfQuestion(till, questionOf(again)), yes),
    )
    expect(answered).toMatchObject({ kind: 'sale', recorded: { sale: { totalMinor: 1000 } } })
  })

  test('of a part: yes keeps the part with its cart', async () => {
    const tender = await ask(400)
    const found = await cartOfQuestion(till, questionOf(tender))
    expect(found.kind).toBe('part')
    expect(done(await answerQuestion(till, questionOf(tender), found, yes))).toEqual({ kind: 'part' })
    expect((await kept(till, cart))?.tenders).toMatchObject([{ id: tender, amountMinor: 400 }])
    expect(await outcomeOf(till, tender)).toBe('approved')
  })

  test('of a part of a parked cart: it stays parked, with the part', async () => {
    const tender = await ask(400)
    await keepCart(till.app.replica, cart, 'parked')
    till.carts.replace(oneLineCart(till.app.replica))
    const found = await cartOfQuestion(till, questionOf(tender))
    done(await answerQuestion(till, questionOf(tender), found, yes))
    const row = await till.app.replica.deps.journal.carts.get(cart.id)
    expect(row).toMatchObject({ state: 'parked', cart: { tenders: [{ id: tender }] } })
    expect(till.carts.getState().cart.tenders).toBeUndefined()
  })

  test('of a part that stands in the cart: only its answer was lost', async () => {
    const tender = await ask(400)
    till.carts.replace({ ...cart, tenders: [card(tender, 400)] })
    expect(await cartOfQuestion(till, questionOf(tender))).toEqual({ kind: 'taken' })
  })

  test('of more than the cart comes to, or of none: the answer is written down alone', async () => {
    const more = await ask(1200)
    expect(await cartOfQuestion(till, questionOf(more))).toEqual({ kind: 'gone' })
    done(await answerQuestion(till, questionOf(more), { kind: 'gone' }, yes))
    expect(await outcomeOf(till, more)).toBe('approved')
    expect((await kindsOf(till)).filter((kind) => kind === 'sale')).toEqual([])
    await approveCard(till.app.replica, more, null)
  })
})
