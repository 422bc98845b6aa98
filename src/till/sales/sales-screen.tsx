import ReceiptText from 'lucide-react/icons/receipt-text'
import Undo2 from 'lucide-react/icons/undo-2'
import { useMemo, useState } from 'react'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation, useSync, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { AwaitingButton } from '../payments/awaiting-button.tsx'
import { openBlindReturn } from '../refund/open-return.ts'
import { isReceiptAddress, takeReceiptScan } from '../refund/receipt-scan.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useTill } from '../till-context.tsx'
import { DayTotals } from './day-totals.tsx'
import { findSales, queryWords, readQuery } from './sale-query.ts'
import styles from './sales.module.css'
import { SalesRows } from './sales-rows.tsx'
import { useSales } from './use-sales.ts'

/** What has been sold: today's figures, and every sale this device knows. */
export function SalesScreen() {
  const till = useTill()
  const ready = useViews((views) => views.ready)
  const [query, setQuery] = useState('')
  const sales = useSales()
  const { shown, words } = useFound(sales, query)
  return (
    <main className={styles.screen} data-testid="sales-list">
      <header className={styles.top}>
        <h1 className={styles.title}>Sales</h1>
        <StatusPill />
      </header>
      <StillArriving />
      <DayTotals sales={sales} />
      <AwaitingButton />
      <div className={styles.find}>
        <SearchField query={query} onQuery={setQuery} shown={shown} />
        <Button
          icon={Undo2}
          aria-label="Return without a receipt"
          data-testid="blind-return"
          onClick={() => openBlindReturn(till)}
        >
          <span className={styles.label}>No receipt</span>
        </Button>
      </div>
      {words !== '' && <FoundBy count={shown.length} words={words} />}
      {shown.length > 0 ? <SalesRows sales={shown} /> : <NoSales ready={ready} searched={query !== ''} />}
    </main>
  )
}

/** A scanned code is looked up at its end, not while its characters come in. */
const isAddress = (query: string) => /^\s*https?:/i.test(query) || isReceiptAddress(query)

function useFound(sales: readonly SaleRecord[], query: string) {
  const { locale } = useApp()
  const { currency, zone } = useLocation()
  const staff = useViews((views) => views.staff)
  const context = useMemo(() => ({ currency, locale, zone, staff }), [currency, locale, zone, staff])
  return useMemo(() => {
    const terms = isAddress(query) ? [] : readQuery(query, context)
    return { shown: findSales(sales, terms, context), words: queryWords(terms, context) }
  }, [sales, query, context])
}

interface SearchFieldProps {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly shown: readonly SaleRecord[]
}

/** Enter opens the sale when there is only one, or that of a receipt's code that has been scanned into the field. */
function SearchField({ query, onQuery, shown }: SearchFieldProps) {
  const till = useTill()
  const lookUp = () => {
    const [only, ...others] = shown
    if (isAddress(query)) {
      onQuery('')
      void takeReceiptScan(till, query.trim())
    } else if (only && others.length === 0 && query.trim() !== '')
      till.sheets.open({ kind: 'receipt', sale: only.id })
  }
  return (
    <input
      type="search"
      className={styles.search}
      placeholder="Number, card, “14:30 €23.50”, name, or scan the receipt"
      aria-label="Search sales by receipt number, last four digits of the card, time, amount or name"
      data-testid="sales-search"
      data-takes-scans=""
      value={query}
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && lookUp()}
    />
  )
}

function FoundBy({ count, words }: { readonly count: number; readonly words: string }) {
  return (
    <p className={styles.found} role="status" data-testid="sales-found-by">
      {count === 0 ? 'No sale' : count === 1 ? '1 sale' : `${count} sales`} · searched for {words}
    </p>
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
      {searched
        ? 'Try the number on the receipt, the last four digits of the card, or the time and the total together.'
        : 'The first one opens the shift by itself.'}
    </EmptyState>
  )
}
