import ShoppingBasket from 'lucide-react/icons/shopping-basket'
import { memo, useLayoutEffect, useRef } from 'react'
import { useStaff, useViews } from '../../app/app-context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useCart, usePlace, useTill } from '../till-context.tsx'
import { CartExtra } from './cart-extra.tsx'
import { CartFoot } from './cart-foot.tsx'
import { CartLineRow } from './cart-line-row.tsx'
import styles from './cart-panel.module.css'

export interface CartPanelProps {
  /** False inside a sheet, whose own title says it. */
  readonly titled?: boolean
}

/** The sale being built: beside the grid, or in a sheet on a phone. */
export const CartPanel = memo(function CartPanel({ titled = true }: CartPanelProps) {
  return (
    <section className={styles.panel} aria-label="Cart" data-testid="cart">
      {titled && <CartHead />}
      <CartExtra part="top" />
      <CartLines />
      <CartFoot />
    </section>
  )
})

function CartHead() {
  const staff = useStaff()
  const { app } = useTill()
  const till = useViews((views) => views.deviceNames.get(app.replica.identity.device))
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>
        <CartTitle />
      </h2>
      <span className={styles.who}>
        {[staff?.name, till ?? `Till ${app.replica.identity.letter}`].filter(Boolean).join(' · ')}
      </span>
    </header>
  )
}

/** The name somebody gave it, or the number it will have. */
export function CartTitle() {
  const next = usePlace((place) => place.nextReceipt)
  const label = useCart((open) => open.cart.label)
  return label || `Sale ${next}`
}

function CartLines() {
  const lines = useCart((open) => open.cart.lines)
  const list = useRef<HTMLUListElement>(null)
  const before = useRef(lines.length)
  useLayoutEffect(() => {
    if (lines.length > before.current) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
    before.current = lines.length
  }, [lines.length])
  if (lines.length === 0)
    return (
      <EmptyState icon={ShoppingBasket} title="Nothing in the cart">
        Press a product, or scan one.
      </EmptyState>
    )
  return (
    <ul ref={list} className={styles.lines}>
      {lines.map((line, index) => (
        <CartLineRow key={line.key} line={line} index={index} />
      ))}
      <CartExtra part="lines" />
    </ul>
  )
}
