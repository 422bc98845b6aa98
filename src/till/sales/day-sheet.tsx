import { EXEMPT } from '../../../core/domain/exemption.ts'
import { formatRate } from '../../../core/domain/format.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Report } from '../../../core/domain/report.ts'
import type { TaxBucket } from '../../../core/domain/tax.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { cx } from '../../ui/cx.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Price, useTill } from '../till-context.tsx'
import { besides, type DayFigure, takingsByMeans, taxOfDay, wayToTakings } from './day-report.ts'
import styles from './day-sheet.module.css'
import { Counts } from './day-totals.tsx'
import { useDay } from './use-day.ts'
import { useSales } from './use-sales.ts'

/** How today's figures add up: from what was sold to the takings, by means, and the tax in it. */
export function DaySheet() {
  const { sheets } = useTill()
  const day = useDay(useSales())
  return (
    <Sheet tall title="Today’s figures" onClose={sheets.close} testId="sheet-day">
      <dl className={styles.ledger}>
        {wayToTakings(day).map((figure) => (
          <Row key={figure.name} {...figure} hint={HINTS[figure.name]} />
        ))}
        <Row term="Takings" name="takings" minor={day.takingsMinor} isTotal />
      </dl>
      <Part title="Taken by" rows={takingsByMeans(day)} />
      <TaxTable buckets={taxOfDay(day)} />
      <Besides day={day} />
    </Sheet>
  )
}

const HINTS: Readonly<Record<string, string>> = { sold: 'after discounts and returns' }

interface RowProps extends DayFigure {
  readonly hint?: string | undefined
  readonly isTotal?: boolean
}

function Row({ term, name, minor, hint, isTotal }: RowProps) {
  return (
    <div className={cx(styles.row, isTotal && styles.total)} data-testid={`day-${name}`} data-minor={minor}>
      <dt>
        {term}
        {hint && <span className={styles.hint}> {hint}</span>}
      </dt>
      <dd>
        <Price minor={minor} />
      </dd>
    </div>
  )
}

function Part({ title, rows }: { readonly title: string; readonly rows: readonly DayFigure[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.ledger}>
        {rows.map((figure) => (
          <Row key={figure.name} {...figure} />
        ))}
      </dl>
    </section>
  )
}

function TaxTable({ buckets }: { readonly buckets: readonly TaxBucket[] }) {
  const { locale } = useApp()
  if (buckets.length === 0) return null
  return (
    <table className={styles.tax}>
      <caption className={styles.title}>Tax</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Net</th>
          <th scope="col">Tax</th>
          <th scope="col">Gross</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map((bucket) => (
          <tr key={`${bucket.id} ${bucket.ppm}`} data-testid="day-tax" data-ppm={bucket.ppm}>
            <th scope="row">
              {bucket.id === EXEMPT.id
                ? 'Exempt'
                : `${bucket.name || 'Tax'} ${formatRate(bucket.ppm, locale)}`}
            </th>
            <TaxCell minor={bucket.netMinor} />
            <TaxCell minor={bucket.taxMinor} />
            <TaxCell minor={bucket.grossMinor} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const TaxCell = ({ minor }: { readonly minor: Minor }) => (
  <td>
    <Price minor={minor} />
  </td>
)

/** What is in the figures above already. */
function Besides({ day }: { readonly day: Report }) {
  const nameOf = useStaffNames()
  return (
    <section>
      <h3 className={styles.title}>Of these</h3>
      <dl className={styles.ledger}>
        <div className={styles.row}>
          <dt>Sales</dt>
          <dd>
            <Counts {...day} />
          </dd>
        </div>
        {besides(day).map((figure) => (
          <Row key={figure.name} {...figure} />
        ))}
        {[...day.tipsByStaff].map(([id, minor]) => (
          <Row key={id} term={`Tips, ${nameOf(id)}`} name="tips-of-one" minor={minor} />
        ))}
      </dl>
    </section>
  )
}

/** Somebody who is removed still gets what is theirs. */
function useStaffNames(): (id: StaffId) => string {
  const staff = useViews((views) => views.staff)
  return (id) => staff.find((one) => one.id === id)?.name ?? 'somebody removed'
}
