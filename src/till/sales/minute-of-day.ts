/** The minute of a moment's day in a time zone, quick enough for every sale of a season. */
import { zonedFigures } from '../../../core/domain/zoned-time.ts'

const BUCKET_MS = 15 * 60_000

/** By zone: a zone's clock moves by whole quarters of an hour, so that one reading is good for a quarter. */
const readings = new Map<string, Map<number, number>>()

const clock = zonedFigures({ hour: 'numeric', minute: 'numeric' })

/** From 0 to 1439, by the wall clock there. */
export function minuteOfDay(atMs: number, zone: string): number {
  const byBucket = readingsOf(zone)
  const bucket = Math.floor(atMs / BUCKET_MS)
  const known = byBucket.get(bucket)
  const start = known ?? readMinute(bucket * BUCKET_MS, zone)
  if (known === undefined) byBucket.set(bucket, start)
  return (start + Math.floor((atMs - bucket * BUCKET_MS) / 60_000)) % 1440
}

function readingsOf(zone: string): Map<number, number> {
  const made = readings.get(zone) ?? new Map<number, number>()
  readings.set(zone, made)
  return made
}

function readMinute(atMs: number, zone: string): number {
  const of = clock(atMs, zone)
  return of('hour') * 60 + of('minute')
}
