import { describe, expect, test } from 'vitest'
import { usualCashRounding } from './cash-rounding.ts'
import { coinsOf, isCoin } from './coins.ts'
import { type Minor, toMinor } from './money.ts'

describe('M11: the coins to which cash is rounded', () => {
  test.each(['CHF', 'CAD', 'AUD', 'NZD', 'DKK', 'SEK', 'NOK', 'HUF', 'CZK', 'EUR'])(
    'what is usual in %s is one of them',
    (currency) => {
      const usual = usualCashRounding(currency, 'FI')
      expect(isCoin(currency, usual?.incrementMinor as Minor)).toBe(true)
    },
  )

  test('none is what no mint makes, and none is coarser than small change is there', () => {
    const isOne = (currency: string, minor: number) => isCoin(currency, toMinor(minor))
    expect([isOne('CHF', 30), isOne('CHF', 1), isOne('CHF', 200)]).toEqual([false, false, false])
    expect([isOne('ARS', 10_000), isOne('ARS', 20_000)]).toEqual([true, false])
  })

  test('they follow the currency’s decimals', () => {
    expect(['GNF', 'HUF', 'IQD'].map((currency) => coinsOf(currency).at(-1))).toEqual([500, 500, 250_000])
  })
})
