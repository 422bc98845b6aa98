import { describe, expect, test } from 'vitest'
import { rateOf } from '../../../test/support/random-carts.ts'
import { type Halves, toMinor } from '../money.ts'
import { type TaxPolicy, taxBuckets } from '../tax.ts'

const VAT = rateOf('vat', 200_000)
const POLICIES = (['per-rate', 'per-line', 'per-receipt'] as const).flatMap((rounding) =>
  (['up', 'even'] as const).map((halves: Halves): TaxPolicy => ({ rounding, halves })),
)
const amountsOf = (...minors: number[]) => minors.map((minor) => ({ rate: VAT, amountMinor: toMinor(minor) }))
const taxOf = (policy: TaxPolicy, ...minors: number[]) =>
  taxBuckets('inclusive', amountsOf(...minors), policy)[0]?.taxMinor ?? 0

describe('M25, M29: what authorities ask of rounding', () => {
  test.each(POLICIES)('HMRC VATREC12020: $rounding, halves $halves, never simply down', (policy) => {
    let up = 0
    let down = 0
    for (let minor = 1; minor <= 600; minor++) {
      // Sixths of a penny: the exact tax is minor / 6.
      const off = 6 * taxOf(policy, minor) - minor
      expect(Math.abs(off)).toBeLessThanOrEqual(3)
      if (off > 0) up++
      if (off < 0) down++
    }
    expect(up).toBeGreaterThanOrEqual(200)
    expect(down).toBeGreaterThanOrEqual(200)
  })

  test('Japan’s qualified invoices: once for each rate of the receipt, which is the default', () => {
    const yen = (minor: number) => ({ rate: rateOf('ten', 100_000), amountMinor: toMinor(minor) })
    // 104, 104 and 107 yen, 10 % on top: 31.5 for the receipt; 10, 10 and 11 line by line.
    const three = [yen(104), yen(104), yen(107)]
    expect(taxBuckets('exclusive', three)[0]?.taxMinor).toBe(32)
    expect(taxBuckets('exclusive', three, { rounding: 'per-line', halves: 'up' })[0]?.taxMinor).toBe(31)
  })
})
