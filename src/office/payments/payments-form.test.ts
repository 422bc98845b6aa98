import { describe, expect, test } from 'vitest'
import type { PayeeRecord } from '../../../core/domain/account.ts'
import { isCoin } from '../../../core/domain/coins.ts'
import type { PayeeId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { PaymentScheme } from '../../../core/payment-codes/payee.ts'
import { SCHEMES } from '../../../core/payment-codes/schemes.ts'
import { plainLocation } from '../../../test/support/catalogue.ts'
import { type PayeeForm, payeeFormOf, planPayee } from './payee-form.ts'
import { type PaymentsForm, paymentsFormOf, planPayments, roundingSamples } from './payments-form.ts'

const location = plainLocation()
const swiss = plainLocation({
  currency: 'CHF',
  country: 'CH',
  cashRounding: { incrementMinor: 5 as Minor, ties: 'up' },
})
const plan = (change: Partial<PaymentsForm>, place = location) =>
  planPayments({ ...paymentsFormOf(place, 'en'), ...change }, place, 'en')

describe('O9: cash, tips and vouchers', () => {
  test('nothing is written when nothing was changed, whatever the currency', () => {
    for (const currency of ['EUR', 'CHF', 'JPY', 'KWD', 'SEK']) {
      const place = plainLocation({ currency, voucherOfflineMinor: 50_000 as Minor })
      expect(plan({}, place)).toEqual({ ok: true, value: [] })
    }
    expect(paymentsFormOf(swiss, 'en').cash).toBe('usual')
  })

  test('one patch of what differs', () => {
    expect(
      plan({ cash: 'own', increment: '0.10', ties: 'down', tips: 'pool', presets: ['5', '12.5'] }),
    ).toEqual({
      ok: true,
      value: [
        {
          record: 'location',
          id: 'here',
          fields: {
            cashRounding: { incrementMinor: 10, ties: 'down' },
            tips: 'pool',
            tipPresets: [50_000, 125_000],
          },
        },
      ],
    })
    expect(plan({ cash: 'none' }, swiss)).toMatchObject({ value: [{ fields: { cashRounding: null } }] })
    expect(plan({ voucherOffline: '0' })).toMatchObject({ value: [{ fields: { voucherOfflineMinor: 0 } }] })
  })

  test.each<[Partial<PaymentsForm>, string, RegExp]>([
    [{ cash: 'own', increment: '' }, 'increment', /like 12.50/],
    [{ cash: 'own', increment: '0.01' }, 'increment', /rounds nothing/],
    [{ cash: 'own', increment: '0.30' }, 'increment', /write €0.25 or €0.50\./],
    [{ cash: 'own', increment: '2.00' }, 'increment', /write €1.00\./],
    [{ presets: ['10', '101'] }, 'preset-1', /100 at most/],
    [{ presets: ['10', '10.0'] }, 'preset-1', /there already/],
    [{ presets: [''] }, 'preset-0', /Write a percentage/],
    [{ voucherOffline: '-5' }, 'voucherOffline', /nought or more/],
  ])('%j is named', (change, field, words) => {
    expect(plan(change)).toMatchObject({ ok: false, error: { [field]: expect.stringMatching(words) } })
  })

  test.each([
    ['ARS', '10.00', 1000],
    ['KHR', '100', 10_000],
    ['GNF', '500', 500],
    ['KES', '5', 500],
    ['IQD', '250', 250_000],
  ])(
    'M11: of %s a coin of %s is one, for the office and for whoever checks a sale',
    (currency, increment, minor) => {
      const place = plainLocation({ currency, country: 'XX' })
      expect(plan({ cash: 'own', increment }, place)).toMatchObject({
        value: [{ fields: { cashRounding: { incrementMinor: minor, ties: 'up' } } }],
      })
      expect(isCoin(currency, minor as Minor)).toBe(true)
    },
  )

  test('what was saved and is no coin is read as it is, and named before anything is written', () => {
    const odd = plainLocation({ currency: 'CHF', cashRounding: { incrementMinor: 30 as Minor, ties: 'up' } })
    expect(paymentsFormOf(odd, 'en')).toMatchObject({ cash: 'own', increment: '0.30' })
    expect(plan({ tips: 'pool' }, odd)).toMatchObject({
      ok: false,
      error: { increment: expect.stringContaining('CHF') },
    })
  })

  test('the samples show where a half goes', () => {
    const up = roundingSamples({ incrementMinor: 10 as Minor, ties: 'up' }, 'EUR')
    expect(up).toEqual([
      [1203, 1200],
      [1205, 1210],
      [1207, 1210],
    ])
    expect(roundingSamples({ incrementMinor: 10 as Minor, ties: 'down' }, 'EUR')[1]).toEqual([1205, 1200])
  })
})

const schemeOf = (scheme: PaymentScheme) => SCHEMES.find((one) => one.scheme === scheme) ?? SCHEMES[0]
const epc = schemeOf('epc')
const payee: PayeeRecord = {
  id: 'epc' as PayeeId,
  scheme: 'epc',
  name: 'Pier Market',
  account: 'BE72000000001616',
}

function planned(change: Partial<PayeeForm>, known: PayeeRecord | null = null) {
  if (!epc) throw new Error('no scheme')
  const context = { scheme: epc, payee: known, country: 'DE' }
  return planPayee({ ...payeeFormOf(context), ...change }, context)
}

describe('O13: a payee', () => {
  test('is written whole and in the scheme’s own form, one for each scheme', () => {
    expect(planned({ name: ' Pier Market ', account: 'be72 0000 0000 1616' })).toEqual({
      ok: true,
      value: [
        {
          record: 'payee',
          id: 'epc',
          fields: {
            ...{ scheme: 'epc', name: 'Pier Market', account: 'BE72000000001616', removed: false },
            ...{ bic: '', street: '', postalCode: '', city: '', country: '' },
          },
        },
      ],
    })
  })

  test('one that was made elsewhere keeps its id; the same again writes nothing', () => {
    const other = { ...payee, id: 'old' as PayeeId }
    expect(planned({ name: 'Pier' }, other)).toMatchObject({
      value: [{ id: 'old', fields: { name: 'Pier' } }],
    })
    expect(planned({ account: 'BE72 0000 0000 1616' }, payee)).toEqual({ ok: true, value: [] })
  })

  test('a wrong digit and a missing name are named, each at its field', () => {
    expect(planned({ account: 'BE72 0000 0000 1617' })).toMatchObject({
      ok: false,
      error: { name: expect.stringMatching(/missing/), account: expect.stringMatching(/typing error/) },
    })
  })

  test('a country is proposed only where the scheme asks for one', () => {
    const form = (scheme: PaymentScheme) => {
      const found = schemeOf(scheme)
      return found && payeeFormOf({ scheme: found, payee: null, country: 'CH' }).country
    }
    expect([form('swiss-qr'), form('epc')]).toEqual(['CH', ''])
  })
})
