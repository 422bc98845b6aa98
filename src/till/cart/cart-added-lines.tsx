import { formatQuantity } from '../../../core/domain/format.ts'
import type { LineItem } from '../../../core/domain/sale.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Price, useCart } from '../till-context.tsx'
import styles from './cart-line-row.module.css'

/** Behind the cart's own lines: deposits of what is sold, and the tip. They follow the others and cannot be edited. */
export function CartAddedLines() {
  const own = useCart(({ priced }) => priced.cart.lines.length)
  const lines = useCart(({ priced }) => priced.lines)
  return lines
    .slice(own)
    .map((line) => (
      <AddedLine key={`${line.kind} ${line.variant} ${line.unitMinor} ${line.staff}`} line={line} />
    ))
}

function AddedLine({ line }: { readonly line: LineItem }) {
  const { locale } = useApp()
  const { kind, name, quantity, unitMinor, amountMinor } = line
  const staff = useViews((views) => views.staff.find(({ id }) => id === line.staff)?.name)
  return (
    <li className={styles.row} data-testid="added-line" data-kind={kind} data-quantity={quantity / 1000}>
      <span className={styles.added}>
        <span className={styles.name}>{name}</span>
        <span className={styles.hint}>
          {kind === 'tip' ? (
            `For ${staff ?? 'everybody'}`
          ) : (
            <>
              {formatQuantity(quantity, locale)} × <Price className={styles.unit} minor={unitMinor} />, given
              back with the empties
            </>
          )}
        </span>
      </span>
      <Price className={styles.amount} minor={amountMinor} />
    </li>
  )
}
