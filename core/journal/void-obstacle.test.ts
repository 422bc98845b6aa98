/** S38, S41: what speaks against voiding a sale, from a ledger as it may have come together. */
import { describe, expect, test } from 'vitest'
import type { SaleId, ShiftId, VoucherCode } from '../domain/ids.ts'
import { emptyState, type SaleRecord, type State, type VoucherIssue, type VoucherUse } from './state.ts'
import { shiftEnded, voidObstacle, voidObstacleWords } from './void-obstacle.ts'

const V = 'K3M8PX2A90TW' as VoucherCode

const issue = (sale: string, amountMinor: number) =>
  ({ sale, amountMinor, purpose: 'multi', expiresAt: null }) as unknown as VoucherIssue
const use = (sale: string, amountMinor: number) => ({ sale, amountMinor, at: 1 }) as unknown as VoucherUse

const sale = (id: string, at: number, more: object = {}) =>
  ({ id, at, receipt: `A-${id}`, shift: 'shift', voided: null, ...more }) as unknown as SaleRecord

/** Five sales, told in an order that is not that of their labels. */
function ledger(issues: readonly VoucherIssue[], uses: readonly VoucherUse[]): State {
  const state = emptyState()
  for (const [id, at] of Object.entries({ 1: 10, 2: 20, 4: 40, 3: 30, 5: 50 }))
    state.sales.set(id as SaleId, sale(id, at))
  const total = (moves: readonly { readonly amountMinor: number }[]) =>
    moves.reduce((all, { amountMinor }) => all + amountMinor, 0)
  const balanceMinor = (total(issues) - total(uses)) as never
  state.vouchers.set(V, { code: V, issues, uses, balanceMinor })
  return state
}

const spentBy = (state: State, id: string) => {
  const obstacle = voidObstacle(state, id as SaleId)
  return obstacle?.kind === 'voucher-spent' ? obstacle.by : obstacle
}

describe('S41: what a sale put on a voucher', () => {
  test('the last sale that has spent it is named', () => {
    const state = ledger([issue('1', 1000)], [use('2', 100), use('3', 100), use('4', 100)])
    expect(spentBy(state, '1')).toBe('A-4')
    expect(spentBy(state, '2')).toBeNull()
  })

  test('what was spent and given back onto it would have been issued by nobody', () => {
    const state = ledger([issue('1', 1000)], [use('2', 400), use('3', -400)])
    expect(spentBy(state, '1')).toBe('A-2')
    expect(spentBy(state, '3')).toBeNull()
  })

  test('what was given back onto it and spent again is not taken off it', () => {
    const state = ledger([issue('1', 1000)], [use('2', 400), use('3', -400), use('4', 1000)])
    expect(spentBy(state, '3')).toBe('A-4')
  })

  test('of two that issued it one can go, as long as the other pays for what was spent', () => {
    const covered = ledger([issue('1', 1000), issue('2', 1000)], [use('3', 1000)])
    expect(spentBy(covered, '1')).toBeNull()
    expect(spentBy(covered, '2')).toBeNull()
    const short = ledger([issue('1', 1000), issue('2', 1000)], [use('3', 1000), use('4', 1)])
    expect(spentBy(short, '1')).toBe('A-4')
    expect(spentBy(short, '2')).toBe('A-4')
  })

  test('what the sale itself has spent of it goes with it', () => {
    expect(spentBy(ledger([issue('1', 1000)], [use('1', 400)]), '1')).toBeNull()
  })

  test('where the sale that spent it is not known by its number, the voucher is named all the same', () => {
    const obstacle = voidObstacle(ledger([issue('1', 1000)], [use('9', 400)]), '1' as SaleId)
    expect(obstacle).toMatchObject({ kind: 'voucher-spent', by: '' })
    expect(obstacle && voidObstacleWords(obstacle)).toContain('was issued by A-1 and has been spent: its')
  })
})

describe('S38: a sale of which goods came back', () => {
  function returned(quantity: number): State {
    const state = emptyState()
    state.sales.set('1' as SaleId, sale('1', 10))
    state.sales.set('2' as SaleId, sale('2', 20))
    state.sales.set('3' as SaleId, sale('3', 30, { voided: { reason: 'wrong' } }))
    state.refunds.set('1' as SaleId, ['2', '3'] as unknown as readonly SaleId[])
    if (quantity !== 0) state.returned.set('1/0', quantity)
    return state
  }

  test('the refund that stands is named, not one that is void', () => {
    expect(voidObstacle(returned(1000), '1' as SaleId)).toEqual({
      ...{ kind: 'came-back', receipt: 'A-1', by: 'A-2' },
    })
    expect(voidObstacle(returned(0), '1' as SaleId)).toBeNull()
    expect(voidObstacle(returned(1000), '1/0' as SaleId)).toBeNull()
  })

  test('nothing speaks against what is void already', () => {
    const state = returned(1000)
    state.sales.set('1' as SaleId, sale('1', 10, { voided: { reason: 'wrong' } }))
    expect(voidObstacle(state, '1' as SaleId)).toBeNull()
  })
})

test('S6: a shift has ended once a close of it is known; a sale that is not known here is of none', () => {
  const state = ledger([], [])
  expect(shiftEnded(state, '1' as SaleId)).toBeNull()
  state.closes.set('shift' as ShiftId, {} as never)
  expect(shiftEnded(state, '1' as SaleId)).toEqual({ kind: 'shift-ended', receipt: 'A-1' })
  expect(shiftEnded(state, '9' as SaleId)).toBeNull()
})
