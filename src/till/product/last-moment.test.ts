import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastMoment } from './last-moment.ts'

const dayOf = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(at)

describe('until when a voucher is good', () => {
  test.each([
    ['2026-11-23T18:00:00Z', 36, 'Europe/Vienna', '2029-11-23T23:59:59.999+01:00'],
    // The location's day, not that of UTC.
    ['2026-11-23T23:30:00Z', 36, 'Europe/Vienna', '2029-11-24T23:59:59.999+01:00'],
    ['2026-11-23T02:00:00Z', 1, 'America/Los_Angeles', '2026-12-22T23:59:59.999-08:00'],
    ['2026-01-31T10:00:00Z', 1, 'UTC', '2026-02-28T23:59:59.999Z'],
    ['2028-02-29T10:00:00Z', 12, 'UTC', '2029-02-28T23:59:59.999Z'],
    ['2026-12-31T23:59:00Z', 2, 'UTC', '2027-02-28T23:59:59.999Z'],
    ['2026-05-15T00:00:00Z', 0, 'UTC', '2026-05-15T23:59:59.999Z'],
    // Days of 23 and of 25 hours, and a zone whose clocks are put forward at midnight.
    ['2026-02-28T10:00:00Z', 13, 'Europe/Vienna', '2027-03-28T23:59:59.999+02:00'],
    ['2026-09-25T10:00:00Z', 1, 'Europe/Vienna', '2026-10-25T23:59:59.999+01:00'],
    ['2026-03-23T10:00:00Z', 1, 'Africa/Cairo', '2026-04-23T23:59:59.999+02:00'],
    ['2026-11-23T10:00:00Z', 1, 'Pacific/Kiritimati', '2026-12-24T23:59:59.999+14:00'],
    ['2026-11-23T10:00:00Z', 1, 'Not/AZone', '2026-12-23T23:59:59.999Z'],
  ])('M45: sold at %s for %i months in %s it is good until %s', (at, months, zone, until) => {
    expect(new Date(lastMoment(Date.parse(at), months, zone))).toEqual(new Date(until))
  })

  test('M45: it is good through the day that its receipt names, and a millisecond later it is the next day', () => {
    const zones = fc.constantFrom(
      ...['UTC', 'Europe/Vienna', 'America/St_Johns', 'America/Santiago', 'Africa/Cairo', 'Asia/Kathmandu'],
      ...['Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe'],
    )
    const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2040, 0) })
    const rule = fc.property(moment, fc.integer({ min: 0, max: 120 }), zones, (at, months, zone) => {
      const until = lastMoment(at, months, zone)
      const sold = dayOf(at, zone)
      const last = dayOf(until, zone)
      expect(until).toBeGreaterThanOrEqual(at)
      expect(dayOf(until + 1, zone) > last).toBe(true)
      const [year = 0, month = 0, day = 0] = sold.split('-').map(Number)
      const inMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
      const wanted = new Date(Date.UTC(year, month - 1 + months, Math.min(day, inMonth)))
      expect(last).toBe(wanted.toISOString().slice(0, 10))
    })
    fc.assert(rule, { numRuns: 300 })
  })
})
