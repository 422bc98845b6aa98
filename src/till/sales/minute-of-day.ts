/** The minute of a moment's day in a time zone, quick enough for every sale of a season. */

const BUCKET_MS = 15 * 60_000

/** By zone: a zone's clock moves by whole quarters of an hour, so that one reading is good for a quarter. */
const readings = new Map<
  string,
  { readonly format: Intl.DateTimeFormat; readonly byBucket: Map<number, number> }
>()

/** From 0 to 1439, by the wall clock there. */
export function minuteOfDay(atMs: number, zone: string): number {
  const { format, byBucket } = readingsOf(zone)
  const bucket = Math.floor(atMs / BUCKET_MS)
  const known = byBucket.get(bucket)
  const start = known ?? readMinute(format, bucket * BUCKET_MS)
  if (known === undefined) byBucket.set(bucket, start)
  return (start + Math.floor((atMs - bucket * BUCKET_MS) / 60_000)) % 1440
}

function readingsOf(zone: string) {
  const known = readings.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
  })
  const made = { format, byBucket: new Map<number, number>() }
  readings.set(zone, made)
  return made
}

function readMinute(format: Intl.DateTimeFormat, atMs: number): number {
  const parts = format.formatToParts(atMs)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return of('hour') * 60 + of('minute')
}
