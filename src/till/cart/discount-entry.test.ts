import { describe, expect, test } from 'vitest'
import { type DiscountEntry, entryOf, givenOf, presetEntry, typeEntry } from './discount-entry.ts'

const type = (entry: DiscountEntry, ...keys: Parameters<typeof typeEntry>[1][]) =>
  keys.reduce(typeEntry, entry)
const byAmount = { ...entryOf(undefined), by: 'amount' as const }

describe('M41: what is keyed in as a discount', () => {
  test('nothing is no discount, and neither is nought', () => {
    expect(givenOf(entryOf(undefined))).toBeNull()
    expect(givenOf(type(entryOf(undefined), '0'))).toBeNull()
    expect(givenOf(type(byAmount, '0'))).toBeNull()
  })
  test('percent with decimals, exact in parts per million', () => {
    expect(givenOf(type(entryOf(undefined), '1', '2', '.', '5'))).toEqual({ ppm: 125_000, amountMinor: null })
    expect(givenOf(type(entryOf(undefined), '8', '.', '8', '7', '5'))).toEqual({
      ppm: 88_750,
      amountMinor: null,
    })
  })
  test('101 % is kept as typed, so that it can be named', () => {
    expect(givenOf(type(entryOf(undefined), '1', '0', '1'))).toEqual({ ppm: 1_010_000, amountMinor: null })
  })
  test('a preset is replaced by the first digit, and so is what was given before', () => {
    const preset = presetEntry(entryOf(undefined), 200_000 as never)
    expect(givenOf(preset)).toEqual({ ppm: 200_000, amountMinor: null })
    expect(givenOf(type(preset, '5'))).toEqual({ ppm: 50_000, amountMinor: null })
    expect(givenOf(type(entryOf({ ppm: 125_000 as never, amountMinor: null }), 'erase'))).toEqual({
      ppm: 120_000,
      amountMinor: null,
    })
  })
  test('an amount grows from its last minor unit, and the percent is not lost by looking at it', () => {
    const keyed = type({ ...type(entryOf(undefined), '7'), by: 'amount' }, '2', '5', '0')
    expect(givenOf(keyed)).toEqual({ ppm: null, amountMinor: 250 })
    expect(givenOf({ ...keyed, by: 'percent' })).toEqual({ ppm: 70_000, amountMinor: null })
    expect(entryOf({ ppm: null, amountMinor: 250 as never })).toMatchObject({ by: 'amount' })
  })
})
