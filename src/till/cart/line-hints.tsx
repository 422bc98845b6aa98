import type { CartLine } from '../../../core/domain/cart.ts'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Product } from '../../../core/domain/product.ts'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Price, useCart } from '../till-context.tsx'
import styles from './cart-line-row.module.css'
import { OverHint } from './over-hint.tsx'
import { variantIndexOf } from './variant-index.ts'

/** Under a line's name: the unit price, an overridden one, the note, and what the stock says. */
export function LineHints({ line }: { line: CartLine }) {
  return (
    <span className={styles.hint}>
      <What line={line} />
      <UnitPrice line={line} />
      <ListPrice line={line} />
      <StockHint line={line} />
      {line.note !== '' && <span className={styles.note}>{line.note}</span>}
    </span>
  )
}

/** What a line is when it is not goods that are sold. */
function What({ line: { returned, voucher, kind, quantity } }: { line: CartLine }) {
  if (returned)
    return (
      <span className={styles.what} data-testid="line-return">
        {returned.receipt === '' ? 'Return without a receipt' : `Return · ${returned.receipt}`}
      </span>
    )
  if (voucher)
    return (
      <span className={styles.what} data-testid="line-voucher">
        {quantity < 0 ? 'Redeemed · ' : ''}
        {groupVoucherCode(voucher.code)}
      </span>
    )
  if (kind === 'account') return <span className={styles.what}>Paid into the account</span>
  return kind === 'deposit' && quantity < 0 ? <span className={styles.what}>Given back</span> : null
}

function UnitPrice({ line: { unit, unitMinor, quantity, voucher, kind } }: { line: CartLine }) {
  const { locale } = useApp()
  // None of them is a piece of something.
  if (voucher || kind === 'account' || kind === 'tip') return null
  const price = <Price className={styles.unit} minor={unitMinor} />
  return unit ? (
    <span data-testid="line-measure">
      {formatQuantity(quantity, locale)} {unit} × {price}/{unit}
    </span>
  ) : (
    <>{price} each</>
  )
}

function ListPrice({ line: { listMinor, unitMinor, returned } }: { line: CartLine }) {
  if (listMinor === null || listMinor === unitMinor || returned) return null
  return (
    <>
      {' · '}
      <s>
        <span className="visually-hidden">instead of </span>
        <Price className={styles.unit} minor={listMinor} />
      </s>
    </>
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
