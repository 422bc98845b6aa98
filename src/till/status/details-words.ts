/** The words of the details behind the status pill. Pure. */
import type { StorageHealth } from '../../replica/storage-health.ts'
import type { SyncStatus } from '../../sync/sync-status.ts'

const MINUTE = 60_000

/** "2 minutes ago"; never before the first answer. */
export function agoWords(atMs: number | null, nowMs: number, locale: string): string {
  if (atMs === null) return 'Not since the till was opened'
  const minutes = Math.max(0, Math.round((nowMs - atMs) / MINUTE))
  if (minutes < 1) return 'Just now'
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (minutes < 60) return words.format(-minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return hours < 48 ? words.format(-hours, 'hour') : words.format(-Math.round(hours / 24), 'day')
}

/** What is safe, first of all. */
export function safetyWords({ state, unsentSales }: Pick<SyncStatus, 'state' | 'unsentSales'>): string {
  if (unsentSales === 0) return 'Every sale is at the endpoint, and on this device.'
  const sales = unsentSales === 1 ? 'One sale is' : `${unsentSales} sales are`
  const then =
    state === 'offline' ? 'They travel by themselves when the network is back.' : 'They are on their way.'
  return `${sales} written down on this device and not yet elsewhere. ${then} You can go on selling.`
}

export function persistenceWords(persisted: StorageHealth['persisted']): string {
  switch (persisted) {
    case 'granted':
      return 'The browser has promised to keep this till’s storage, even when the device runs short of room.'
    case 'refused':
      return 'The browser has not promised to keep this till’s storage. Installing the till on the home screen usually changes that; until then do not clear the browser’s data.'
    case 'unavailable':
      return 'This browser gives no promise about storage. Do not clear its data while sales are unsent.'
    case 'unknown':
      return 'The browser is being asked to keep this till’s storage.'
  }
}

/** "12 MB of 4,000 MB". */
export function bytesWords(used: number | null, quota: number | null): string {
  if (used === null) return 'The browser does not tell'
  const mega = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_048_576)).toLocaleString()} MB`
  return quota === null ? mega(used) : `${mega(used)} of ${mega(quota)}`
}
