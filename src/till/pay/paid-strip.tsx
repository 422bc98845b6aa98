import { Price } from '../till-context.tsx'
import { paidOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** Of how much this is a part, and what has been paid; nothing while one tender pays it all. */
export function PaidStrip() {
  const { priced, part } = usePay()
  const paidMinor = paidOf(priced)
  const { totalMinor } = priced.totals
  if (part.amountMinor === totalMinor) return null
  return (
    <p className={styles.strip}>
      <span>
        Part of <Price minor={totalMinor} />
      </span>
      <span>
        <Price testId="paid-so-far" minor={paidMinor} /> {totalMinor < 0 ? 'given back' : 'paid'} so far
      </span>
    </p>
  )
}
