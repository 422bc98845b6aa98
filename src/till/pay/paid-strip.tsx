import type { Minor } from '../../../core/domain/money.ts'
import { Price } from '../till-context.tsx'
import { negate, paidOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** Of how much this is a part, and what has been paid; nothing while one tender pays it all. */
export function PaidStrip() {
  const { priced, part } = usePay()
  const paidMinor = paidOf(priced)
  const { totalMinor } = priced.totals
  if (part.amountMinor === totalMinor) return null
  const isBack = totalMinor < 0
  const shown = (minor: Minor) => (isBack ? negate(minor) : minor)
  return (
    <p className={styles.strip}>
      <span>
        Part of <Price minor={shown(totalMinor)} />
      </span>
      <span>
        <Price testId="paid-so-far" minor={shown(paidMinor)} /> {isBack ? 'given back' : 'paid'} so far
      </span>
    </p>
  )
}
