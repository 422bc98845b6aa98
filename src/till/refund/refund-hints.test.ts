import { describe, expect, it } from 'vitest'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import type { ReturnOf } from '../../../core/domain/line.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { ReturnRecord, SaleRecord, TenderRecord } from '../../../core/journal/state.ts'
import { freeToGive, refundHints, shareHints } from './refund-hints.ts'

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
    const hints = refundHints(cartOf('1'), known(sold), missing(outcome))
    expect(hints).toMatchObject([
      { kind: 'transfer', upToMinor: 1450, receipts: ['A-1'], unpaid: { tender: 't-1', sale: '1', outcome } },
      { kind: 'cash', upToMinor: 500 },
    ])
    expect(shareHints(hints, minor(1000)).map(({ unpaid }) => unpaid?.outcome)).toEqual([outcome])
  })
  it('goes back by no means without a word: neither in cash nor as store credit', () => {
    const hints = refundHints(cartOf('1'), known(sold), missing('awaited'))
    expect(freeToGive(hints, 'cash', minor(1950))).toBe(500)
    expect(freeToGive(hints, 'else', minor(1950))).toBe(500)
    expect(freeToGive(hints, 'else', minor(1000))).toBe(0)
    expect(freeToGive(refundHints(cartOf('1'), known(sold)), 'else', minor(1950))).toBe(1950)
  })
  it('is less what has come back for nothing', () => {
    const back = sale('2', [tender('on-the-house', -1000)], ['1'])
    expect(refundHints(cartOf('1'), known(sold, back), missing('failed'))).toMatchObject([
      { kind: 'transfer', upToMinor: 450 },
      { kind: 'cash', upToMinor: 500 },
    ])
  })
})
