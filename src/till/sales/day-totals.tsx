import { useEffect, useMemo, useState } from 'react'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Report, Settlements } from '../../../core/domain/report.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { KIND_WORDS } from '../pay/tender-words.ts'
import { Price } from '../till-context.tsx'
import { besides, dayReport, settlementsOf } from './day-report.ts'
import styles from './sales.module.css'
import { startOfDay } from './sales-list.ts'

/** Today, by the location's clock: takings, by tender, how many sales, and what is no turnover. */
export function DayTotals({ sales }: { sales: readonly SaleRecord[] }) {
  const { replica } = useApp()
  const { zone } = useLocation()
  const settlements = useSettlements()
  const nameOf = useStaffNames()
  const day = useMemo(
    () => dayReport(sales, settlements, startOfDay(replica.deps.now(), zone)),
    [sales, settlements, replica, zone],
  )
  return (
    <dl className={styles.totals}>
      <Figure term="Takings today" name="takings" minor={day.takingsMinor} />
      {[...day.byTender].map(([kind, minor]) => (
        <Figure key={kind} term={KIND_WORDS[kind]} name={kind} minor={minor} />
      ))}
      <Counts {...day} />
      {besides(day).map(([term, name, minor]) => (
        <Figure key={name} term={term} name={name} minor={minor} />
      ))}
      {[...day.tipsByStaff].map(([id, minor]) => (
        <Figure key={id} term={`Tips, ${nameOf(id)}`} name="tips-of-one" minor={minor} />
      ))}
    </dl>
  )
}

/** Somebody who is removed still gets what is theirs. */
function useStaffNames(): (id: StaffId) => string {
  const staff = useViews((views) => views.staff)
  return (id) => staff.find((one) => one.id === id)?.name ?? 'somebody removed'
}

/** How transfers ended; read again whenever a sale or an answer has come. */
function useSettlements(): Settlements {
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const [settlements, setSettlements] = useState<Settlements>(new Map())
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

function Counts({ saleCount, refundCount, voidCount }: Report) {
  const more = [
    refundCount > 0 ? `${refundCount} ${refundCount === 1 ? 'refund' : 'refunds'}` : '',
    voidCount > 0 ? `${voidCount} void` : '',
  ].filter(Boolean)
  return (
    <div>
      <dt>Sales</dt>
      <dd>
        {saleCount}
        {more.length > 0 && <span className={styles.voids}> · {more.join(' · ')}</span>}
      </dd>
    </div>
  )
}

function Figure({ term, name, minor }: { term: string; name: string; minor: Minor }) {
  return (
    <div data-testid={`day-${name}`} data-minor={minor}>
      <dt>{term}</dt>
      <dd>
        <Price minor={minor} />
      </dd>
    </div>
  )
}
