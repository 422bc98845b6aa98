import { describe, expect, it } from 'vitest'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import type { ReturnOf } from '../../../core/domain/line.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { ReturnRecord, SaleRecord, TenderRecord } from '../../../core/journal/state.ts'
import { type BackCart, freeToGive, refundHints, shareHints } from './refund-hints.ts'

const minor = (amount: number) => amount as Minor
const tender = (kind: TenderRecord['kind'], amountMinor: number, last4?: string) =>
  ({ kind, amountMinor, ...(last4 ? { last4 } : {}) }) as TenderRecord

function sale(id: string, tenders: readonly TenderRecord[], of: readonly string[] = [], voided = false) {
  const returns = of.map((one) => ({ sale: one, line: 0, quantity: 1000 })) as unknown as ReturnRecord[]
  const record = { id, receipt: `A-${id}`, tenders, voided: voided ? {} : null }
  return { ...record, ...(returns.length > 0 ? { returns } : {}) } as unknown as SaleRecord
}

const known = (...sales: readonly SaleRecord[]) => new Map(sales.map((one) => [one.id as string, one]))
const cartOf = (...sales: readonly string[]) => ({
  lines: sales.map((id) => ({ returned: { sale: id } as unknown as ReturnOf })),
})

describe('S34: how a return is paid back', () => {
  it('offers what the customer paid by, the card before the cash', () => {
    const sales = known(sale('1', [tender('cash', 500), tender('card', 2000, '4242')]))
    expect(refundHints(cartOf('1'), sales)).toEqual([
      { kind: 'card', upToMinor: 2000, last4: '4242', account: undefined, receipts: ['A-1'] },
      { kind: 'cash', upToMinor: 500, last4: undefined, account: undefined, receipts: ['A-1'] },
    ])
  })
  it('takes off what has gone back by it already, voided refunds left out', () => {
    const sales = known(
      sale('1', [tender('card', 2000, '4242')]),
      sale('2', [tender('card', -700, '4242')], ['1']),
      sale('3', [tender('card', -900, '4242')], ['1'], true),
    )
    expect(refundHints(cartOf('1'), sales)).toMatchObject([{ kind: 'card', upToMinor: 1300 }])
  })
  it('says nothing of a card that has been given back whole, nor of a return without a receipt', () => {
    const sales = known(
      sale('1', [tender('card', 2000, '4242')]),
      sale('2', [tender('card', -2000, '4242')], ['1']),
    )
    expect(refundHints(cartOf('1'), sales)).toEqual([])
    expect(refundHints({ lines: [{ returned: { sale: null } as unknown as ReturnOf }] }, sales)).toEqual([])
    expect(refundHints(cartOf('elsewhere'), sales)).toEqual([])
  })
  it('keeps two cards apart, and pays a voucher back as store credit', () => {
    const sales = known(
      sale('1', [tender('card', 2000, '4242'), tender('card', 100, '1111'), tender('voucher', 300)]),
    )
    expect(
      refundHints(cartOf('1'), sales).map(({ kind, last4, upToMinor }) => [kind, last4, upToMinor]),
    ).toEqual([
      ['card', '4242', 2000],
      ['card', '1111', 100],
      ['store-credit', undefined, 300],
    ])
  })
  it('M45: pays what a voucher for certain goods paid back as store credit, before any cash', () => {
    const paid = { ...sale('1', [tender('cash', 500)]), money: { redeemedMinor: minor(2000) } }
    const of = (...sales: readonly SaleRecord[]) =>
      refundHints(cartOf('1'), known(...sales)).map(({ kind, upToMinor }) => [kind, upToMinor])
    expect(of(paid)).toEqual([
      ['store-credit', 2000],
      ['cash', 500],
    ])
    expect(of(paid, sale('2', [tender('store-credit', -1500)], ['1']))).toEqual([
      ['store-credit', 500],
      ['cash', 500],
    ])
  })
  it('goes back by the first card when the goods of an exchange come back', () => {
    const sales = known(
      sale('1', [tender('card', 3000, '4242')]),
      sale('2', [tender('card', -1000, '4242')], ['1']),
    )
    expect(refundHints(cartOf('2'), sales)).toMatchObject([
      { kind: 'card', upToMinor: 2000, receipts: ['A-1'] },
    ])
  })
  it('shares an amount over them, never more than each allows', () => {
    const hints = refundHints(
      cartOf('1'),
      known(sale('1', [tender('cash', 500), tender('card', 2000, '4242')])),
    )
    const shared = (amount: number) =>
      shareHints(hints, minor(amount)).map((one) => [one.kind, one.upToMinor])
    expect(shared(1200)).toEqual([['card', 1200]])
    expect(shared(2300)).toEqual([
      ['card', 2000],
      ['cash', 300],
    ])
    expect(shared(0)).toEqual([])
  })
  it('takes off what this refund has given back already, and a card refund without digits', () => {
    const sales = known(sale('1', [tender('card', 2000, '4242'), tender('cash', 500)]))
    const given = { kind: 'card', amountMinor: -1500, last4: '', id: 't', reference: '' } as unknown as Tender
    const after = refundHints({ ...cartOf('1'), tenders: [given] }, sales)
    expect(after.map(({ kind, upToMinor }) => [kind, upToMinor])).toEqual([
      ['card', 500],
      ['cash', 500],
    ])
  })
})

