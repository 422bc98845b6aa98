import fc from 'fast-check'
import { isValid } from 'gtin'
import { describe, expect, test } from 'vitest'
import {
  type EmbeddedCode,
  isWhole,
  measuredPrice,
  priceCheckDigit,
  readEmbeddedCode,
} from './embedded-code.ts'
import { extend, type Minor } from './money.ts'

const scheme = (prefix: string, itemDigits: number, valueDigits: number, value: EmbeddedCode['value']) => ({
  ...{ prefix, itemDigits, valueDigits, value },
})
const PRICE = scheme('20', 6, 4, 'price')
const WEIGHT = scheme('23', 6, 4, 'weight')
const BRITISH = scheme('20', 5, 4, 'price')

const withCheck = (digits: string) => {
  const check = '0123456789'.split('').find((digit) => isValid(digits + digit))
  return `${digits}${check}`
}

const read = (code: string, ...schemes: EmbeddedCode[]) => {
  const reading = readEmbeddedCode(code, schemes)
  return reading?.ok ? reading.value : (reading?.error ?? null)
}

describe('M47: codes of the counter, as national rules and real goods have them', () => {
  // From GS1 Sweden, Finland, Denmark and UK, and from Norwegian packs, as jodal/biip holds them in its tests.
  test.each([
    ['2088060112343', PRICE, { kind: 'price', item: '880601', priceMinor: 1234 }],
    ['2388060112344', WEIGHT, { kind: 'weight', item: '880601', quantity: 1234 }],
    ['2302148210869', WEIGHT, { kind: 'weight', item: '021482', quantity: 1086 }],
    ['2368091402263', WEIGHT, { kind: 'weight', item: '680914', quantity: 226 }],
    ['2135040039753', scheme('21', 5, 5, 'price'), { kind: 'price', item: '35040', priceMinor: 3975 }],
    ['2623570001505', scheme('26', 5, 5, 'weight'), { kind: 'weight', item: '23570', quantity: 150 }],
    ['2712341002251', scheme('27', 5, 5, 'weight'), { kind: 'weight', item: '12341', quantity: 225 }],
    ['2011122912346', BRITISH, { kind: 'price', item: '11122', priceMinor: 1234 }],
  ])('%s', (code, own, expected) => {
    expect(read(code, own)).toMatchObject(expected)
  })
  test('the price check digits of GS1’s own examples', () => {
    expect(priceCheckDigit('2875')).toBe('9')
    expect(priceCheckDigit('14685')).toBe('6')
    expect(priceCheckDigit('123')).toBe('')
  })
  test('a digit that guards the price and does not fit is named', () => {
    expect(read('2011122812349', BRITISH)).toBe('bad-price-digit')
  })
  test('a code that was read badly is named, and so is a label of an empty scale', () => {
    expect(read('2088060112344', PRICE)).toBe('bad-check-digit')
    expect(read(withCheck('208806010000'), PRICE)).toBe('nothing-in-it')
  })
  test('another code is none of these, nor is one that the settings cut to a wrong length', () => {
    expect(read('4006381333931', PRICE, WEIGHT)).toBeNull()
    expect(read('PRN-1', PRICE)).toBeNull()
    expect(read('20', PRICE)).toBeNull()
    expect(read('2088060112343', scheme('20', 4, 4, 'price'))).toBeNull()
    expect(isWhole(scheme('20', 3, 8, 'price'))).toBe(false)
  })
  test('the longer prefix wins, whatever the order', () => {
    const long = scheme('208', 5, 4, 'weight')
    expect(read('2088060112343', PRICE, long)).toMatchObject({ kind: 'weight', item: '80601' })
    expect(read('2088060112343', long, PRICE)).toMatchObject({ kind: 'weight', item: '80601' })
  })
  test('UPC-A of number system 2 is the EAN-13 of prefix 02', () => {
    const code = withCheck('021234501234')
    expect(read(code.slice(1), scheme('02', 5, 5, 'price'))).toEqual(read(code, scheme('02', 5, 5, 'price')))
    expect(read(code, scheme('02', 5, 5, 'price'))).toMatchObject({ item: '12345', priceMinor: 1234 })
  })
  test('the goods are known by the item number, with and without noughts and prefix, or by the empty label', () => {
    const reading = readEmbeddedCode(withCheck('200001231234'), [PRICE])
    expect(reading?.ok && reading.value.keys).toEqual([
      '000123',
      '123',
      '20000123',
      withCheck('200001230000'),
    ])
  })
  test('any code that is written is read back', () => {
    const parts = fc.record({
      own: fc.constantFrom(
        PRICE,
        WEIGHT,
        BRITISH,
        scheme('02', 5, 5, 'weight'),
        scheme('29', 4, 5, 'price'),
        scheme('2', 6, 5, 'price'),
      ),
      item: fc.integer({ min: 0, max: 9999 }),
      value: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(parts, ({ own, item, value }) => {
        const itemText = String(item).padStart(own.itemDigits, '0')
        const valueText = String(value).padStart(own.valueDigits, '0')
        const bare = own.prefix.length + own.itemDigits + own.valueDigits
        const verifier = bare === 11 ? priceCheckDigit(valueText) : ''
        const code = withCheck(`${own.prefix}${itemText}${verifier}${valueText}`)
        const expected = own.value === 'price' ? { priceMinor: value } : { quantity: value }
        expect(read(code, own)).toMatchObject({ item: itemText, ...expected })
      }),
    )
  })
  test('one digit that was read wrong is never taken for another price', () => {
    const wrong = fc.record({
      at: fc.integer({ min: 2, max: 12 }),
      by: fc.integer({ min: 1, max: 9 }),
      value: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(wrong, ({ at, by, value }) => {
        const code = withCheck(`20880601${String(value).padStart(4, '0')}`)
        const digit = (Number(code[at]) + by) % 10
        expect(read(code.slice(0, at) + digit + code.slice(at + 1), PRICE)).toBe('bad-check-digit')
      }),
    )
  })
})

describe('M48: what a label says is what is paid', () => {
  const amount = fc.integer({ min: 1, max: 999_999 })
  test('whatever the catalogue’s price, quantity and price come to the label’s amount', () => {
    fc.assert(
      fc.property(amount, amount, (unit, price) => {
        const { quantity, unitMinor } = measuredPrice(unit as Minor, price as Minor)
        expect(quantity).toBeGreaterThan(0)
        expect(extend(unitMinor, quantity)).toBe(price)
      }),
    )
  })
  test('a scale with the catalogue’s price gives the weight back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1000, max: 9999 }), (grams, unit) => {
        const price = extend(unit as Minor, grams as never)
        fc.pre(price > 0)
        const measured = measuredPrice(unit as Minor, price)
        expect(measured.unitMinor).toBe(unit)
        // Grams that cost less than half a minor unit each cannot be told apart.
        expect(Math.abs(measured.quantity - grams)).toBeLessThanOrEqual(1)
      }),
    )
  })
  test('goods whose catalogue price is nought are one piece at the label’s price', () => {
    expect(measuredPrice(0 as Minor, 350 as Minor)).toEqual({ quantity: 1000, unitMinor: 350 })
  })
})
