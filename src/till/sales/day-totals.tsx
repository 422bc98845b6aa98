import { useMemo } from 'react'
import type { Minor } from '../../../core/domain/money.ts'
import { type Report, report } from '../../../core/domain/report.ts'

import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { KIND_WORDS } from '../pay/tender-words.ts'
import { Price } from '../till-context.tsx'
import styles from './sales.module.css'
import { salesSince, startOfDay } from './sales-list.ts'

/** Today, by the location's clock: takings, by tender, how many sales, and what is no turnover. */
export function DayTotals({ sales }: { sales: readonly SaleRecord[] }) {
  const { replica } = useApp()
  const { zone } = useLocation()
  const day = useMemo(
    () => report(salesSince(sales, startOfDay(replica.deps.now(), zone))),
    [sales, replica, zone],
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
    </dl>
  )
}

/** What a day also had; a figure of nought is left out. */
function besides(day: Report): readonly (readonly [term: string, name: string, minor: Minor])[] {
  const figures = [
    ['Sold', 'sold', day.totalMinor === day.takingsMinor ? 0 : day.totalMinor],
    ['Discounts', 'discounts', -day.discountMinor],
    ['Returns', 'returns', day.returnedMinor],
    ['Tips', 'tips', day.tipMinor],
    ['Deposits', 'deposits', day.depositMinor],
    ['Vouchers sold', 'vouchers', day.voucherMinor],
    ['Paid on account', 'account', day.accountMinor],
    ['Cash rounding', 'rounding', day.roundingMinor],
    ['Transfers awaited', 'awaiting', day.awaitingMinor],
  ] as const
  return figures.flatMap(([term, name, minor]) => (minor === 0 ? [] : [[term, name, minor as Minor]]))
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
