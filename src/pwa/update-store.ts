/** What is known of a waiting new version. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Update {
  /** A new version waits. */
  readonly ready: boolean
  /** The app is cached whole: it starts without a network. */
  readonly offlineReady: boolean
  readonly apply: () => void
}

export type UpdateStore = StoreApi<Update>

export const createUpdateStore = (): UpdateStore =>
  createStore<Update>(() => ({ ready: false, offlineReady: false, apply: () => {} }))