describe('S34: a bill that was split by lines', () => {
  /** Line 0 for 35.00 by card 1111, line 1 for 7.50 by card 2222, line 2 for 2.50 in cash, the rest by card 3333. */
  const bill = sale('1', [
    tender('card', 3500, '1111'),
    tender('card', 750, '2222'),
    tender('cash', 250),
    tender('card', 500, '3333'),
  ])
  const paidFor = new Map([['1' as SaleId, [[0], [1], [2], undefined]]])
  const back = (...lines: readonly (readonly [line: number, due: number])[]): BackCart => ({
    lines: lines.map(([line]) => ({ returned: { sale: '1', line } as unknown as ReturnOf })),
    dues: lines.map(([, due]) => minor(-due)),
  })
  const shared = (cart: BackCart, amount: number, ...before: readonly SaleRecord[]) =>
    shareHints(refundHints(cart, known(bill, ...before), { paidFor }), minor(amount)).map(
      ({ kind, last4, upToMinor }) => [last4 ?? kind, upToMinor],
    )
  const given = (amountMinor: number, last4: string) =>
    ({ kind: 'card', amountMinor, last4, id: 't', reference: '' }) as unknown as Tender

  it('gives back to whoever paid for the line that comes back', () => {
    expect(shared(back([1, 750]), 750)).toEqual([['2222', 750]])
    expect(shared(back([2, 250]), 250)).toEqual([['cash', 250]])
    expect(shared(back([0, 3500]), 3500)).toEqual([['1111', 3500]])
  })
  it('some of a line goes back as all of it does, and of several lines to each its own', () => {
    expect(shared(back([0, 1000], [1, 750]), 1750)).toEqual([
      ['1111', 1000],
      ['2222', 750],
    ])
  })
  it('lines that no tender names were paid by whoever paid the rest of the bill', () => {
    expect(shared(back([1, 750], [3, 500]), 1250)).toEqual([
      ['2222', 750],
      ['3333', 500],
    ])
  })
  it('more than its payers gave goes by the order of the means, and so does a bill that was not split by lines', () => {
    expect(shared(back([3, 600]), 600)).toEqual([
      ['1111', 100],
      ['3333', 500],
    ])
    const facts = { paidFor: new Map([['1' as SaleId, [undefined, undefined, undefined, undefined]]]) }
    const hints = refundHints(back([1, 750]), known(bill), facts)
    expect(shareHints(hints, minor(750)).map(({ last4 }) => last4)).toEqual(['1111'])
  })
  it('is less what has gone back there, in this refund or before, digits or not', () => {
    const cart = back([0, 1000], [1, 750])
    const rest = [['1111', 1000]]
    expect(shared({ ...cart, tenders: [given(-750, '2222')] }, 1000)).toEqual(rest)
    expect(shared({ ...cart, tenders: [given(-1000, '')] }, 750)).toEqual([['2222', 750]])
    const before = sale('2', [tender('card', -3500)], ['1'])
    expect(shared(back([1, 750]), 750, before)).toEqual([['2222', 750]])
    const honey = sale('2', [tender('card', -750)], ['1'])
    expect(shared(back([0, 3500]), 3500, honey)).toEqual([['1111', 3500]])
    expect(shared(back([1, 750]), 750, sale('2', [tender('card', -500, '2222')], ['1']))).toEqual([
      ['1111', 500],
      ['2222', 250],
    ])
  })
  it('S40: what another line awaits by transfer asks for nobody’s word', () => {
    const awaited = { ...tender('transfer', 1450), id: 't-1' as TenderId }
    const sold = sale('1', [awaited, tender('card', 750, '2222')])
    const facts = {
      paidFor: new Map([['1' as SaleId, [[0], [1]]]]),
      unpaid: new Map([['t-1' as TenderId, { sale: '1' as SaleId, outcome: 'awaited' as const }]]),
    }
    expect(freeToGive(refundHints(back([1, 750]), known(sold), facts), 'else', minor(750))).toBe(750)
    expect(freeToGive(refundHints(back([0, 1450]), known(sold), facts), 'else', minor(1450))).toBe(0)
  })
})

