import { describe, expect, it } from 'vitest'
import type { LocationId, TaxRateId } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import type { Ppm } from '../../../core/domain/money.ts'
import { plainLocation } from '../../../test/support/catalogue.ts'
import { locationFormOf, planLocation } from './location-form.ts'

const standard = { id: 'standard' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const reduced = { id: 'reduced' as TaxRateId, name: 'VAT', ppm: 70_000 as Ppm }
const rates = new Map([standard, reduced].map((rate) => [rate.id, rate]))
const location: Location = {
  ...plainLocation(),
  ...{ id: 'here' as LocationId, name: 'Saltworks', currency: 'EUR', country: 'DE', zone: 'Europe/Berlin' },
  ...{ taxMode: 'inclusive', defaultTaxRate: standard.id, address: '', receiptFooter: '', lockMinutes: 5 },
}
const opened = locationFormOf(location, rates, ',')
const plan = (change: Partial<typeof opened>) => planLocation({ ...opened, ...change }, location, rates)

describe('the location form', () => {
  it('writes nothing when nothing was changed', () => {
    expect(plan({})).toEqual({ ok: true, value: [] })
  })

  it('writes the fields that were changed, rates first', () => {
    const changed = [{ id: standard.id, name: 'VAT', percent: '20,5' }, ...opened.rates.slice(1)]
    expect(plan({ address: ' Pier 9 ', rates: changed, taxMode: 'exclusive' })).toEqual({
      ok: true,
      value: [
        { record: 'tax-rate', id: 'standard', fields: { ppm: 205_000 } },
        { record: 'location', id: 'here', fields: { address: 'Pier 9', taxMode: 'exclusive' } },
      ],
    })
  })

  it('adds and removes rates; the usual rate is never one that is gone', () => {
    const kept = [{ id: 'new' as TaxRateId, name: 'Zero', percent: '0' }, ...opened.rates.slice(1)]
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
    const bad = [{ id: standard.id, name: ' ', percent: 'many' }]
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
})
