/** What the composition root hands to the surfaces, and the hooks by which they read it. */
import { createContext, use } from 'react'
import { type StoreApi, useStore } from 'zustand'
import { assert } from '../../core/assert.ts'
import type { VariantId } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { mayDo, type Permission, type Staff } from '../../core/domain/staff.ts'
import type { UpdateStore } from '../pwa/update-store.ts'
import type { Replica } from '../replica/replica.ts'
import type { StorageHealth, StorageHealthStore } from '../replica/storage-health.ts'
import type { Views } from '../replica/views-store.ts'
import type { SyncStatus, SyncStatusStore } from '../sync/sync-status.ts'
import type { EndpointServices } from './endpoint.ts'
import { type Session, type SessionStore, sellerOf } from './session.ts'

export interface App {
  readonly replica: Replica
  readonly session: SessionStore
  readonly sync: SyncStatusStore
  readonly storage: StorageHealthStore
  readonly update: UpdateStore
  readonly endpoint: EndpointServices
  /** BCP 47, of the browser: how money, dates and numbers are written. */
  readonly locale: string
}

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = use(AppContext)
  assert(app, 'useApp outside of AppContext')
  return app
}

const useSlice = <State, Slice>(store: StoreApi<State>, select: (state: State) => Slice): Slice =>
  useStore(store, select)

/** Part of the views. Select small parts: a component renders again when its part changes. */
export const useViews = <Slice,>(select: (views: Views) => Slice): Slice =>
  useSlice(useApp().replica.store, select)
export const useSync = <Slice,>(select: (status: SyncStatus) => Slice): Slice =>
  useSlice(useApp().sync, select)
export const useStorageHealth = <Slice,>(select: (health: StorageHealth) => Slice): Slice =>
  useSlice(useApp().storage, select)
export const useSession = <Slice,>(select: (session: Session) => Slice): Slice =>
  useSlice(useApp().session, select)

/** The location; surfaces are only shown once there is one. */
export function useLocation(): Location {
  const location = useViews((views) => views.location)
  assert(location, 'a surface without a location')
  return location
}

/** The stock of one variant, in thousandths; undefined while nobody has counted it. */
export const useStock = (variant: VariantId): Thousandths | undefined =>
  useViews((views) => views.stock.get(variant))

/** Who works here now; null while nobody has signed in. */
export function useStaff(): Staff | null {
  const signedIn = useSession((session) => session.staff)
  return useViews(({ staff }) => sellerOf(staff, signedIn))
}

export function useMay(permission: Permission): boolean {
  const staff = useStaff()
  return staff !== null && mayDo(staff.role, permission)
}
