import { describe, expect, it } from 'vitest'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { isExchange, saleState } from './sale-state.ts'

const record = (quantities: readonly number[], about: object = {}): SaleRecord =>
  ({ id: 's1', quantities, voided: null, ...about }) as unknown as SaleRecord
const back = (...thousandths: readonly number[]) =>
  new Map(thousandths.map((quantity, line) => [`s1/${line}`, quantity] as const).filter(([, q]) => q > 0))

describe('S36: a row says what has become of its sale', () => {
  it('completed, partly returned, returned', () => {
    const sale = record([3000, 1000])
    expect(saleState(sale, back())).toBe('completed')
    expect(saleState(sale, back(1000))).toBe('partly-returned')
    expect(saleState(sale, back(3000))).toBe('partly-returned')
    expect(saleState(sale, back(3000, 1000))).toBe('returned')
  })
  it('returned, though the tip stayed where it was', () => {
    expect(saleState(record([1000, 1000], { money: { tipMinor: 100 } }), back(1000))).toBe('returned')
  })
  it('a void says more than anything else', () => {
    expect(saleState(record([1000], { voided: {} }), back(1000))).toBe('voided')
    expect(saleState(record([-1000], { voided: {} }), back())).toBe('voided')
  })
  it('a refund takes goods back, an exchange gives some out too', () => {
    expect(saleState(record([-1000, -500]), back())).toBe('refund')
    const exchange = record([-1000, 2000], { returns: [{}] })
    expect(saleState(exchange, back())).toBe('completed')
    expect(isExchange(exchange)).toBe(true)
    expect(isExchange(record([-1000], { returns: [{}] }))).toBe(false)
    // Of an exchange, too, what went out can come back.
    expect(saleState(exchange, back(0, 1000))).toBe('partly-returned')
    expect(saleState(exchange, back(0, 2000))).toBe('returned')
  })
})
