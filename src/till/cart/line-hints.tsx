import type { CartLine } from '../../../core/domain/cart.ts'
import { useViews } from '../../app/app-context.tsx'
import { Price, useCart } from '../till-context.tsx'
import styles from './cart-line-row.module.css'
import { variantIndexOf } from './variant-index.ts'

/** Under a line's name: the unit price, an overridden one, the note, and what the stock says. */
export function LineHints({ line }: { line: CartLine }) {
  const overridden = line.listMinor !== null && line.listMinor !== line.unitMinor
  return (
    <span className={styles.hint}>
      <Price className={styles.unit} minor={line.unitMinor} /> each
      {overridden && line.listMinor !== null && (
        <>
          {' · '}
          <s>
            <span className="visually-hidden">instead of </span>
            <Price className={styles.unit} minor={line.listMinor} />
          </s>
        </>
      )}
      <StockHint line={line} />
      {line.note !== '' && <span className={styles.note}>{line.note}</span>}
    </span>
  )
}

function StockHint({ line }: { line: CartLine }) {
  const over = useOver(line)
  if (over === null || over < 0) return null
  return (
    <>
      {' · '}
      <span className={styles.warn}>{over === 0 ? 'last one' : `${over} more than counted`}</span>
    </>
  )
}

/** Whole pieces in the cart beyond the count: 0 when this takes the last one; null where nobody counts. */
function useOver({ variant }: CartLine): number | null {
  const left = useViews(({ stock, products }) => {
    if (!variant) return null
    const { tracked } = variantIndexOf(products).get(variant) ?? { tracked: false }
    return tracked ? Math.max(0, stock.get(variant) ?? 0) : null
  })
  const taken = useCart(({ cart }) =>
    cart.lines.reduce((sum, other) => (other.variant === variant ? sum + other.quantity : sum), 0),
  )
  return left === null ? null : Math.ceil((taken - left) / 1000)
}
