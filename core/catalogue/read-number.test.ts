import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ppm, Thousandths } from '../domain/money.ts'
import {
  decimalMarkOf,
  ppmToPercent,
  quantityToDecimal,
  readPercent,
  readPrice,
  readQuantity,
} from './read-number.ts'

describe('decimalMarkOf', () => {
  it.each([
    [['12.50', '3'], ',', '.'],
    [['12,50', '1.234,5'], ',', ','],
    [['€ 12,50'], ';', ','],
    [['1,234.50', '12'], ';', '.'],
    [['12', '5'], ';', ','],
    [[], ',', '.'],
  ] as const)('%j with separator %s: %s', (prices, delimiter, mark) => {
    expect(decimalMarkOf(prices, delimiter)).toBe(mark)
  })
})

describe('readPrice', () => {
  it.each([
    ['12.50', '.', 1250],
    ['12,50', ',', 1250],
    ['1.234,50 €', ',', 123_450],
    ['€1,234.50', '.', 123_450],
    ['EUR 5', '.', 500],
    ['5 eur', '.', 500],
    ['19.990', '.', 1999],
    ['0', '.', 0],
    ['', '.', null],
    ['variable', '.', null],
  ] as const)('%j is %s', (text, mark, minor) => {
    expect(readPrice(text, 'EUR', mark)).toEqual({ ok: true, value: minor })
  })

  it.each([
    ['$5', 'other-currency'],
    ['5 USD', 'other-currency'],
    ['£5', 'other-currency'],
    ['CHF 5', 'other-currency'],
    ['-5', 'negative'],
    ['5.555', 'unreadable'],
    ['five', 'unreadable'],
    ['=1+1', 'unreadable'],
    ['1e3', 'unreadable'],
    ['99999999999999999', 'too-large'],
  ] as const)('%j is refused: %s', (text, problem) => {
    expect(readPrice(text, 'EUR', '.')).toEqual({ ok: false, error: problem })
  })

  it('knows currencies without decimals and with three', () => {
    expect(readPrice('¥1,200', 'JPY', '.')).toEqual({ ok: true, value: 1200 })
    expect(readPrice('1.250', 'KWD', '.')).toEqual({ ok: true, value: 1250 })
    expect(readPrice('$5', 'CAD', '.')).toEqual({ ok: true, value: 500 })
  })
})

describe('readQuantity', () => {
  it.each([
    ['12', '.', 12_000],
    ['2.5', '.', 2500],
    ['2,5', ',', 2500],
    ['-3', '.', -3000],
    ['1,200', '.', 1_200_000],
    ['1.000', '.', 1000],
    ['0.3333', '.', null],
    ['many', '.', null],
    ['', '.', null],
  ] as const)('%j with %s is %s', (text, mark, quantity) => {
    expect(readQuantity(text, mark)).toBe(quantity)
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (quantity) => {
        expect(readQuantity(quantityToDecimal(quantity as Thousandths), '.')).toBe(quantity)
      }),
    )
  })
})

describe('readPercent', () => {
  it.each([
    ['19', 190_000],
    ['19%', 190_000],
    ['8,875 %', 88_750],
    ['0.07', 70_000],
    ['0.5%', 5000],
    ['0', 0],
    ['101', null],
    ['-3', null],
    ['reduced', null],
  ])('%j is %s', (text, ppm) => {
    expect(readPercent(text, text.includes(',') ? ',' : '.')).toBe(ppm)
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => {
        expect(readPercent(`${ppmToPercent(ppm)}%`, '.')).toBe(ppm as Ppm)
      }),
    )
  })
})
