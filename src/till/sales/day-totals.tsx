import ChevronRight from 'lucide-react/icons/chevron-right'
import type { Report } from '../../../core/domain/report.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { Icon } from '../../ui/icon.tsx'
import { Price, useTill } from '../till-context.tsx'
import styles from './sales.module.css'
import { useDay } from './use-day.ts'

/** Today at a glance; a press shows how its figures add up. */
export function DayTotals({ sales }: { readonly sales: readonly SaleRecord[] }) {
  const { sheets } = useTill()
  const day = useDay(sales)
  return (
    <button
      type="button"
      className={styles.totals}
      data-testid="day-figures"
      onClick={() => sheets.open({ kind: 'day' })}
    >
      <span className={styles.cell} data-testid="day-takings-today" data-minor={day.takingsMinor}>
        <span className={styles.term}>Takings today</span>
        <Price className={styles.value} minor={day.takingsMinor} />
      </span>
      <span className={styles.cell} data-testid="day-sold-today" data-minor={day.goodsMinor}>
        <span className={styles.term}>Sold</span>
        <Price className={styles.value} minor={day.goodsMinor} />
      </span>
      <span className={styles.cell}>
        <span className={styles.term}>Sales</span>
        <Counts {...day} />
      </span>
      <span className={styles.more}>
        All figures
        <Icon of={ChevronRight} />
      </span>
    </button>
  )
}

/** "9 · 4 refunds · 2 void". */
export function Counts({ saleCount, refundCount, voidCount }: Report) {
  const more = [
    refundCount > 0 ? `${refundCount} ${refundCount === 1 ? 'refund' : 'refunds'}` : '',
    voidCount > 0 ? `${voidCount} void` : '',
  ].filter(Boolean)
  return (
    <span className={styles.value}>
      {saleCount}
      {more.length > 0 && <span className={styles.voids}> · {more.join(' · ')}</span>}
    </span>
  )
}
