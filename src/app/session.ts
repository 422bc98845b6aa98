/** Who works at this device now. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StaffId } from '../../core/domain/ids.ts'

export interface Session {
  /** null until the staff are known; then the last one to sign in, or the owner. */
  readonly staff: StaffId | null
}

export type SessionStore = StoreApi<Session>

const KEY = 'barrow-session-staff'

export function createSessionStore(): SessionStore {
  const store = createStore<Session>(() => ({ staff: (localStorage.getItem(KEY) as StaffId | null) ?? null }))
  store.subscribe(({ staff }) => {
    if (staff) localStorage.setItem(KEY, staff)
  })
  return store
}
