import { describe, expect, test } from 'vitest'
import {
  locationProblems,
  ownerProblems,
  percentToPpm,
  proposeDraft,
  proposeTaxes,
  toNewLocation,
} from './setup-draft.ts'

const draft = {
  ...proposeDraft('de-DE', 'Europe/Berlin'),
  name: 'Saltworks',
  ownerName: 'Mika',
  ownerPin: '2468',
}

describe('the set-up draft', () => {
  test('proposes currency, mode and rates of the country, by zone before language', () => {
    expect(proposeDraft('en-US', 'Europe/Zurich')).toMatchObject({
      country: 'CH',
      currency: 'CHF',
      taxMode: 'inclusive',
    })
    expect(proposeDraft('en-US', 'America/New_York')).toMatchObject({
      country: 'US',
      currency: 'USD',
      taxMode: 'exclusive',
    })
    expect(proposeDraft('pt-BR', 'America/Recife')).toMatchObject({ country: 'BR' })
    expect(proposeTaxes('DE').rates.map((rate) => rate.percent)).toEqual(['19', '7', '0'])
  })

  test.each([
    ['19', 190_000],
    ['8.875', 88_750],
    ['5,5', 55_000],
    ['0', 0],
    ['', null],
    ['abc', null],
    ['-1', null],
    ['1.23456', null],
  ])('%s percent is %s ppm', (text, ppm) => {
    expect(percentToPpm(text)).toBe(ppm)
  })

  test('names the field and the mend, and lets a good draft through', () => {
    expect(locationProblems(draft)).toEqual({})
    expect(ownerProblems(draft)).toEqual({})
    expect(Object.keys(locationProblems({ ...draft, name: '  ', currency: 'EURO' }))).toEqual([
      'name',
      'currency',
    ])
    expect(
      locationProblems({ ...draft, rates: [{ key: 'x', name: 'VAT', percent: '101' }] })['rate-x'],
    ).toContain('100 %')
  })

  test.each(['12', '123456789', 'abcd', '12a4', '0000', '1234', '7777'])(
    'the PIN %s is refused with words',
    (ownerPin) => {
      expect(ownerProblems({ ...draft, ownerPin }).ownerPin).toMatch(/PIN/)
    },
  )

  test('a finished draft keeps percent exactly', () => {
    const location = toNewLocation({ ...draft, rates: [{ key: 'a', name: '', percent: '8.875' }] })
    expect(location.rates).toEqual([{ name: 'Tax', ppm: 88_750 }])
  })
})
