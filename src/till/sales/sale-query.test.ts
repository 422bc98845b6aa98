import { describe, expect, it } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { minuteOfDay } from './minute-of-day.ts'
import { findSales, type QueryContext, queryWords, readQuery } from './sale-query.ts'

const MIKA = { id: 'mika' as StaffId, name: 'Mika Kern' }
const ADA = { id: 'ada' as StaffId, name: 'Ada Okafor' }
const CONTEXT: QueryContext = {
  currency: 'EUR',
  locale: 'en-GB',
  zone: 'Europe/Berlin',
  staff: [MIKA, ADA],
}
/** 14:30 in Berlin in winter. */
const HALF_PAST_TWO = Date.UTC(2026, 10, 21, 13, 30)

function sale(receipt: string, totalMinor: number, about: object = {}): SaleRecord {
  const plain = { id: receipt, currency: 'EUR', at: 0, staff: null, tenders: [] }
  return { ...plain, receipt, totalMinor, ...about } as unknown as SaleRecord
}

const SALES = [
  sale('A-000412', 8900, { at: HALF_PAST_TWO, staff: MIKA.id }),
  sale('B-000412', 2350, { at: HALF_PAST_TWO + 15 * 60_000, staff: ADA.id }),
  sale('A-004120', 2350, { at: HALF_PAST_TWO + 3 * 3_600_000, tenders: [{ kind: 'card', last4: '4242' }] }),
  sale('A-000089', -1200),
  sale('B-000007', 890),
]

const found = (query: string, context = CONTEXT, sales: readonly SaleRecord[] = SALES) =>
  findSales(sales, readQuery(query, context), context).map(({ receipt }) => receipt)
const words = (query: string, context = CONTEXT) => queryWords(readQuery(query, context), context)

describe('S30: finding a sale', () => {
  it('by its number, of any till or of one', () => {
    expect(found('412')).toEqual(['A-000412', 'B-000412'])
    expect(found('000412')).toEqual(['A-000412', 'B-000412'])
    for (const one of ['A-000412', 'a-412', 'a412', 'A 412', '#A412', 'receipt A-412'])
      expect(found(one), one).toEqual(['A-000412'])
    expect(found('b-')).toEqual(['B-000412', 'B-000007'])
    expect(found('A-004')).toEqual(['A-004120'])
  })
  it('by the last four digits of the card', () => {
    expect(found('4242')).toEqual(['A-004120'])
    expect(found('•••• 4242')).toEqual(['A-004120'])
    expect(found('card ****4242')).toEqual(['A-004120'])
  })
  it('by what was paid or given back, whole units or exact', () => {
    expect(found('89')).toEqual(['A-000412', 'A-000089'])
    expect(found('€8.90')).toEqual(['B-000007'])
    expect(found('8,90 €')).toEqual(['B-000007'])
    expect(found('-12')).toEqual(['A-000089'])
    expect(found('23.51')).toEqual([])
  })
  it('by time and amount together, as a customer remembers them', () => {
    expect(found('around 14:30, €23.50')).toEqual(['B-000412'])
    expect(found('2:30 pm 23.50')).toEqual(['B-000412'])
    expect(found('14:30')).toEqual(['A-000412', 'B-000412'])
    expect(found('17:45 23.50')).toEqual(['A-004120'])
    // A point may divide hours from minutes or units from cents: both are looked for.
    expect(found('14.30')).toEqual(['A-000412', 'B-000412'])
  })
  it('counts minutes across midnight', () => {
    const late = sale('C-000001', 500, { at: Date.UTC(2026, 10, 21, 22, 55) })
    expect(found('0:05', CONTEXT, [late])).toEqual(['C-000001'])
    expect(found('0:30', CONTEXT, [late])).toEqual([])
  })
  it('by who served, with anything else', () => {
    expect(found('mika')).toEqual(['A-000412'])
    expect(found('Ada okaf 23.50')).toEqual(['B-000412'])
    expect(found('mika 23.50')).toEqual([])
  })
  it('gives everything for nothing, and nothing for what nobody understands', () => {
    expect(found('  ')).toHaveLength(SALES.length)
    expect(found('around')).toHaveLength(SALES.length)
    expect(found('nothing')).toEqual([])
  })
  it('says how it has understood the words', () => {
    expect(words('412')).toBe('receipt number 412 or amount €412.00 to €412.99')
    expect(words('A-412')).toBe('receipt number A-412 or receipt numbers that begin with A-412')
    expect(words('4242')).toBe('receipt number 4242 or card •••• 4242 or amount €4,242.00 to €4,242.99')
    expect(words('around 14:30, €23.50')).toBe('a time around 14:30, and amount €23.50')
    expect(words('mika')).toBe('sales by Mika Kern')
    expect(words('qwerty')).toBe('“qwerty”, which is no number, time or name here')
  })
  it('reads currencies without decimals and with three', () => {
    const yen = { ...CONTEXT, currency: 'JPY', locale: 'ja-JP' }
    expect(found('890', yen)).toEqual(['B-000007'])
    const dinar = { ...CONTEXT, currency: 'KWD' }
    expect(found('2.350', dinar)).toEqual(['B-000412', 'A-004120'])
    expect(found('8', dinar)).toEqual(['A-000412'])
  })
})

describe('minuteOfDay', () => {
  it('follows the zone, its summer time and its odd offsets', () => {
    expect(minuteOfDay(HALF_PAST_TWO + 59_999, 'Europe/Berlin')).toBe(14 * 60 + 30)
    expect(minuteOfDay(Date.UTC(2026, 5, 21, 13, 30), 'Europe/Berlin')).toBe(15 * 60 + 30)
    expect(minuteOfDay(HALF_PAST_TWO, 'Asia/Kathmandu')).toBe(19 * 60 + 15)
    expect(minuteOfDay(Date.UTC(2026, 10, 21, 23, 59), 'UTC')).toBe(1439)
  })
})
