import type { Minor } from '../../../core/domain/money.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { Price } from '../till-context.tsx'
import styles from './refund.module.css'

/** What the customer gets back: the biggest thing on the sheet, and read aloud. `minor`: nought or less. */
export function GiveBack({ minor }: { readonly minor: Minor }) {
  return (
    <div className={styles.amount} role="status">
      <span className={styles.amountWords}>Comes back to the customer</span>
      <Price className={styles.amountFigure} testId="return-amount" minor={toMinor(-minor)} />
    </div>
  )
}
