import { describe, expect, it } from 'vitest'
import type { TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { longSale, richSale } from '../../../core/domain/testing/receipts.ts'
import { emptyState, type VoucherRecord } from '../../../core/journal/state.ts'
import { canHaveNews, newsOf } from './receipt-news.ts'

const CODE = 'Z7Q2M4C8H0PD' as VoucherCode

function stateWith(voucher: Partial<VoucherRecord>) {
  const state = emptyState()
  const { id } = richSale()
  state.vouchers.set(CODE, {
    ...{ code: CODE, balanceMinor: toMinor(1180) },
    issues: [{ sale: id, amountMinor: toMinor(4450), purpose: 'multi', expiresAt: null }],
    uses: [{ sale: id, amountMinor: toMinor(3270), at: 1 as never }],
    ...voucher,
  })
  return state
}

describe('M55: what is left on a voucher is told where it is known', () => {
  it('right after the sale that used it', () => {
    expect([...newsOf(stateWith({}), richSale(), true).balances]).toEqual([[CODE, 1180]])
  })
  it('not on a copy, when others may have used it since', () => {
    expect(newsOf(stateWith({}), richSale(), false).balances.size).toBe(0)
  })
  it('not before the sale is counted, nor where nobody here has issued it', () => {
    expect(newsOf(stateWith({ uses: [] }), richSale(), true).balances.size).toBe(0)
    expect(newsOf(stateWith({ issues: [] }), richSale(), true).balances.size).toBe(0)
    expect(newsOf(emptyState(), richSale(), true).balances.size).toBe(0)
  })
})

describe('M55: a transfer is awaited until somebody has said what came of it', () => {
  it('by its own tender, also on a copy', () => {
    const state = emptyState()
    const told = { device: 'd', lamport: 1, sale: richSale().id, note: '', at: 1, staff: null }
    state.tenderSettlements.set('t4' as TenderId, { ...told, outcome: 'received' } as never)
    state.tenderSettlements.set('t1' as TenderId, { ...told, outcome: 'failed' } as never)
    expect([...newsOf(state, richSale(), false).settled]).toEqual([['t4', 'received']])
    expect(newsOf(emptyState(), richSale(), true).settled.size).toBe(0)
  })
  it('is not asked for by a sale that nothing can become of', () => {
    expect(canHaveNews(longSale(1))).toBe(false)
    expect(canHaveNews(richSale())).toBe(true)
  })
})
