/** Parts of the folded state that no screen but the office's needs, read again whenever it has changed. */
import { useEffect, useState } from 'react'
import type { State } from '../../core/journal/state.ts'
import { useApp, useViews } from './app-context.tsx'

/**
 * Null until it has been read. `select` must not change from one render to the next, and copies what it gives:
 * the state is changed in place.
 */
export function useLedger<Part>(select: (state: State) => Part): Part | null {
  const { replica } = useApp()
  const [part, setPart] = useState<Part | null>(null)
  const entries = useViews((views) => views.stockVersion)
  const products = useViews((views) => views.products)
  const names = useViews((views) => views.deviceNames)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions tell that the state has changed.
  useEffect(() => {
    let wanted = true
    void replica.readState(select).then((read) => wanted && setPart(() => read))
    return () => {
      wanted = false
    }
  }, [replica, select, entries, products, names])
  return part
}
