import { describe, expect, test } from 'vitest'
import { type CartLine, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId, VariantId } from '../../core/domain/ids.ts'
import { cappedNeeds } from './sale-leases.ts'

const V = 'v' as VariantId

const cartOf = (...lines: readonly [pieces: number, restock?: boolean][]) => ({
  ...emptyCart('s' as SaleId),
  lines: lines.map(
    ([pieces, restock = true]) =>
      ({
        variant: V,
        quantity: pieces * 1000,
        ...(pieces < 0 ? { returned: { restock } } : {}),
      }) as unknown as CartLine,
  ),
})

describe('K4: what a cart needs of capped stock', () => {
  test.each([
    ['what goes out', cartOf([2], [1]), [[V, 3000]]],
    ['less what comes back fit', cartOf([2], [-1]), [[V, 1000]]],
    ['not less what comes back broken', cartOf([2], [-1, false]), [[V, 2000]]],
    ['nothing where as much comes back', cartOf([1], [-1]), []],
    ['nothing where it only comes back', cartOf([-1]), []],
  ] as const)('is %s', (_, cart, needs) => {
    expect([...cappedNeeds(cart, new Set([V]))]).toEqual(needs)
  })
})
