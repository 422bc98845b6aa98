import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMinor } from '../domain/money.ts'
import { paymentCode, paymentReference } from './payment-code.ts'
import { SCHEMES } from './schemes.ts'
import { payeeOf } from './testing/payees.ts'

const seeds = fc.oneof(fc.uuid({ version: 7 }), fc.string({ unit: 'binary' }))

/** ISO 7064 modulo 97 over digits, letters counting from 10: the plain definition. */
const modulo97 = (text: string) =>
  BigInt(Array.from(text, (letter) => Number.parseInt(letter, 36)).join('')) % 97n

describe('M63: references', () => {
  test('the scheme carries its own reference whole, and the code says it as it is', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...SCHEMES), (seed, { scheme, currencies }) => {
        const payee = payeeOf(scheme)
        const reference = paymentReference(payee, seed)
        const currency = currencies[0] ?? ''
        const code = paymentCode(payee, { amountMinor: toMinor(500), currency, reference, text: '' })
        expect(code).toMatchObject({ ok: true, value: { reference } })
        expect(code.ok && code.value.text).toContain(reference)
        expect(paymentReference(payee, seed)).toBe(reference)
      }),
    )
  })

  test('a creditor reference closes by ISO 11649, as the standard’s example does', () => {
    const closes = (reference: string) => modulo97(reference.slice(4) + reference.slice(0, 4)) === 1n
    expect(closes('RF18539007547034')).toBe(true)
    fc.assert(
      fc.property(seeds, (seed) => {
        const reference = paymentReference(payeeOf('epc'), seed)
        expect(reference).toMatch(/^RF\d{2}[0-9A-HJKMNP-TV-Z]{12}$/)
        expect(closes(reference)).toBe(true)
      }),
    )
  })

  test('a QR-IBAN gets 27 digits that close by modulo 10 recursive, an IBAN a creditor reference', () => {
    const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
    const carry = (digits: string) =>
      Array.from(digits, Number).reduce((sum, digit) => table[(sum + digit) % 10] ?? 0, 0)
    expect(carry('210000000003139471430009017')).toBe(0)
    fc.assert(
      fc.property(seeds, (seed) => {
        const reference = paymentReference(payeeOf('swiss-qr'), seed)
        expect(reference).toMatch(/^\d{27}$/)
        expect(carry(reference)).toBe(0)
      }),
    )
    const regular = { scheme: 'swiss-qr', account: 'CH93 0076 2011 6238 5295 7' }
    expect(paymentReference(regular, 'sale')).toMatch(/^RF/)
  })

  test('a variable symbol has ten digits and no zero in front, which a bank would drop', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(paymentReference(payeeOf('spayd'), seed)).toMatch(/^[1-9]\d{9}$/)
      }),
    )
  })

  test('20,000 sales have 20,000 references', () => {
    const made = Array.from({ length: 20_000 }, (_, at) => paymentReference(payeeOf('pix'), `sale-${at}`))
    expect(new Set(made).size).toBe(20_000)
  })

  test('an unknown scheme has none', () => {
    expect(paymentReference({ scheme: 'bizum', account: '600' }, 'sale')).toBe('')
  })
})
