/** What sync tells the screens, and nothing else of it. */
import { createStore, type StoreApi } from 'zustand/vanilla'

/**
 * `synced`: the endpoint holds every entry. `syncing`: some are under way. `slow`: the endpoint takes longer
 * than 5 s. `offline`: it does not answer; what is unsent is safe here. `decision`: a person must look.
 */
export type SyncState = 'synced' | 'syncing' | 'offline' | 'slow' | 'decision'

export interface SyncStatus {
  readonly state: SyncState
  /** Sales that only this device holds. */
  readonly unsentSales: number
  /** Entries (sales and everything else) that only this device holds. */
  readonly unsent: number
  /** What waits for a person: refused entries, open decisions, unanswered card questions. */
  readonly decisions: number
  /** The last answer of the endpoint, ms since epoch on this device; null before the first. */
  readonly lastHeardAt: number | null
  /** Why the endpoint does not take what is sent, in a person's words; null while it does. */
  readonly problem: string | null
  /** How often push had to be started afresh here, because entries waited although the endpoint answered. */
  readonly restarts: number
  /** What share of the location's past has come to this new device, 0 to 1; null when nothing is awaited. */
  readonly arriving: number | null
}

export type SyncStatusStore = StoreApi<SyncStatus>

export function createSyncStatusStore(): SyncStatusStore {
  return createStore<SyncStatus>(() => ({
    state: 'syncing',
    unsentSales: 0,
    unsent: 0,
    decisions: 0,
    lastHeardAt: null,
    problem: null,
    restarts: 0,
    arriving: null,
  }))
}
