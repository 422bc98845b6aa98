/** When an offer runs, as the form holds it: first and last day, weekdays, hours. Pure. */
import type { Window } from '../../../core/domain/promotion.ts'
import type { ProblemList } from '../typed.ts'
import { dayAfter, dayOf, momentOf } from './zoned-day.ts'

export interface WindowForm {
  /** "2026-11-27", or empty: open. Both days belong to it. */
  readonly firstDay: string
  readonly lastDay: string
  /** 0 is Sunday; none: every day. */
  readonly days: readonly number[]
  /** As typed, or empty: all day. */
  readonly from: string
  readonly to: string
}

export const ALWAYS: Window = { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null }

/** Hours past midnight belong to the day on which they began: so far into the next day the last one goes. */
const spill = ({ fromMinute, toMinute }: Pick<Window, 'fromMinute' | 'toMinute'>): number => {
  const from = fromMinute ?? 0
  const to = toMinute ?? 1440
  return to <= from ? to : 0
}

export function windowFormOf(window: Window, zone: string): WindowForm {
  const { startsAt, endsAt, days, fromMinute, toMinute } = window
  const late = spill(window) * 60_000
  return {
    firstDay: startsAt === null ? '' : dayOf(startsAt - late, zone),
    lastDay: endsAt === null ? '' : dayOf(endsAt - late - 1, zone),
    days,
    from: fromMinute === null ? '' : minuteText(fromMinute),
    to: toMinute === null ? '' : minuteText(toMinute),
  }
}

/** 1020 → "17:00". */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** "17", "17:30", "17.30", "1730", "5 pm" → the minute of the day; null when it is no time. */
export function readMinute(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|h|uhr)?$/i.exec(text.trim())
  if (!match) return null
  const [, hours = '', minutes = '0', mark = ''] = match
  const half = /^[ap]/i.exec(mark)?.[0].toLowerCase()
  if (half && (Number(hours) < 1 || Number(hours) > 12)) return null
  const hour = half ? (Number(hours) % 12) + (half === 'p' ? 12 : 0) : Number(hours)
  const minute = hour * 60 + Number(minutes)
  return Number(minutes) < 60 && minute <= 1440 ? minute : null
}

/** The window as it is kept; `opened` is the one that the form began with, so that what was not touched stays to the ms. */
export function readWindow(
  form: WindowForm,
  { zone, opened }: { readonly zone: string; readonly opened: Window },
  problems: ProblemList,
): Window {
  const hours = readHours(form, problems)
  const late = spill(hours)
  const { firstDay, lastDay } = form
  const startsAt = firstDay === '' ? null : momentOf(firstDay, late, zone)
  const endsAt = lastDay === '' ? null : momentOf(dayAfter(lastDay), late, zone)
  if (firstDay !== '' && startsAt === null) problems.add('firstDay', 'Choose a day.')
  if (lastDay !== '' && endsAt === null) problems.add('lastDay', 'Choose a day.')
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    problems.add('lastDay', 'The last day is before the first: choose a later one, or an earlier first day.')
  const days = [...new Set(form.days)].sort((a, b) => a - b)
  const window = { startsAt, endsAt, days: days.length === 7 ? [] : days, ...hours }
  return isSameForm(form, windowFormOf(opened, zone)) ? opened : window
}

const isSameForm = (a: WindowForm, b: WindowForm) => JSON.stringify(a) === JSON.stringify(b)

function readHours({ from, to }: WindowForm, problems: ProblemList): Pick<Window, 'fromMinute' | 'toMinute'> {
  const read = (field: 'from' | 'to', text: string) => {
    const minute = text.trim() === '' ? null : readMinute(text)
    if (text.trim() !== '' && minute === null) problems.add(field, 'Write a time, like 17:00.')
    return minute
  }
  const fromMinute = read('from', from)
  const toMinute = read('to', to)
  if (from.trim() === '' && to.trim() !== '') problems.add('from', 'Write when it begins, or empty both.')
  if (to.trim() === '' && from.trim() !== '') problems.add('to', 'Write when it ends, or empty both.')
  if (fromMinute !== null && fromMinute === toMinute)
    problems.add('to', 'It begins and ends at the same time: empty both for the whole day.')
  return { fromMinute, toMinute }
}
