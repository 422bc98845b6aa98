import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Window } from '../../../core/domain/promotion.ts'
import { ProblemList } from '../typed.ts'
import { ALWAYS, readMinute, readWindow, type WindowForm, windowFormOf } from './window-form.ts'
import { dayAfter, dayOf, momentOf } from './zoned-day.ts'

const zone = 'Europe/Berlin'
const EMPTY: WindowForm = { firstDay: '', lastDay: '', days: [], from: '', to: '' }

const read = (form: Partial<WindowForm>, opened: Window = ALWAYS) => {
  const problems = new ProblemList()
  const window = readWindow({ ...EMPTY, ...form }, { zone, opened }, problems)
  return { window, problems: problems.all }
}
const at = (text: string) => Date.parse(text)

describe('O11: days of an offer are days of the location’s calendar', () => {
  test('an empty form is always, and always is an empty form', () => {
    expect(read({})).toEqual({ window: ALWAYS, problems: {} })
    expect(windowFormOf(ALWAYS, zone)).toEqual(EMPTY)
  })

  test('the first and the last day belong to it, across a change of clocks too', () => {
    const { window } = read({ firstDay: '2026-03-28', lastDay: '2026-03-29' })
    expect(window.startsAt).toBe(at('2026-03-28T00:00+01:00'))
    expect(window.endsAt).toBe(at('2026-03-30T00:00+02:00'))
    expect(windowFormOf(window, zone)).toMatchObject({ firstDay: '2026-03-28', lastDay: '2026-03-29' })
  })

  test('hours past midnight: the night before the first day is not in it, the night of the last one is', () => {
    const { window } = read({ firstDay: '2026-11-27', lastDay: '2026-11-27', from: '22', to: '2:00' })
    expect(window).toMatchObject({ fromMinute: 1320, toMinute: 120 })
    expect(window.startsAt).toBe(at('2026-11-27T02:00+01:00'))
    expect(window.endsAt).toBe(at('2026-11-28T02:00+01:00'))
    expect(windowFormOf(window, zone)).toMatchObject({ firstDay: '2026-11-27', lastDay: '2026-11-27' })
  })

  test('an hour that was set elsewhere stays to the ms while nobody touches it', () => {
    const opened: Window = { ...ALWAYS, startsAt: at('2026-11-27T13:37:11.250Z') }
    expect(read(windowFormOf(opened, zone), opened).window).toBe(opened)
  })

  test('all seven days are every day; days stand in order, each once', () => {
    expect(read({ days: [6, 5, 4, 3, 2, 1, 0] }).window.days).toEqual([])
    expect(read({ days: [5, 1, 5] }).window.days).toEqual([1, 5])
  })

  test.each([
    [{ firstDay: '2026-11-28', lastDay: '2026-11-27' }, 'lastDay', /before the first/],
    [{ from: '17:00' }, 'to', /when it ends/],
    [{ to: '17:00' }, 'from', /when it begins/],
    [{ from: '17:00', to: '17:00' }, 'to', /same time/],
    [{ from: 'noon', to: '17:00' }, 'from', /like 17:00/],
  ])('%j is named', (form, field, words) => {
    expect(read(form).problems).toMatchObject({ [field]: expect.stringMatching(words) })
  })

  test.each([
    ['17', 1020],
    ['17:30', 1050],
    ['17.30', 1050],
    ['1730', 1050],
    ['5 pm', 1020],
    ['12 am', 0],
    ['24:00', 1440],
    ['24:01', null],
    ['17:60', null],
    ['13 pm', null],
    ['', null],
  ])('“%s” is minute %s', (text, minute) => {
    expect(readMinute(text)).toBe(minute)
  })

  test('a day is found again from its first minute, in every zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'UTC',
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), zones, (days, place) => {
        const day = dayAfter('1990-01-01', days)
        const moment = momentOf(day, 0, place)
        expect(moment === null ? '' : dayOf(moment, place)).toBe(day)
        expect(moment === null ? '' : dayOf(moment - 1, place)).not.toBe(day)
      }),
      { numRuns: 2000 },
    )
  })
})
