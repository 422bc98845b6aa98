import Smartphone from 'lucide-react/icons/smartphone'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation, useSync, useViews } from '../../app/app-context.tsx'
import { readAcknowledged } from '../../replica/outbox.ts'
import { Icon } from '../../ui/icon.tsx'
import windowStyles from '../../ui/row-window.module.css'
import { useRowWindow } from '../../ui/use-row-window.ts'
import { linkWords, returnIndex } from '../refund/return-links.ts'
import { Price, useTill } from '../till-context.tsx'
import { MeansIcon } from './means-icon.tsx'
import { meansOf, transferMark } from './sale-means.ts'
import { type SaleState, saleState } from './sale-state.ts'
import styles from './sales.module.css'
import { isUnsent, momentInList, startOfDay } from './sales-list.ts'
import { StateBadge } from './state-badge.tsx'
import { TransferBadge } from './transfer-badge.tsx'
import { useSettlements } from './use-day.ts'

/** Any number of sales; only the rows near the sight are in the document. */
export function SalesRows({ sales }: { sales: readonly SaleRecord[] }) {
  const container = useRef<HTMLDivElement>(null)
  const { first, end, pitchPx, rowCount } = useRowWindow(container, {
    itemCount: sales.length,
    pitchRem: 4.25,
  })
  const acknowledgedSeq = useAcknowledgedSeq()
  const { replica } = useApp()
  const { zone } = useLocation()
  const today = startOfDay(replica.deps.now(), zone)
  const returned = useViews((views) => views.returned)
  const known = useViews((views) => views.sales)
  const settlements = useSettlements()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, the list is made anew then.
  const index = useMemo(() => returnIndex(known.values()), [known, sales])
  return (
    <div ref={container} className={styles.scroll}>
      <div className={windowStyles.space} style={{ height: rowCount * pitchPx }}>
        <ul
          className={windowStyles.slice}
          style={{ transform: `translateY(${first * pitchPx}px)` }}
          aria-label="Sales, newest first"
        >
          {sales.slice(first, end).map((sale) => (
            <li key={sale.id}>
              <SaleRow
                sale={sale}
                state={saleState(sale, returned)}
                links={linkWords(sale, known, index)}
                today={today}
                transfer={settlements && transferMark(sale, settlements)}
                unsent={isUnsent(sale, replica.identity.device, acknowledgedSeq)}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Read again whenever what is unsent has changed. */
function useAcknowledgedSeq(): number {
  const { replica } = useApp()
  const unsent = useSync((status) => status.unsent)
  const [seq, setSeq] = useState(Number.POSITIVE_INFINITY)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `unsent` tells that the acknowledged sequence may have moved.
  useEffect(() => {
    void readAcknowledged(replica).then((row) => setSeq(row.seq))
  }, [replica, unsent])
  return seq
}

interface SaleRowProps {
  readonly sale: SaleRecord
  readonly state: SaleState
  /** The receipts that it took goods back from, or that took goods of it back. */
  readonly links: string | null
  /** Its first moment, by the location's clock. */
  readonly today: number
  readonly transfer: ReturnType<typeof transferMark>
  readonly unsent: boolean
}

const SaleRow = memo(function SaleRow({ sale, state, links, today, transfer, unsent }: SaleRowProps) {
  const { sheets, app } = useTill()
  const { zone } = useLocation()
  const staff = useViews((views) => views.staff.find(({ id }) => id === sale.staff)?.name)
  return (
    <button
      type="button"
      className={styles.row}
      data-testid="sale-row"
      data-sale-id={sale.id}
      data-total-minor={sale.totalMinor}
      data-state={state}
      onClick={() => sheets.open({ kind: 'receipt', sale: sale.id })}
    >
      <MeansIcon means={meansOf(sale)} isRefund={state === 'refund'} />
      <span className={styles.words}>
        <span className={styles.receipt}>{sale.receipt}</span>
        <span className={styles.hint}>
          {[momentInList(sale.at, today, { zone, locale: app.locale }), links, staff]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {unsent && (
        <span className={styles.unsent}>
          <Icon of={Smartphone} size={16} />
          safe here
        </span>
      )}
      <TransferBadge mark={transfer} />
      <StateBadge sale={sale} state={state} />
      <Price className={styles.amount} minor={sale.totalMinor} />
    </button>
  )
})
