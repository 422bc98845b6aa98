import type { CartLine } from '../../../core/domain/cart.ts'
import type { Product } from '../../../core/domain/product.ts'
import { useViews } from '../../app/app-context.tsx'
import { Price, useCart } from '../till-context.tsx'
import styles from './cart-line-row.module.css'
import { OverHint } from './over-hint.tsx'
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
  const capped = useViews(({ products }) => variantOf(products, line)?.capped ?? false)
  const over = useOver(line)
  if (over === null || over < 0) return null
  return <OverHint line={line} over={over} capped={capped} />
}

/** Thousandths in the cart beyond what can be sold: 0 when this takes the last one; null where nobody counts. */
function useOver(line: CartLine): number | null {
  const left = useViews(({ stock, leased, products }) => {
    const variant = variantOf(products, line)
    if (!variant?.tracked) return null
    return Math.max(0, (variant.capped ? leased : stock).get(variant.id) ?? 0)
  })
  const taken = useCart(({ cart }) =>
    cart.lines.reduce((sum, other) => (other.variant === line.variant ? sum + other.quantity : sum), 0),
  )
  return left === null ? null : taken - left
}

const variantOf = (products: readonly Product[], { variant }: CartLine) =>
  variant ? variantIndexOf(products).get(variant) : undefined
