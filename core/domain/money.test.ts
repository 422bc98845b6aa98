import * as dineroCurrencies from 'dinero.js/currencies'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf } from './currency.ts'
import { extend, MAX_MINOR, scaleRounded, type Thousandths, toMinor } from './money.ts'
import { formatMoney, minorToDecimal } from './money-text.ts'
import { parseMoney } from './parse-money.ts'

const LOCALES = [
  'en-GB',
  'en-US',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es-ES',
  'pt-BR',
  'sv-SE',
  'pl-PL',
  'en-IN',
  'hi-IN',
  'ja-JP',
  'ar-EG',
  'fa-IR',
]
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'INR', 'JPY', 'KWD', 'HUF', 'COP', 'IDR', 'IQD', 'PLN']
const minor = fc.integer({ min: -MAX_MINOR, max: MAX_MINOR }).map(toMinor)

describe('M1: money is an integer of minor units', () => {
  test('a fraction is a defect, not a rounding', () => {
    expect(() => toMinor(0.5)).toThrow('safe integer')
    expect(() => toMinor(2 ** 53)).toThrow('safe integer')
  })

  test('every exponent agrees with dinero’s ISO 4217 table', () => {
    const table = Object.values(dineroCurrencies).filter(
      (one) => typeof one === 'object' && 'exponent' in one,
    )
    expect(table.length).toBeGreaterThan(150)
    // The ouguiya and the ariary count in fifths; ISO 4217 lists both with two decimals.
    const disagreeing = table
      .filter(({ code, exponent }) => exponentOf(code) !== exponent)
      .map(({ code }) => code)
    expect(disagreeing).toEqual(
      table.filter(({ base }) => Array.isArray(base) || base !== 10).map(({ code }) => code),
    )
  })
})

describe('M2: rounding is half away from zero, once', () => {
  test.each([
    [125, 1, 10, 13],
    [-125, 1, 10, -13],
    [124, 1, 10, 12],
    [5, 1, 10, 1],
    [-5, 1, 10, -1],
    [4, 1, 10, 0],
    [-4, 1, 10, 0],
  ])('%i × %i / %i = %i', (value, numerator, denominator, expected) => {
    expect(scaleRounded(value, numerator, denominator)).toBe(expected)
  })

  test('agrees with exact rational arithmetic at every size, and a refund mirrors its sale', () => {
    const denominators = fc.integer({ min: 1, max: 2_000_000 })
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 1_000_000 }),
        denominators,
        (value, numerator, denominator) => {
          // A result that is no safe integer is refused by `toMinor` wherever money is made of it.
          fc.pre(
            Math.abs(value) <= MAX_MINOR &&
              (Math.abs(value) * numerator) / denominator <= Number.MAX_SAFE_INTEGER,
          )
          const got = BigInt(scaleRounded(value, numerator, denominator))
          const product = BigInt(value) * BigInt(numerator)
          // |got × d − product| × 2 ≤ d, and on the tie the magnitude is the larger one.
          const off = got * BigInt(denominator) - product
          const distance = (off < 0n ? -off : off) * 2n
          expect(distance <= BigInt(denominator)).toBe(true)
          if (distance === BigInt(denominator)) expect(off > 0n).toBe(product > 0n)
          expect(scaleRounded(-value, numerator, denominator)).toBe(0 - Number(got) || 0)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a price of a quantity', () => {
    expect(extend(toMinor(1299), 350 as Thousandths)).toBe(455)
    expect(extend(toMinor(350), 4000 as Thousandths)).toBe(1400)
  })
})

describe('M3: money as text', () => {
  test.each([
    [8900, 'EUR', 'en-GB', '€89.00'],
    [123456, 'EUR', 'de-DE', '1.234,56\u00a0€'],
    [1500, 'JPY', 'ja-JP', '￥1,500'],
    [1234567, 'KWD', 'en-GB', 'KWD\u00a01,234.567'],
    [50000, 'HUF', 'en-GB', 'Ft\u00a0500.00'],
    [-350, 'USD', 'en-US', '-$3.50'],
  ])('%i %s in %s is %s', (amount, currency, locale, text) => {
    expect(formatMoney(toMinor(amount), currency, locale)).toBe(text)
  })

  test('is exact where a float is not', () => {
    expect(minorToDecimal(toMinor(999_999_999_999), 'EUR')).toBe('9999999999.99')
    expect(formatMoney(toMinor(999_999_999_999), 'EUR', 'en-GB')).toBe('€9,999,999,999.99')
  })

  test('what is written in a locale is read back in it, in every currency', () => {
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...LOCALES),
        (amount, currency, locale) => {
          const text = formatMoney(amount, currency, locale)
          expect(parseMoney(text, currency, locale), `${text} in ${locale}`).toEqual({
            ok: true,
            value: amount,
          })
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('plain decimals are read in every locale', () => {
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom('en-GB', 'fr-FR', 'sv-SE'),
        (amount, currency, locale) => {
          expect(parseMoney(minorToDecimal(amount, currency), currency, locale)).toEqual({
            ok: true,
            value: amount,
          })
        },
      ),
    )
  })

  test.each([
    ['12', 'en-GB', 1200],
    ['12.5', 'en-GB', 1250],
    ['12,5', 'en-GB', 1250],
    ['12,50', 'de-DE', 1250],
    ['12.50', 'de-DE', 1250],
    ['1.234', 'de-DE', 123400],
    ['1.234,50 €', 'de-DE', 123450],
    ['€ 1,234.50', 'de-DE', 123450],
    ["1'234.50", 'de-CH', 123450],
    ['.5', 'en-GB', 50],
    ['(3.00)', 'en-GB', -300],
    ['−3', 'en-GB', -300],
    ['EUR 7', 'en-GB', 700],
    ['7 eur', 'en-GB', 700],
    ['٣٫٥', 'ar-EG', 350],
  ])('%s in %s is %i', (text, locale, expected) => {
    expect(parseMoney(text, 'EUR', locale)).toEqual({ ok: true, value: expected })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['abc1def', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['--5', 'not-a-number'],
    ['1e5', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['12.345.67', 'not-a-number'],
    ['3.999', 'too-many-decimals'],
    ['1000000000000000', 'too-large'],
    ['=1+1', 'not-a-number'],
  ])('%s is refused as %s', (text, problem) => {
    const result = parseMoney(text, 'EUR', 'en-GB')
    expect(result.ok ? result.value : result.error).toBe(problem)
  })

  test('no text at all makes it throw or gives anything but an integer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...LOCALES),
        (text, currency, locale) => {
          const result = parseMoney(text, currency, locale)
          if (result.ok) expect(Number.isSafeInteger(result.value)).toBe(true)
        },
      ),
    )
  })
})
