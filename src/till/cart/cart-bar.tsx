import { pieceCount } from '../../../core/domain/cart.ts'
import { Button } from '../../ui/button.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import styles from './cart-bar.module.css'
import { leftMinorOf } from './cart-store.ts'

/** The cart on a phone: a bar under the thumb that opens as a sheet. */
export function CartBar() {
  const { sheets } = useTill()
  const lines = useCart((open) => open.cart.lines)
  const left = useCart(leftMinorOf)
  const pieces = pieceCount(lines)
  return (
    <div className={styles.bar}>
      <Button
        look={lines.length === 0 ? 'outline' : 'go'}
        size="large"
        wide
        className={styles.button}
        data-testid="cart-bar"
        onClick={() => sheets.open({ kind: 'cart' })}
      >
        <span>{lines.length === 0 ? 'Cart' : `Review ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`}</span>
        <Price className={styles.total} minor={left} />
      </Button>
    </div>
  )
}
