import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentOf } from '../../core/domain/currency.ts'
import { toMinor } from '../../core/domain/money.ts'
import { fromStripe, toStripe } from './stripe-amount.ts'

const amountOf = (amount: number, currency: string) => toStripe(toMinor(amount), currency)

describe('M72: an amount is Stripe’s exactly, or refused', () => {
  it.each([
    // Stripe's own examples: 10 USD, 500 JPY, 5 ISK, 5 UGX, 5.120 KWD.
    ['USD', 1000, 1000],
    ['JPY', 500, 500],
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    ['KWD', 5120, 5120],
    ['MGA', 1200, 12],
    ['HUF', 17_500, 17_500],
    ['TWD', 80_045, 80_045],
    ['CLP', 990, 990],
    ['EUR', 50, 50],
  ])('%s: %i minor units are %i', (currency, amount, expected) => {
    expect(amountOf(amount, currency)).toEqual({ ok: true, value: expected })
    expect(fromStripe(expected, currency)).toBe(amount)
  })

  it.each([
    ['KWD', 5124, /multiples of KWD.0\.010/],
    ['MGA', 1250, /multiples of Ar.1\.00/],
    ['EUR', 49, /no less than €0\.50/],
    ['JPY', 49, /no less than ¥50/],
    ['SEK', 299, /no less than/],
    ['EUR', 0, /no less than/],
    ['BHD', 0, /no less than/],
    ['IQD', 1000, /no payments in IQD/],
    ['LYD', 1000, /no payments in LYD/],
    ['CLF', 10_000, /no payments in CLF/],
    ['UYI', 1000, /no payments in UYI/],
    ['ISK', 10_000_000_000, /more than Stripe takes/],
    ['EUR', 1_000_000_000_000, /more than Stripe takes/],
  ])('%s: %i minor units are refused by name', (currency, amount, words) => {
    const refused = amountOf(amount, currency)
    expect(refused).toMatchObject({ ok: false })
    expect(refused.ok || refused.error).toMatch(words)
  })

  it('what is taken comes back as it was, and is worth the same', () => {
    const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'ISK', 'UGX', 'KWD', 'TND', 'MGA', 'HUF', 'CLP')
    fc.assert(
      fc.property(currencies, fc.integer({ min: -10, max: 1_000_000_000_000 }), (currency, amount) => {
        const sent = amountOf(amount, currency)
        if (!sent.ok) return
        expect(Number.isSafeInteger(sent.value) && sent.value > 0).toBe(true)
        expect(fromStripe(sent.value, currency)).toBe(amount)
        const isSameDecimals = !['ISK', 'UGX', 'MGA'].includes(currency)
        if (isSameDecimals) expect([sent.value, exponentOf(currency)]).toEqual([amount, exponentOf(currency)])
      }),
    )
  })
})
