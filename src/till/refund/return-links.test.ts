import { describe, expect, it } from 'vitest'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { linkWords, returnIndex } from './return-links.ts'

const record = (id: string, of: readonly (string | null)[] = [], voided = false): SaleRecord =>
  ({
    ...{ id, receipt: `A-${id}`, voided: voided ? {} : null },
    ...(of.length > 0 ? { returns: of.map((sale, line) => ({ sale, line, quantity: 1000 })) } : {}),
  }) as unknown as SaleRecord

const words = (id: string, ...sales: readonly SaleRecord[]) => {
  const known = new Map(sales.map((sale) => [sale.id as string, sale]))
  const sale = known.get(id)
  return sale ? linkWords(sale, known, returnIndex(sales)) : 'not here'
}

describe('S37: a sale and its refunds name each other', () => {
  it('both ways, each receipt once', () => {
    const sales = [record('1'), record('2', ['1', '1']), record('3', ['1'])]
    expect(words('1', ...sales)).toBe('Returned on A-2, A-3')
    expect(words('2', ...sales)).toBe('Return of A-1')
  })
  it('an exchange of which something comes back says both', () => {
    const sales = [record('1'), record('2', ['1']), record('3', ['2'])]
    expect(words('2', ...sales)).toBe('Return of A-1 · Returned on A-3')
  })
  it('a voided refund has taken nothing back', () => {
    expect(words('1', record('1'), record('2', ['1'], true))).toBeNull()
  })
  it('a sale that is not here, and one that nobody knows', () => {
    expect(words('2', record('2', ['1']))).toBe('Return of a sale that is not here yet')
    expect(words('2', record('2', [null]))).toBe('Return of no receipt')
  })
})
