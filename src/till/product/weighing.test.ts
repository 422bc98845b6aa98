import { describe, expect, test } from 'vitest'
import type { Minor } from '../../../core/domain/money.ts'
import type { KeypadKey } from '../../ui/keypad.tsx'
import { NOTHING_WEIGHED, typeWeight, weighed } from './weighing.ts'

const EURO_24 = 2400 as Minor
const type = (text: string, from = NOTHING_WEIGHED) =>
  [...text].reduce((now, key) => typeWeight(now, key as KeypadKey), from)

describe('M46: measured goods', () => {
  test('350 g at 24.00 a kilogram are 8.40', () => {
    expect(weighed(type('0.350'), EURO_24)).toEqual({ kind: 'net', quantity: 350, amountMinor: 840 })
  })
  test('the amount is rounded once, half away from nought', () => {
    expect(weighed(type('0.125'), 100 as Minor)).toMatchObject({ amountMinor: 13 })
    expect(weighed(type('0.333'), 1 as Minor)).toMatchObject({ amountMinor: 0 })
  })
  test('the vessel does not count', () => {
    const both = type('0.05', { ...type('0.400'), into: 'tare' })
    expect(weighed(both, EURO_24)).toEqual({ kind: 'net', quantity: 350, amountMinor: 840 })
  })
  test('a vessel as heavy as all of it is named, and nothing is nothing', () => {
    expect(weighed(type('1', { ...type('1'), into: 'tare' }), EURO_24)).toEqual({ kind: 'tare-too-heavy' })
    expect(weighed(NOTHING_WEIGHED, EURO_24)).toEqual({ kind: 'nothing' })
    expect(weighed(type('0.000'), EURO_24)).toEqual({ kind: 'nothing' })
  })
})
