import fc from 'fast-check'
import { isValid } from 'gtin'
import { describe, expect, test } from 'vitest'
import { type CartLine, emptyCart } from './cart.ts'
import {
  type EmbeddedCode,
  isWhole,
  measuredPrice,
  priceCheckDigit,
  readEmbeddedCode,
} from './embedded-code.ts'
import type { ProductId, PromotionId, SaleId, TaxRateId, VariantId } from './ids.ts'
import { extend, type Minor, type Ppm, sum, type Thousandths } from './money.ts'
import { plainRules, priceCart } from './price-cart.ts'
import type { Promotion } from './promotion.ts'
import type { Sale } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'

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
  /** As a till prices what it scanned; a promotion may take something off it. */
  const sold = (unit: number, price: number, promotions: readonly Promotion[] = []) => {
    const line = {
      ...{ key: 'k', product: 'p' as ProductId, variant: 'v' as VariantId, name: 'Comté', variantName: '' },
      ...{ sku: null, note: '', unit: 'kg' as const, listMinor: unit as Minor },
      taxRate: { id: 'r' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
      ...measuredPrice(unit as Minor, price as Minor),
    }
    const rules = { ...plainRules('inclusive'), promotions }
    return { cart: { ...emptyCart('sale' as SaleId), lines: [line] }, rules, line }
  }
  const paid = ({ cart, rules }: ReturnType<typeof sold>) => priceCart(cart, rules)

  test('whatever the catalogue’s price, that is the price of one, and the label’s amount is paid', () => {
    const rule = fc.property(amount, amount, (unit, price) => {
      const one = sold(unit, price)
      expect(one.line.quantity).toBeGreaterThan(0)
      expect(one.line.unitMinor).toBe(unit)
      const priced = paid(one)
      expect(priced.totals.totalMinor).toBe(price)
      const beyond = sum(priced.lines[0]?.discounts?.map(({ amountMinor }) => amountMinor) ?? [])
      expect(beyond).toBeLessThan(Math.ceil(unit / 1000) + 1)
      const { totals, lines, taxMode } = priced
      const tenders = [{ kind: 'card' as const, id: 't', amountMinor: price, last4: '', reference: '' }]
      const sale = {
        id: 'sale',
        receipt: 'A-1',
        currency: 'EUR',
        taxMode,
        lines,
        taxes: totals.taxes,
        tenders,
      }
      expect(saleFlaws({ ...sale, totalMinor: price } as unknown as Sale)).toEqual([])
    })
    fc.assert(rule)
  })
  test('€7.77 of goods at €19.90 a kg: 0.391 kg, and a cent by its label', () => {
    const [line] = paid(sold(1990, 777)).lines
    expect(line).toMatchObject({ quantity: 391, unitMinor: 1990, listMinor: 1990, amountMinor: 777 })
    expect(line?.discounts).toEqual([{ source: 'line', label: 'By its label', amountMinor: 1 }])
    expect(line).not.toHaveProperty('label')
    expect(paid(sold(1990, 999)).lines[0]).toMatchObject({ quantity: 502, amountMinor: 999 })
  })
  test('promotions and discounts by hand come off what the label says', () => {
    const tenth = { kind: 'percent', ppm: 100_000 as Ppm } as const
    const promotion = {
      ...{ id: 'promo' as PromotionId, name: 'Tenth', offer: tenth, active: true },
      scope: { products: [], categories: [] },
      window: { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null },
    }
    expect(paid(sold(1990, 777, [promotion])).totals.totalMinor).toBe(777 - 78)
    const one = sold(1990, 777)
    const discount = { reason: 'Regular', by: null, ppm: 100_000 as Ppm, amountMinor: null }
    const cart = { ...one.cart, lines: [{ ...one.line, discount }] }
    expect(paid({ ...one, cart }).totals.totalMinor).toBe(777 - 78)
  })
  test('goods that are weighed or priced anew are no more what the label says', () => {
    const one = sold(1990, 777)
    const weighed = { ...one.line, quantity: 500 as Thousandths }
    const priced = { ...one.line, unitMinor: 1000 as Minor }
    const totalOf = (line: CartLine) =>
      paid({ ...one, cart: { ...one.cart, lines: [line as typeof one.line] } }).totals.totalMinor
    expect([totalOf(weighed), totalOf(priced)]).toEqual([995, 391])
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
