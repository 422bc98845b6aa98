import type { LineDiscount } from '../../../core/domain/discount.ts'
import { formatRate } from '../../../core/domain/format.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { useApp } from '../../app/app-context.tsx'
import { Price, useCart } from '../till-context.tsx'
import styles from './cart-line-row.module.css'
import { isOfWholeCart } from './whole-cart-discounts.ts'

/** Under a line: what is taken off it alone, by hand, by a promotion, or as its share of what its sale took off. */
export function LineDiscounts({ index }: { readonly index: number }) {
  const discounts = useCart(({ priced }) => priced.lines[index]?.discounts)
  const own = discounts?.filter((discount) => !isOfWholeCart(discount)) ?? []
  if (own.length === 0) return null
  return (
    <span className={styles.discounts}>
      {own.map((discount) => (
        <Taken key={`${discount.source} ${discount.ref ?? discount.label}`} discount={discount} />
      ))}
    </span>
  )
}

function Taken({ discount }: { readonly discount: LineDiscount }) {
  const { locale } = useApp()
  const { label, ppm, amountMinor, source } = discount
  const share = ppm !== undefined && source === 'line' ? `${formatRate(ppm, locale)} · ` : ''
  return (
    <span className={styles.discount} data-testid="line-discount" data-source={source}>
      <span>
        {share}
        {label}
      </span>
      <Price className={styles.unit} minor={toMinor(-amountMinor)} />
    </span>
  )
}
