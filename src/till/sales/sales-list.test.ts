import { describe, expect, it } from 'vitest'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { minuteOfDay } from './minute-of-day.ts'
import { isUnsent, momentInList, newestFirst, startOfDay } from './sales-list.ts'

const sale = (receipt: string, seq: number, at: number, totalMinor: number, device = 'a') =>
  ({ id: receipt, receipt, seq, at, totalMinor, currency: 'EUR', device }) as unknown as SaleRecord

const SALES = [
  sale('A-000001', 2, 100, 8900),
  sale('A-000002', 3, 50, 1250),
  sale('B-000001', 2, 75, 890, 'b'),
]

describe('the sales list', () => {
  it('orders one device by its own sequence, whatever its clock said', () => {
    const own = newestFirst(new Map(SALES.slice(0, 2).map((one) => [one.id, one])))
    expect(own.map((one) => one.receipt)).toEqual(['A-000002', 'A-000001'])
  })
  it('merges the devices by their clocks', () => {
    const all = newestFirst(new Map(SALES.map((one) => [one.id, one])))
    expect(all.map(({ receipt }) => receipt)).toEqual(['B-000001', 'A-000002', 'A-000001'])
  })
  it('knows where the day begins', () => {
    const noon = Date.UTC(2026, 10, 21, 12, 0, 0, 500)
    expect(startOfDay(noon, 'UTC')).toBe(Date.UTC(2026, 10, 21))
    expect(startOfDay(noon, 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 20, 23))
    expect(startOfDay(noon, 'Asia/Tokyo')).toBe(Date.UTC(2026, 10, 20, 15))
  })
  it('tells the time of a sale of today, and the day of an earlier one', () => {
    const berlin = { zone: 'Europe/Berlin', locale: 'en-GB' }
    const today = Date.UTC(2026, 10, 20, 23)
    expect(momentInList(today + 14 * 3_600_000, today, berlin)).toBe('14:00')
    expect(momentInList(today - 60_000, today, berlin)).toBe('20 Nov 2026, 23:59')
  })
  it('M59: lists by UTC where the zone is not known, and says so', () => {
    const nowhere = { zone: 'No/where', locale: 'en-GB' }
    const today = Date.UTC(2026, 10, 21)
    expect(startOfDay(today + 3_600_500, 'No/where')).toBe(today)
    expect(momentInList(today + 3_600_000, today, nowhere)).toBe('01:00 UTC')
    expect(momentInList(today - 60_000, today, nowhere)).toBe('20 Nov 2026, 23:59 UTC')
    expect(minuteOfDay(today + 3_600_000, 'No/where')).toBe(60)
  })
  it('marks only own sales beyond the acknowledged sequence', () => {
    expect(isUnsent(sale('A', 3, 0, 0), 'a' as never, 2)).toBe(true)
    expect(isUnsent(sale('A', 2, 0, 0), 'a' as never, 2)).toBe(false)
    expect(isUnsent(sale('B', 9, 0, 0, 'b'), 'a' as never, 2)).toBe(false)
  })
})
