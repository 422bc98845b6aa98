import { useMemo } from 'react'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { newestFirst } from './sales-list.ts'

/** Every sale that this device knows, newest first. */
export function useSales(): readonly SaleRecord[] {
  const { replica } = useApp()
  const ready = useViews((views) => views.ready)
  const version = useViews((views) => views.salesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  return useMemo(() => newestFirst(replica.store.getState().sales), [replica, version, ready])
}