describe('S39: what goes back in cash without a word', () => {
  const free = (amount: number, ...tenders: readonly TenderRecord[]) =>
    freeToGive(refundHints(cartOf('1'), known(sale('1', tenders))), 'cash', minor(amount))
  it('is what cash has paid, and no more', () => {
    expect(free(2000, tender('card', 2000, '4242'))).toBe(0)
    expect(free(2000, tender('on-the-house', 2000))).toBe(0)
    expect(free(700, tender('card', 2000), tender('cash', 500))).toBe(500)
    expect(free(500, tender('cash', 500))).toBe(500)
  })
  it('is all that no tender is known of, with its cash rounding', () => {
    expect(freeToGive([], 'cash', minor(900))).toBe(900)
    expect(free(1002, tender('cash', 1000))).toBe(1002)
    expect(free(3000, tender('card', 2000))).toBe(1000)
  })
})

describe('S40: what nobody has paid', () => {
  const transfer = { ...tender('transfer', 1450), id: 't-1' as TenderId }
  const sold = sale('1', [transfer, tender('cash', 500)])
  const missing = (outcome: 'awaited' | 'failed') =>
    new Map([['t-1' as TenderId, { sale: '1' as SaleId, outcome }]])
  it.each(['awaited', 'failed'] as const)('is named, and stands first: %s', (outcome) => {
    const hints = refundHints(cartOf('1'), known(sold), { unpaid: missing(outcome) })
    expect(hints).toMatchObject([
      { kind: 'transfer', upToMinor: 1450, receipts: ['A-1'], unpaid: { tender: 't-1', sale: '1', outcome } },
      { kind: 'cash', upToMinor: 500 },
    ])
    expect(shareHints(hints, minor(1000)).map(({ unpaid }) => unpaid?.outcome)).toEqual([outcome])
  })
  it('goes back by no means without a word: neither in cash nor as store credit', () => {
    const hints = refundHints(cartOf('1'), known(sold), { unpaid: missing('awaited') })
    expect(freeToGive(hints, 'cash', minor(1950))).toBe(500)
    expect(freeToGive(hints, 'else', minor(1950))).toBe(500)
    expect(freeToGive(hints, 'else', minor(1000))).toBe(0)
    expect(freeToGive(refundHints(cartOf('1'), known(sold)), 'else', minor(1950))).toBe(1950)
  })
  it('is less what has come back for nothing', () => {
    const back = sale('2', [tender('on-the-house', -1000)], ['1'])
    expect(refundHints(cartOf('1'), known(sold, back), { unpaid: missing('failed') })).toMatchObject([
      { kind: 'transfer', upToMinor: 450 },
      { kind: 'cash', upToMinor: 500 },
    ])
  })
})
