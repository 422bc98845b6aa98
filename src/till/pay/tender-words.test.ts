import { describe, expect, it } from 'vitest'
import type { Tender } from '../../../core/domain/tender.ts'
import { nothingDueWords } from './tender-words.ts'

const line = (about: object) => ({ quantity: 1000, ...about }) as never
const words = (lines: readonly never[], tenders: readonly Tender[] = []) =>
  nothingDueWords({ cart: { tenders } as never, lines })

describe('S13: why nothing is to be paid', () => {
  it('an exchange or cups that come back are even', () => {
    const even = /what comes back are even/
    expect(words([line({}), line({ quantity: -1000, returned: {} })])).toMatch(even)
    expect(words([line({}), line({ quantity: -1000, kind: 'deposit' })])).toMatch(even)
  })
  it('goods that a discount or a voucher leaves at nought are not: nothing comes back', () => {
    const free = 'Nothing to pay for these goods.'
    expect(words([line({})])).toBe(free)
    expect(words([line({}), line({ quantity: -1000, kind: 'voucher' })])).toBe(free)
  })
  it('a bill whose parts have paid it says so', () => {
    expect(words([line({})], [{} as Tender])).toBe('Nothing is left to pay.')
  })
})
