/** The pill's words: a calm fact, and what is safe. Pure. */
import type { SyncStatus } from '../../sync/sync-status.ts'

const sales = (count: number) => `${count} ${count === 1 ? 'sale' : 'sales'} safe here`

/** What the pill says. */
export function statusWords({
  state,
  unsent,
  unsentSales,
}: Pick<SyncStatus, 'state' | 'unsent' | 'unsentSales'>): string {
  switch (state) {
    case 'synced':
      return 'All sales synced'
    case 'syncing':
      return unsent > 0 ? `Syncing · ${unsent}` : 'Syncing'
    case 'offline':
      return unsentSales > 0 ? `Offline · ${sales(unsentSales)}` : 'Offline · all sales synced'
    case 'slow':
      return unsentSales > 0 ? `Slow network · ${sales(unsentSales)}` : 'Slow network'
    case 'decision':
      return 'Needs a decision'
  }
}
