import ReceiptText from 'lucide-react/icons/receipt-text'
import { useMemo, useState } from 'react'
import { useApp, useSync, useViews } from '../../app/app-context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatusPill } from '../shell/status-pill.tsx'
import { DayTotals } from './day-totals.tsx'
import styles from './sales.module.css'
import { findSales, newestFirst } from './sales-list.ts'
import { SalesRows } from './sales-rows.tsx'

/** What has been sold: today's figures, and every sale this device knows. */
export function SalesScreen() {
  const { replica } = useApp()
  const ready = useViews((views) => views.ready)
  const version = useViews((views) => views.salesVersion)
  const [query, setQuery] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  const sales = useMemo(() => newestFirst(replica.store.getState().sales), [replica, version, ready])
  const shown = useMemo(() => findSales(sales, query), [sales, query])
  return (
    <main className={styles.screen} data-testid="sales-list">
      <header className={styles.top}>
        <h1 className={styles.title}>Sales</h1>
        <StatusPill />
      </header>
      <StillArriving />
      <DayTotals sales={sales} />
      <input
        type="search"
        className={styles.search}
        placeholder="Receipt number or amount"
        aria-label="Search sales by receipt number or amount"
        data-testid="sales-search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {shown.length > 0 ? <SalesRows sales={shown} /> : <NoSales ready={ready} searched={query !== ''} />}
    </main>
  )
}

/** A new till sells before all of the location's sales are here: until then the list says so. */
function StillArriving() {
  const share = useSync((status) => status.arriving)
  if (share === null) return null
  return <ProgressBar label="Earlier sales are still arriving" done={share} total={1} percent />
}

function NoSales({ ready, searched }: { ready: boolean; searched: boolean }) {
  if (!ready) return <EmptyState icon={ReceiptText} title="Reading the journal…" />
  return (
    <EmptyState icon={ReceiptText} title={searched ? 'No sale like that' : 'No sales yet'}>
      {searched ? 'Try the number on the receipt, or the total.' : 'The first one opens the shift by itself.'}
    </EmptyState>
  )
}
