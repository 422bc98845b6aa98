/** Today's figures, made again whenever a sale or an answer about a transfer has come. */
import { useEffect, useMemo, useState } from 'react'
import type { Report, Settlements } from '../../../core/domain/report.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { dayReport, settlementsOf } from './day-report.ts'
import { startOfDay } from './sales-list.ts'

/** Of a list that is newest first; today is by the location's clock. */
export function useDay(sales: readonly SaleRecord[]): Report {
  const { replica } = useApp()
  const { zone } = useLocation()
  const settlements = useSettlements()
  return useMemo(
    () => dayReport(sales, settlements ?? new Map(), startOfDay(replica.deps.now(), zone)),
    [sales, settlements, replica, zone],
  )
}

/** How transfers ended; null until it has been looked up. */
export function useSettlements(): Settlements | null {
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const [settlements, setSettlements] = useState<Settlements | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has grown.
  useEffect(() => {
    let wanted = true
    void replica.readState(settlementsOf).then((found) => wanted && setSettlements(found))
    return () => {
      wanted = false
    }
  }, [replica, version])
  return settlements
}
