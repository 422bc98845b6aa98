import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../../test/support/property-runs.ts'
import { allocate, wholeShare } from './allocate.ts'
import { MAX_MINOR, sum, toMinor } from './money.ts'

describe('M9: shares by the largest remainder', () => {
  test.each([
    // The first two are where dinero.js 2 drifts: 16, 33, 51 and 800, 200, 0.
    [100, [1, 2, 3], [17, 33, 50]],
    [1000, [1999, 501, 1], [799, 200, 1]],
    [100, [1, 1, 1], [34, 33, 33]],
    [2, [1, 1, 1], [1, 1, 0]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [100, [0, 5, 0], [0, 100, 0]],
    [0, [0, 0], [0, 0]],
  ])('%i by %j is %j', (total, weights, parts) => {
    expect(allocate(toMinor(total), weights)).toEqual(parts)
  })

  test('nothing can be shared out among weights of nought', () => {
    expect(() => allocate(toMinor(1), [0, 0])).toThrow('weights of nought')
    expect(() => allocate(toMinor(1), [])).toThrow('weights of nought')
  })

  test(
    'parts sum to the whole, none is off its exact share by a unit, and a negative amount mirrors',
    () => {
      const weights = fc.array(fc.integer({ min: 0, max: MAX_MINOR }), { minLength: 1, maxLength: 20 })
      fc.assert(
        fc.property(fc.integer({ min: 0, max: MAX_MINOR }), weights, (total, shares) => {
          const whole = shares.reduce((all, share) => all + BigInt(share), 0n)
          fc.pre(whole > 0n)
          const parts = allocate(toMinor(total), shares)
          expect(sum(parts)).toBe(total)
          expect(allocate(toMinor(-total), shares)).toEqual(parts.map((part) => toMinor(-part)))
          for (const [index, part] of parts.entries()) {
            const off = BigInt(part) * whole - BigInt(total) * BigInt(shares[index] ?? 0)
            expect((off < 0n ? -off : off) < whole).toBe(true)
          }
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('whole shares of pieces never exceed the amount', () => {
    expect(wholeShare(toMinor(1000), 3)).toBe(333)
    expect(wholeShare(toMinor(2), 3)).toBe(0)
  })
})
