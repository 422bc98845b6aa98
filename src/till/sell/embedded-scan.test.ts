import { describe, expect, test } from 'vitest'
import type { EmbeddedReading } from '../../../core/domain/embedded-code.ts'
import type { Minor, Thousandths } from '../../../core/domain/money.ts'
import { measureOf } from './embedded-scan.ts'

const known = { item: '00123', keys: ['00123'] }
const price = (minor: number): EmbeddedReading => ({ ...known, kind: 'price', priceMinor: minor as Minor })
const weight = (grams: number): EmbeddedReading => ({
  ...known,
  kind: 'weight',
  quantity: grams as Thousandths,
})

describe('M48: what a label comes to in the cart', () => {
  test('a weight is the quantity, at the catalogue’s price', () => {
    expect(measureOf(weight(350), true, 2400 as Minor)).toEqual({ unitMinor: 2400, quantity: 350 })
  })
  test('a price of measured goods gives the weight back', () => {
    expect(measureOf(price(840), true, 2400 as Minor)).toEqual({ unitMinor: 2400, quantity: 350 })
  })
  test('a price of goods by the piece is the price of one', () => {
    expect(measureOf(price(840), false, 900 as Minor)).toEqual({ unitMinor: 840, quantity: 1000 })
    expect(measureOf(price(840), true, null)).toEqual({ unitMinor: 840, quantity: 1000 })
  })
  test('a weight that nothing can be reckoned from is named', () => {
    expect(measureOf(weight(350), false, 900 as Minor)).toContain('by the piece')
    expect(measureOf(weight(350), true, null)).toContain('no price')
  })
})
