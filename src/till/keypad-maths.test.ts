import { describe, expect, it } from 'vitest'
import type { Minor, Thousandths } from '../../core/domain/money.ts'
import type { KeypadKey } from '../ui/keypad.tsx'
import {
  NOTHING_KEYED,
  quantityOf,
  quantityText,
  typeKeyed,
  typeMoney,
  typeQuantity,
} from './keypad-maths.ts'

const money = (keys: readonly KeypadKey[], from = 0) => keys.reduce(typeMoney, from as Minor)
const quantity = (keys: readonly KeypadKey[]) => keys.reduce(typeQuantity, '')

describe('typeMoney', () => {
  it('grows from the last minor unit', () => {
    expect(money(['1', '2', '00'])).toBe(1200)
    expect(money(['0', '5'])).toBe(5)
    expect(money(['1', '2', 'erase'])).toBe(1)
    expect(money(['erase'])).toBe(0)
  })
  it('stops at the largest amount instead of wrapping or rounding', () => {
    expect(money(['9'], 100_000_000_000)).toBe(100_000_000_000)
    expect(Number.isSafeInteger(money(Array<KeypadKey>(40).fill('9')))).toBe(true)
  })
})

describe('typeKeyed', () => {
  it('replaces a suggestion by the first digit and goes on from digits', () => {
    const suggested = { minor: 10_000 as Minor, typed: false }
    expect(typeKeyed(suggested, '5')).toEqual({ minor: 5, typed: true })
    expect(typeKeyed(typeKeyed(NOTHING_KEYED, '5'), '00')).toEqual({ minor: 500, typed: true })
    expect(typeKeyed(suggested, 'erase')).toEqual({ minor: 1000, typed: true })
  })
})

describe('quantities', () => {
  it('takes decimals of a piece', () => {
    expect(quantity(['.', '5'])).toBe('0.5')
    expect(quantityOf(quantity(['.', '5']))).toBe(500)
    expect(quantity(['1', '.', '.', '2', '5', '0', '9'])).toBe('1.250')
    expect(quantityOf('1.250')).toBe(1250)
  })
  it('refuses nothing, nought and too many', () => {
    expect(quantityOf('')).toBeNull()
    expect(quantityOf('0.')).toBeNull()
    expect(quantity(['9', '9', '9', '9', '9', '9'])).toBe('99999')
  })
  it('goes on from what is there', () => {
    expect(quantityText(1500 as Thousandths)).toBe('1.5')
    expect(quantity(['0', '7'])).toBe('7')
  })
})
