import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paymentReference } from './payment-code.ts'
import { SCHEMES } from './schemes.ts'
import { bearsReference } from './statement-reference.ts'
import { payeeOf } from './testing/payees.ts'

describe('M69: a statement that bears a reference', () => {
  test.each([
    ['RF18 5390 0754 7034', 'RF18539007547034', true],
    ['/REF/rf18539007547034/TEXT/Coffee', 'RF18539007547034', true],
    ['RF19 5390 0754 7034', 'RF18539007547034', false],
    ['21 00000 00003 13947 14300 09017', '210000000003139471430009017', true],
    ['VS 1234567890 KS 0308', '1234567890', true],
    ['15.11.2026 12 3456 7890 200.00', '1234567890', true],
    ['account 91234567890', '1234567890', false],
    ['3139471430009017', '000000000003139471430009017', true],
    ['anything', '', false],
    ['', 'T17', false],
  ])('%j bears %j: %s', (words, reference, found) => {
    expect(bearsReference(words, reference)).toBe(found)
  })

  test('a statement of 100,000 groups is read in time', () => {
    expect(bearsReference('1 '.repeat(100_000), '1234567890')).toBe(false)
  })

  test('our own references are found in groups of any size, and others are not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCHEMES.filter(({ scheme }) => scheme !== 'promptpay')),
        fc.uuid(),
        fc.uuid(),
        fc.integer({ min: 2, max: 6 }),
        ({ scheme }, seed, otherSeed, size) => {
          fc.pre(seed !== otherSeed)
          const reference = paymentReference(payeeOf(scheme), seed)
          const groups = reference.toLowerCase().match(new RegExp(`.{1,${size}}`, 'g')) ?? []
          expect(bearsReference(`Zahlung ${groups.join(' ')} danke`, reference)).toBe(true)
          expect(bearsReference(groups.join(' '), paymentReference(payeeOf(scheme), otherSeed))).toBe(false)
        },
      ),
    )
  })
})
