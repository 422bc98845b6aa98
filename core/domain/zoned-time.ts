/**
 * Moments by the clock of a location. A zone that this browser does not know is read as UTC, and text says so: a time
 * that is an hour off is found, a screen that throws is not.
 */
import { remember } from './remember.ts'

type Style = Omit<Intl.DateTimeFormatOptions, 'timeZone'>

interface ZonedFormat {
  readonly format: Intl.DateTimeFormat
  readonly isKnown: boolean
}

/** Writes moments (ms since epoch) in a style, by zone and locale: "21 Nov 2026, 14:32", or "21 Nov 2026, 13:32 UTC". */
export function zonedText(style: Style): (at: number, zone: string, locale: string) => string {
  const formatOf = remembered(style)
  return (at, zone, locale) => {
    const { format, isKnown } = formatOf(zone, locale)
    return isKnown ? format.format(at) : `${format.format(at)} UTC`
  }
}

/** Reads figures off the clock and the calendar of a zone, on 24 hours: `figures(at, zone)('hour')`. */
export function zonedFigures(
  style: Style,
): (at: number, zone: string) => (part: Intl.DateTimeFormatPartTypes) => number {
  const formatOf = remembered({ hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn', ...style })
  return (at, zone) => {
    const parts = formatOf(zone, 'en').format.formatToParts(at)
    return (part) => Number(parts.find(({ type }) => type === part)?.value ?? 0)
  }
}

const remembered = (style: Style) =>
  remember((zone, locale): ZonedFormat => {
    const inZone = (timeZone: string) => new Intl.DateTimeFormat(locale, { ...style, timeZone })
    try {
      return { format: inZone(zone), isKnown: true }
    } catch {
      // There is no other way to ask: the list of zones leaves out the names that they have besides.
      return { format: inZone('UTC'), isKnown: false }
    }
  })
