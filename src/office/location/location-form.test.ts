import { describe, expect, it } from 'vitest'
import type { LocationId, TaxRateId } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Ppm } from '../../../core/domain/money.ts'
import { plainLocation } from '../../../test/support/catalogue.ts'
import { embeddedPicture } from './embedded-form.ts'
import { locationFormOf, planLocation } from './location-form.ts'

const standard = { id: 'standard' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const reduced = { id: 'reduced' as TaxRateId, name: 'VAT', ppm: 70_000 as Ppm }
const rates = new Map([standard, reduced].map((rate) => [rate.id, rate]))
const location: Location = {
  ...plainLocation(),
  ...{ id: 'here' as LocationId, name: 'Saltworks', currency: 'EUR', country: 'DE', zone: 'Europe/Berlin' },
  ...{ taxMode: 'inclusive', defaultTaxRate: standard.id, address: '', receiptFooter: '', lockMinutes: 5 },
}
const settings = { location, taxRates: rates, takeAwayRates: new Map() }
const opened = locationFormOf(settings, ',')
const plan = (change: Partial<typeof opened>) => planLocation({ ...opened, ...change }, settings)

describe('the location form', () => {
  it('writes nothing when nothing was changed', () => {
    expect(plan({})).toEqual({ ok: true, value: [] })
  })

  it('writes the fields that were changed, rates first', () => {
    const changed = [
      { id: standard.id, name: 'VAT', percent: '20,5', takeAway: '' as const },
      ...opened.rates.slice(1),
    ]
    expect(plan({ address: ' Pier 9 ', rates: changed, taxMode: 'exclusive' })).toEqual({
      ok: true,
      value: [
        { record: 'tax-rate', id: 'standard', fields: { ppm: 205_000 } },
        { record: 'location', id: 'here', fields: { address: 'Pier 9', taxMode: 'exclusive' } },
      ],
    })
  })

  it('adds and removes rates; the usual rate is never one that is gone', () => {
    const kept = [
      { id: 'new' as TaxRateId, name: 'Zero', percent: '0', takeAway: '' as const },
      ...opened.rates.slice(1),
    ]
    expect(plan({ rates: kept })).toMatchObject({
      ok: true,
      value: [
        { record: 'tax-rate', id: 'new', fields: { name: 'Zero', ppm: 0 } },
        { record: 'location', fields: { defaultTaxRate: 'new' } },
        { record: 'tax-rate', id: 'standard', fields: { removed: true } },
      ],
    })
  })

  it('names the fields that are wrong', () => {
    const bad = [{ id: standard.id, name: ' ', percent: 'many', takeAway: '' as const }]
    expect(plan({ name: '', rates: bad })).toMatchObject({
      ok: false,
      error: {
        name: expect.stringMatching(/name/),
        'standard/name': expect.stringMatching(/Name/),
        'standard/percent': expect.stringMatching(/percentage/),
      },
    })
    expect(plan({ rates: [] })).toMatchObject({
      ok: false,
      error: { rates: expect.stringMatching(/at least one/) },
    })
  })

  it('O9: a rate that takes another’s place when goods are taken away, and goes with it', () => {
    const [first, ...rest] = opened.rates
    if (!first) throw new Error('no rate')
    const swapped = plan({ rates: [{ ...first, takeAway: reduced.id }, ...rest] })
    expect(swapped).toEqual({
      ok: true,
      value: [{ record: 'tax-rate', id: 'standard', fields: { takeAway: 'reduced' } }],
    })
    const known = { ...settings, takeAwayRates: new Map([[standard.id, reduced]]) }
    const form = locationFormOf(known, ',')
    expect(planLocation(form, known)).toEqual({ ok: true, value: [] })
    expect(planLocation({ ...form, rates: form.rates.slice(0, 1) }, known)).toMatchObject({
      value: [{ fields: { takeAway: null } }, { id: 'reduced', fields: { removed: true } }],
    })
  })

  it('O9: rounding, language and labels of scales are fields of the location', () => {
    const code = { key: 'k', prefix: ' 21 ', itemDigits: '5', valueDigits: '5', value: 'weight' as const }
    expect(
      plan({ taxRounding: 'per-line', taxHalves: 'even', receiptLanguage: 'de', embeddedCodes: [code] }),
    ).toEqual({
      ok: true,
      value: [
        {
          record: 'location',
          id: 'here',
          fields: {
            ...{ taxRounding: 'per-line', taxHalves: 'even', receiptLanguage: 'de' },
            embeddedCodes: [{ prefix: '21', itemDigits: 5, valueDigits: 5, value: 'weight' }],
          },
        },
      ],
    })
  })

  it.each([
    [{ prefix: '40' }, 'k/prefix', /20 to 29/],
    [{ prefix: '' }, 'k/prefix', /20 to 29/],
    [{ valueDigits: '6' }, 'k/valueDigits', /have 10 digits, not 11/],
    [{ itemDigits: '0' }, 'k/itemDigits', /whole number/],
    [{ itemDigits: '3', valueDigits: '6' }, 'k/valueDigits', /price check digit/],
  ])('O9: a label cut as %j is named', (change, field, words) => {
    const code = {
      key: 'k',
      prefix: '21',
      itemDigits: '5',
      valueDigits: '5',
      value: 'price' as const,
      ...change,
    }
    expect(plan({ embeddedCodes: [code] })).toMatchObject({
      error: { [field]: expect.stringMatching(words) },
    })
  })

  it('O9: first digits are cut in one way; a price check digit is shown where there is one', () => {
    const code = { key: 'k', prefix: '21', itemDigits: '4', valueDigits: '5', value: 'price' as const }
    expect(plan({ embeddedCodes: [code, { ...code, key: 'l' }] })).toMatchObject({
      error: { 'l/prefix': expect.stringMatching(/above already/) },
    })
    expect(embeddedPicture({ prefix: '21', itemDigits: 4, valueDigits: 5, value: 'price' })).toBe(
      '21 · IIII · P · VVVVV · C',
    )
  })
})
