import { sum, toMinor } from '../../../core/domain/money.ts'
import { useViews } from '../../app/app-context.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import { refusesChange } from '../till-model.ts'
import styles from './cart-top.module.css'

/** Above the lines: eat in or take away, where it matters for the tax, and what else holds for the whole sale. */
export function CartTop() {
  return (
    <>
      <ServiceSwitch />
      <ExemptNote />
      <PaidNote />
    </>
  )
}

/** Only where some rate has another one for goods that are taken away. Each sale starts as eaten in. */
function ServiceSwitch() {
  const till = useTill()
  const isOffered = useViews(({ takeAwayRates }) => takeAwayRates.size > 0)
  const service = useCart(({ cart }) => cart.service)
  if (!isOffered && !service) return null
  const choose = (value: 'eat-in' | 'take-away') => {
    if (refusesChange(till)) return
    till.carts.dispatch({ type: 'set', fields: { service: value === 'take-away' ? value : undefined } })
  }
  return (
    <div className={styles.top}>
      <SegmentedControl
        label="Eat in or take away"
        value={service ?? 'eat-in'}
        options={[
          { value: 'eat-in', label: 'Eat in', testId: 'eat-in' },
          { value: 'take-away', label: 'Take away', testId: 'take-away' },
        ]}
        onChange={choose}
      />
    </div>
  )
}

/** Why nothing can be changed, and where it goes on. */
function PaidNote() {
  const tenders = useCart(({ cart }) => cart.tenders) ?? []
  const isRefund = useCart(({ totals }) => totals.totalMinor < 0)
  if (tenders.length === 0) return null
  const paidMinor = sum(tenders.map(({ amountMinor }) => amountMinor))
  return (
    <p className={styles.paid} data-testid="paid-note" role="status">
      <Price minor={isRefund ? toMinor(-paidMinor) : paidMinor} /> of it is {isRefund ? 'given back' : 'paid'}{' '}
      already, so the cart stays as it is. {isRefund ? 'Give back' : 'Charge'} goes on from there.
    </p>
  )
}

function ExemptNote() {
  const { sheets } = useTill()
  const exempt = useCart(({ cart }) => cart.exempt)
  if (!exempt) return null
  return (
    <button
      type="button"
      className={styles.note}
      data-testid="exempt-note"
      onClick={() => sheets.open({ kind: 'exempt' })}
    >
      Sold without tax · {exempt.reason} · {exempt.reference}
    </button>
  )
}
