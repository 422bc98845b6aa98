import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PayeeRecord } from '../domain/account.ts'
import type { PayeeId } from '../domain/ids.ts'
import { checkPayee } from './check-payee.ts'
import type { PaymentScheme } from './payee.ts'
import { pixKey } from './pix-key.ts'
import { SCHEMES } from './schemes.ts'
import { PAYEES, payeeOf } from './testing/payees.ts'

const accountOf = (scheme: PaymentScheme, account: string) => {
  const checked = checkPayee({ ...payeeOf(scheme), account })
  return checked.ok ? checked.value.account : null
}

describe('M62: a payee is checked field by field', () => {
  test('every sample passes, and what has passed passes again unchanged', () => {
    for (const payee of Object.values(PAYEES)) {
      const once = checkPayee(payee)
      if (!once.ok) throw new Error(`${payee.scheme}: ${JSON.stringify(once.error)}`)
      expect(checkPayee(once.value)).toEqual(once)
    }
  })

  test('a missing field is named in words, each of its own', () => {
    const checked = checkPayee({ scheme: 'swiss-qr', name: ' ', account: '' })
    expect(checked.ok ? {} : checked.error).toEqual({
      name: 'Name of the account’s owner is missing.',
      account: 'IBAN or QR-IBAN is missing.',
      postalCode: 'Postal code is missing.',
      city: 'Place is missing.',
      country: 'Country is missing.',
    })
  })

  test('a kind of code that only a newer version knows is refused, not guessed', () => {
    expect(checkPayee({ scheme: 'bizum', name: 'Ana', account: '600' }).ok).toBe(false)
  })

  test('fields that the scheme does not have are left out', () => {
    expect(checkPayee({ ...payeeOf('upi'), city: 'Pune', bic: 'BPOTBEB1' })).toEqual({
      ok: true,
      value: { scheme: 'upi', name: 'nadeem chinna', account: 'nadeem@npci' },
    })
  })

  test.each([
    ['epc', 'be72 0000-0000 1616', 'BE72000000001616'],
    ['epc', 'BE72000000001617', null],
    ['epc', 'TR330006100519786457841326', null],
    ['epc', 'GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
    ['epc', 'ME25505000012345678951', 'ME25505000012345678951'],
    ['swiss-qr', 'CH9300762011623852957', 'CH9300762011623852957'],
    ['swiss-qr', 'BE72000000001616', null],
    ['spayd', 'CZ5855000000001265098001', 'CZ5855000000001265098001'],
    ['spayd', 'BE72000000001616', null],
    ['promptpay', '081-234-5678', '0812345678'],
    ['promptpay', '66812345678', '0812345678'],
    ['promptpay', '+66 (0)81 234 5678', '0812345678'],
    ['promptpay', '12345', null],
    ['paynow', '9123 4567', '+6591234567'],
    ['paynow', 't08gb0025act1', 'T08GB0025ACT1'],
    ['paynow', '5123 4567', null],
    ['vietqr', '0011 0123 45678', '0011012345678'],
    ['upi', 'a b@bank', null],
    ['upi', 'name@bank&am=1', null],
    ['swish', '+46 70 123 45 67', '0701234567'],
    ['swish', '070-123 45 67', '0701234567'],
    ['swish', '0812345678', null],
  ] as const)('%s: account %s → %s', (scheme, written, kept) => {
    expect(accountOf(scheme, written)).toBe(kept)
  })

  test.each([
    ['529.982.247-25', '52998224725'],
    ['111.444.777-35', '11144477735'],
    ['111.444.777-36', null],
    ['111.111.111-11', null],
    ['11.222.333/0001-81', '11222333000181'],
    ['11.222.333/0001-82', null],
    ['12.ABC.345/01DE-35', '12ABC34501DE35'],
    ['+55 (11) 98765-4321', '+5511987654321'],
    ['(11) 98765-4321', null],
    ['Loja@Exemplo.com.br', 'loja@exemplo.com.br'],
    ['123e4567-E12B-12d1-a456-426655440000', '123e4567-e12b-12d1-a456-426655440000'],
  ])('Pix key %s → %s', (written, kept) => {
    const key = pixKey(written)
    expect(key.ok ? key.value : null).toBe(kept)
  })

  test('one wrong digit in an IBAN is always found', () => {
    const iban = 'BE72000000001616'
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = iban.slice(0, at) + ((Number(iban[at]) + by) % 10) + iban.slice(at + 1)
        expect(accountOf('epc', wrong)).toBeNull()
      }),
    )
  })

  test('M66: a name of three-byte letters would leave an EPC code no room for its reference', () => {
    const refused = checkPayee({ ...payeeOf('epc'), name: 'ế'.repeat(70) })
    expect(refused.ok ? {} : refused.error).toHaveProperty('name')
    expect(checkPayee({ ...payeeOf('epc'), name: 'ế'.repeat(46) }).ok).toBe(true)
  })

  test('M62: a SEPA account outside the EEA needs its BIC, one inside does not', () => {
    const problemsOf = (account: string) => {
      const checked = checkPayee({ scheme: 'epc', name: 'Ana', account })
      return checked.ok ? {} : checked.error
    }
    expect(problemsOf('GB82WEST12345698765432')).toHaveProperty('bic')
    expect(problemsOf('BE72000000001616')).toEqual({})
  })

  test('a payee as the settings keep it is taken as it is', () => {
    const record: PayeeRecord = {
      id: 'p1' as PayeeId,
      scheme: 'epc',
      name: 'Ana',
      account: 'BE72000000001616',
      bic: undefined,
    }
    expect(checkPayee(record)).toEqual({
      ok: true,
      value: { scheme: 'epc', name: 'Ana', account: 'BE72000000001616' },
    })
  })

  test('names: too long and not in Latin letters are named, in every scheme', () => {
    for (const { scheme } of SCHEMES) {
      const problemOf = (name: string) => {
        const checked = checkPayee({ ...payeeOf(scheme), name })
        return checked.ok ? null : checked.error.name
      }
      expect(problemOf('n'.repeat(71))).toMatch(/^The name has at most \d\d letters/)
      expect(problemOf('☕🍰')).toMatch(/Latin letters/)
      expect(problemOf('東京')).toMatch(/Latin letters/)
      expect(problemOf('Café Ünal 🍰')).toBeNull()
    }
  })
})
