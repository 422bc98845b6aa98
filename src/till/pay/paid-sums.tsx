import type { Minor } from '../../../core/domain/money.ts'
import { Price, useCart } from '../till-context.tsx'
import { leftOf, negate, paidOf, partsOf } from './parts.ts'
import styles from './pay.module.css'

/** In the cart: what has been paid of it and what is left. Its lines are as they are till then. */
export function PaidSums() {
  const priced = useCart((open) => open.priced)
  if (partsOf(priced).length === 0) return null
  const isRefund = priced.totals.totalMinor < 0
  const shown = (minor: Minor) => (isRefund ? negate(minor) : minor)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{isRefund ? 'Given back' : 'Paid'}</dt>
        <dd>
          <Price testId="cart-paid" minor={shown(paidOf(priced))} />
        </dd>
      </div>
      <div>
        <dt>{isRefund ? 'Left to give back' : 'Left to pay'}</dt>
        <dd>
          <Price testId="cart-left" minor={shown(leftOf(priced))} />
        </dd>
      </div>
    </dl>
  )
}
