/** Days of the location's calendar as dates and as moments. Pure. */
import { zonedFigures } from '../../../core/domain/zoned-time.ts'

const MINUTE_MS = 60_000

const figures = zonedFigures({
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
})

/** The wall clock of the zone at a moment, as if it were UTC: ms since epoch. */
function wallClock(at: number, zone: string): number {
  const of = figures(at, zone)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'))
}

/** The day on which a moment falls: "2026-11-27". */
export const dayOf = (at: number, zone: string): string =>
  new Date(wallClock(at, zone)).toISOString().slice(0, 10)

/**
 * The moment at which a minute of a day begins, ms since epoch; null when the text is no day. A minute that a change
 * of clocks leaves out begins when the clock has moved on.
 */
export function momentOf(day: string, minute: number, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS
  if (!Number.isFinite(wanted) || new Date(wanted).getUTCFullYear() < 1970) return null
  const first = wanted - (wallClock(wanted, zone) - wanted)
  // The offset there may be another one than where we first looked.
  const second = wanted - (wallClock(first, zone) - first)
  return wallClock(second, zone) === wanted ? second : Math.max(first, second)
}

/** The day after, or so many days after. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 1440 * MINUTE_MS).toISOString().slice(0, 10)
