/** Until when a voucher is good: whole days by the location's calendar, as its receipt says it. Pure. */

/** No zone's day begins or ends further from that of UTC. */
const FARTHEST_MS = 15 * 3_600_000
const DAY_MS = 86_400_000

/**
 * The last millisecond of the day so many months later in a time zone: the last of the month where it has no such day.
 * A zone that no calendar knows is taken for UTC.
 */
export function lastMoment(at: number, months: number, zone: string): number {
  const dayOf = dayIn(zone)
  const last = addMonths(dayOf(at), months)
  let within = last - FARTHEST_MS
  let beyond = last + DAY_MS + FARTHEST_MS
  // Clocks are put forward and back, and that by the very zone's rules: so the end of a day is looked for.
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2)
    if (dayOf(middle) > last) beyond = middle
    else within = middle
  }
  return within
}

/** The day of a moment in a zone, as that day's beginning in UTC. */
function dayIn(zone: string): (at: number) => number {
  const calendar = calendarIn(zone) ?? calendarIn('UTC')
  return (at) => {
    const parts = calendar?.formatToParts(at) ?? []
    const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    return Date.UTC(of('year'), of('month') - 1, of('day'))
  }
}

function calendarIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
  } catch {
    return null
  }
}

function addMonths(day: number, months: number): number {
  const from = new Date(day)
  const to = new Date(day)
  to.setUTCMonth(from.getUTCMonth() + months)
  // The 31st of a shorter month has run over into the next one.
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to.getTime()
}
