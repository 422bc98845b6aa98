/** Whether what is written here stays here: asked of the browser, shown to people. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StorageFailure } from './reopen.ts'

export interface StorageHealth {
  /** The browser's answer to `persist()`: granted, refused, or it cannot be asked here. */
  readonly persisted: 'granted' | 'refused' | 'unavailable' | 'unknown'
  /** Bytes; null where the browser does not tell. */
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  /** The second place for unsent entries (an OPFS file): how far it has them. */
  readonly mirror: 'on' | 'unavailable'
  /** Why the last write failed; null while all is well. The screen that shows it says what is safe. */
  readonly failure: StorageFailure | null
}

export type StorageHealthStore = StoreApi<StorageHealth>

export function createStorageHealthStore(): StorageHealthStore {
  return createStore<StorageHealth>(() => ({
    persisted: 'unknown',
    usedBytes: null,
    quotaBytes: null,
    mirror: 'unavailable',
    failure: null,
  }))
}

/** Asks to keep the storage, and reads how full it is. Safe to call where the browser has neither. */
export async function askToPersist(store: StorageHealthStore): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined
  if (!storage?.persist) {
    store.setState({ persisted: 'unavailable' })
    return
  }
  const kept = (await storage.persisted()) || (await storage.persist())
  const { usage, quota } = await storage.estimate()
  store.setState({
    persisted: kept ? 'granted' : 'refused',
    usedBytes: usage ?? null,
    quotaBytes: quota ?? null,
  })
}
