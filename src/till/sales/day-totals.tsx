import { useMemo } from 'react'
import type { Minor } from '../../../core/domain/money.ts'
import { report } from '../../../core/domain/report.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { Price } from '../till-context.tsx'
import styles from './sales.module.css'
import { salesSince, startOfDay } from './sales-list.ts'

const TENDER_WORDS: Readonly<Record<string, string>> = { cash: 'Cash', card: 'Card' }

/** Today, by the location's clock: takings, by tender, how many sales. */
export function DayTotals({ sales }: { sales: readonly SaleRecord[] }) {
  const { replica } = useApp()
  const { zone } = useLocation()
  const { takingsMinor, saleCount, voidCount, byTender } = useMemo(
    () => report(salesSince(sales, startOfDay(replica.deps.now(), zone))),
    [sales, replica, zone],
  )
  return (
    <dl className={styles.totals}>
      <Figure term="Takings today" minor={takingsMinor} />
      {[...byTender].map(([kind, minor]) => (
        <Figure key={kind} term={TENDER_WORDS[kind] ?? kind} minor={minor} />
      ))}
      <div>
        <dt>Sales</dt>
        <dd>
          {saleCount}
          {voidCount > 0 && <span className={styles.voids}> · {voidCount} void</span>}
        </dd>
      </div>
    </dl>
  )
}

function Figure({ term, minor }: { term: string; minor: Minor }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <Price minor={minor} />
      </dd>
    </div>
  )
}
