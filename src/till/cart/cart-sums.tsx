import { formatRate } from '../../../core/domain/format.ts'
import type { CouponId } from '../../../core/domain/ids.ts'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import { isLocked } from './cart-store.ts'
import styles from './cart-sums.module.css'
import { useCouponProblem } from './use-coupon-problem.ts'
import { type WholeCartDiscount, wholeCartSums } from './whole-cart-discounts.ts'

/** Above the tax: what was taken off, where there is any of it. */
export function CartSums() {
  const priced = useCart((open) => open.priced)
  const coupons = priced.cart.coupons ?? []
  const { subtotalMinor, discountMinor, taken, exemption } = wholeCartSums(priced)
  if (discountMinor === 0 && !exemption && coupons.length === 0) return null
  const idle = coupons.filter((id) => !taken.some(({ ref }) => ref === id))
  return (
    <dl className={styles.sums}>
      <Sum label="Subtotal" testId="cart-subtotal" minor={subtotalMinor} />
      {discountMinor !== 0 && (
        <Sum label="Discounts" testId="cart-discounts" minor={toMinor(-discountMinor)} />
      )}
      {taken.map((discount) => (
        <TakenOff key={`${discount.source} ${discount.ref ?? ''}`} discount={discount} />
      ))}
      {idle.map((id) => (
        <IdleCoupon key={id} id={id} />
      ))}
      {exemption && <TakenOff discount={exemption} />}
    </dl>
  )
}

/** What all of it comes to, where the green button says what is left of it. */
export function WholeSum() {
  const total = useCart((open) => open.totals.totalMinor)
  const isPartPaid = useCart(({ cart }) => isLocked(cart))
  if (!isPartPaid) return null
  return (
    <dl className={styles.sums}>
      <Sum label="Total" testId="cart-whole" minor={total} />
    </dl>
  )
}

interface SumProps {
  readonly label: string
  readonly minor: Minor
  readonly testId: string
}

function Sum({ label, minor, testId }: SumProps) {
  return (
    <div className={styles.sum}>
      <dt>{label}</dt>
      <dd>
        <Price className={styles.amount} testId={testId} minor={minor} />
      </dd>
    </div>
  )
}

/** One cause; pressing it opens what gave it. */
function TakenOff({ discount }: { readonly discount: WholeCartDiscount }) {
  const { sheets } = useTill()
  const { locale } = useApp()
  const { source, label, ppm, amountMinor } = discount
  const open = () =>
    sheets.open(
      source === 'basket'
        ? { kind: 'discount', line: null }
        : { kind: source === 'coupon' ? 'coupon' : 'exempt' },
    )
  const isExempt = source === 'exemption'
  return (
    <div
      className={isExempt ? styles.sum : styles.cause}
      data-testid="whole-cart-discount"
      data-source={source}
    >
      <dt>
        <button type="button" className={styles.press} onClick={open}>
          {ppm !== undefined && `${formatRate(ppm, locale)} · `}
          {isExempt ? 'Tax not owed' : label}
        </button>
      </dt>
      <dd>
        <Price className={styles.amount} minor={toMinor(-amountMinor)} />
      </dd>
    </div>
  )
}

/** A coupon that was given and takes nothing off now: why. */
function IdleCoupon({ id }: { readonly id: CouponId }) {
  const { sheets } = useTill()
  const coupon = useViews(({ coupons }) => coupons.find((one) => one.id === id))
  const problem = useCouponProblem(coupon)
  return (
    <div className={styles.cause} data-testid="idle-coupon">
      <dt>
        <button type="button" className={styles.press} onClick={() => sheets.open({ kind: 'coupon' })}>
          {coupon?.name || coupon?.code || 'Coupon'}: {problem ?? 'takes nothing off this cart.'}
        </button>
      </dt>
      <dd />
    </div>
  )
}
