/** Which sales the list shows, in which order, and what the day comes to. Pure. */
import { formatMoment, formatTime } from '../../../core/domain/format.ts'
import type { DeviceId } from '../../../core/domain/ids.ts'
import { zonedFigures } from '../../../core/domain/zoned-time.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'

/** Newest first by the label of the deed; of one device always by its own sequence. */
export function newestFirst(sales: ReadonlyMap<string, SaleRecord>): readonly SaleRecord[] {
  return [...sales.values()].sort((a, b) =>
    a.device === b.device ? b.seq - a.seq : b.at - a.at || (a.id < b.id ? 1 : -1),
  )
}

/** The sales since a moment, from a list that is newest first. */
export function salesSince(sales: readonly SaleRecord[], sinceMs: number): readonly SaleRecord[] {
  return sales.filter((sale) => sale.at >= sinceMs)
}

const clock = zonedFigures({ hour: 'numeric', minute: 'numeric', second: 'numeric' })

/** The first moment of the day of `nowMs` in a time zone, by its wall clock. */
export function startOfDay(nowMs: number, zone: string): number {
  const of = clock(nowMs, zone)
  return nowMs - ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000 - (nowMs % 1000)
}

/** When a sale was: of today the time alone, which is what people look for. */
export function momentInList(
  atMs: number,
  todayMs: number,
  { zone, locale }: { readonly zone: string; readonly locale: string },
): string {
  const isToday = atMs >= todayMs && atMs < todayMs + DAY_MS
  return isToday ? formatTime(atMs, zone, locale) : formatMoment(atMs, zone, locale)
}

const DAY_MS = 24 * 3_600_000

/** Whether only this device holds the sale. */
export function isUnsent(
  sale: Pick<SaleRecord, 'device' | 'seq'>,
  own: DeviceId,
  acknowledgedSeq: number,
): boolean {
  return sale.device === own && sale.seq > acknowledgedSeq
}
