/** Who works at this device now, and whether the till is locked. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StaffId } from '../../core/domain/ids.ts'

export interface Session {
  /** null until the staff are known; then the last one to sign in, or the owner. */
  readonly staff: StaffId | null
  /** Only a PIN opens it again, not a reload nor another tab. */
  readonly locked: boolean
}

export type SessionStore = StoreApi<Session>

/** Where the browser keeps it, for every tab of the device. */
export const STAFF_KEY = 'barrow-session-staff'
export const LOCKED_KEY = 'barrow-session-locked'

export const keptSession = (): Session => ({
  staff: localStorage.getItem(STAFF_KEY) as StaffId | null,
  locked: localStorage.getItem(LOCKED_KEY) !== null,
})

export function createSessionStore(): SessionStore {
  const store = createStore<Session>(keptSession)
  store.subscribe(({ staff, locked }) => {
    if (staff) localStorage.setItem(STAFF_KEY, staff)
    if (locked) localStorage.setItem(LOCKED_KEY, '1')
    else localStorage.removeItem(LOCKED_KEY)
  })
  return store
}
