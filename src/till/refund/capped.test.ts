import { describe, expect, it } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { VariantId } from '../../../core/domain/ids.ts'
import { cappedNeeds, coverSale } from '../../replica/sale-leases.ts'

const CAPPED = new Set(['v1' as VariantId])
const out = (quantity: number) => ({ variant: 'v1', quantity }) as unknown as CartLine
const back = (quantity: number, restock: boolean) =>
  ({ variant: 'v1', quantity: -quantity, returned: { restock } }) as unknown as CartLine
const need = (...lines: readonly CartLine[]) => cappedNeeds({ lines }, CAPPED).get('v1' as VariantId) ?? 0

describe('S32: capped goods that come back', () => {
  it('take nothing from leases, and cover what goes out in their place', () => {
    expect(coverSale({ lines: [back(1000, true)] }, CAPPED, [], false)).toMatchObject({
      leases: [],
      short: [],
    })
    expect(need(out(2000), back(1000, true))).toBe(1000)
  })
  it('cover nothing when they cannot be sold again', () => {
    expect(need(out(1000), back(1000, false))).toBe(1000)
    expect(need(back(1000, false))).toBe(0)
  })
})
