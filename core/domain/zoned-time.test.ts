import { describe, expect, test } from 'vitest'
import { formatDay, formatMoment, formatTime } from './format.ts'
import { zonedFigures } from './zoned-time.ts'

/** 21 November 2026, 13:32 by UTC. */
const AT = 1_795_267_920_000

describe('M59: moments by the clock of a location', () => {
  test('in a zone that is known stand as they are', () => {
    const texts = [formatMoment, formatDay, formatTime].map((format) => format(AT, 'Europe/Berlin', 'de'))
    expect(texts).toEqual(['21.11.2026, 14:32', '21.11.2026', '14:32'])
    expect(formatTime(AT, 'UTC', 'de')).toBe('13:32')
  })

  test.each(['No/where', '', 'Europe/Atlantis'])(
    'in one that is not known (“%s”) by UTC, and say so',
    (zone) => {
      const texts = [formatMoment, formatDay, formatTime].map((format) => format(AT, zone, 'de'))
      expect(texts).toEqual(['21.11.2026, 13:32 UTC', '21.11.2026 UTC', '13:32 UTC'])
      expect(zonedFigures({ hour: 'numeric' })(AT, zone)('hour')).toBe(13)
    },
  )
})
