/** Who works at this device now, and whether the till is locked. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StaffId } from '../../core/domain/ids.ts'
import type { Staff } from '../../core/domain/staff.ts'

export interface Session {
  /** The last one to sign in; null while nobody has. */
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
    else localStorage.removeItem(STAFF_KEY)
    if (locked) localStorage.setItem(LOCKED_KEY, '1')
    else localStorage.removeItem(LOCKED_KEY)
  })
  return store
}

/**
 * Who works here: the one signed in, or the only one there is. Never one of several without their PIN, and nobody in
 * the place of a person who was removed.
 */
export function sellerOf(staff: readonly Staff[], signedIn: StaffId | null): Staff | null {
  if (signedIn !== null) return staff.find(({ id }) => id === signedIn) ?? null
  return staff.length === 1 ? (staff[0] ?? null) : null
}
