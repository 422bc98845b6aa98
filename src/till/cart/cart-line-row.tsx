import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { memo, Suspense } from 'react'
import type { CartLine } from '../../../core/domain/cart.ts'
import { formatQuantity } from '../../../core/domain/format.ts'
import { extend } from '../../../core/domain/money.ts'
import { useApp } from '../../app/app-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { later } from '../../ui/later.tsx'
import { Price, useTill } from '../till-context.tsx'
import { isStepped, removeLine, stepLine } from './cart-deeds.ts'
import { CartExtra } from './cart-extra.tsx'
import styles from './cart-line-row.module.css'
import { useSwipeOut } from './use-swipe-out.ts'

/** Behind the first paint: a cart is hardly ever there before it. */
export const LineHints = later(async () => (await import('./line-hints.tsx')).LineHints)

export interface CartLineRowProps {
  readonly line: CartLine
  /** Its place in the cart, and among the priced lines. */
  readonly index: number
}

/** One row of the cart. Renders again only when its own line changes. */
export const CartLineRow = memo(function CartLineRow({ line, index }: CartLineRowProps) {
  const till = useTill()
  const swipe = useSwipeOut(() => removeLine(till, line))
  return (
    <li
      className={styles.row}
      data-testid="cart-line"
      data-sku={line.sku ?? ''}
      data-quantity={line.quantity / 1000}
      {...swipe}
    >
      <button
        type="button"
        className={styles.words}
        onClick={() => till.sheets.open({ kind: 'line', line: line.key })}
      >
        <span className={styles.name}>
          {line.name}
          {line.variantName !== '' && <span className={styles.variant}> · {line.variantName}</span>}
        </span>
        <Suspense fallback={null}>
          <LineHints line={line} />
        </Suspense>
      </button>
      <Stepper line={line} />
      <Price className={styles.amount} minor={extend(line.unitMinor, line.quantity)} />
      <CartExtra part="discounts" index={index} />
    </li>
  )
})

function Stepper({ line }: { line: CartLine }) {
  const till = useTill()
  const stepped = isStepped(line)
  const last = !stepped || (line.quantity > 0 && line.quantity <= 1000)
  return (
    <span className={styles.stepper}>
      <button
        type="button"
        aria-label={last ? `Remove ${line.name}` : `One ${line.name} less`}
        onClick={() => (stepped ? stepLine(till, line, -1) : removeLine(till, line))}
      >
        <Icon of={last ? X : Minus} size={18} />
      </button>
      {stepped && <PieceButtons line={line} />}
    </span>
  )
}

function PieceButtons({ line }: { line: CartLine }) {
  const till = useTill()
  const { locale } = useApp()
  return (
    <>
      <button
        type="button"
        className={styles.count}
        aria-label={`Quantity of ${line.name}: ${formatQuantity(line.quantity, locale)}`}
        onClick={() => till.sheets.open({ kind: 'quantity', line: line.key })}
      >
        {formatQuantity(line.quantity, locale)}
      </button>
      <button type="button" aria-label={`One ${line.name} more`} onClick={() => stepLine(till, line, 1)}>
        <Icon of={Plus} size={18} />
      </button>
    </>
  )
}
