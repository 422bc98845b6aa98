import CirclePause from 'lucide-react/icons/circle-pause'
import Trash2 from 'lucide-react/icons/trash-2'
import { useEffect, useState } from 'react'
import { pieceCount } from '../../../core/domain/cart.ts'
import { formatMoment } from '../../../core/domain/format.ts'
import { subtract } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useLocation } from '../../app/app-context.tsx'
import { parkedCarts } from '../../replica/carts.ts'
import { priceNow } from '../../replica/price-rules.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/field.tsx'
import { Price, usePlace, useTill } from '../till-context.tsx'
import styles from './cart-sheets.module.css'
import { forgetParked, parkCart, resumeCart } from './parking.ts'
import { cartName, paidMinorOf, partPaidText } from './part-paid.ts'

type ParkedRow = Awaited<ReturnType<typeof parkedCarts>>[number]

/** A name for the cart that is set aside, or none. */
export function ParkForm() {
  const till = useTill()
  const [label, setLabel] = useState(till.carts.getState().cart.label)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        till.sheets.closeAll()
        void parkCart(till, label)
      }}
    >
      <TextField
        label="Name"
        hint="Optional: “blue coat”, “Table 4”."
        maxLength={60}
        value={label}
        data-autofocus=""
        data-testid="park-name"
        onChange={setLabel}
      />
      <Button look="go" size="large" wide icon={CirclePause} type="submit" data-testid="park-done">
        Park
      </Button>
    </form>
  )
}

/** Carts that wait; pressing one goes on with it. */
export function ParkedList() {
  const { replica } = useApp()
  const count = usePlace((place) => place.parkedCount)
  const [rows, setRows] = useState<readonly ParkedRow[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the count has changed.
  useEffect(() => {
    void parkedCarts(replica).then(setRows)
  }, [replica, count])
  if (!rows) return null
  if (rows.length === 0)
    return (
      <EmptyState icon={CirclePause} title="No parked carts">
        Press “Park” to set a cart aside, for a customer who comes back.
      </EmptyState>
    )
  return (
    <ul>
      {rows.map((row) => (
        <ParkedCart key={row.id} row={row} />
      ))}
    </ul>
  )
}

function ParkedCart({ row: { cart, parkedAt } }: { row: ParkedRow }) {
  const till = useTill()
  const { zone, currency } = useLocation()
  const { replica } = till.app
  const { totals } = priceNow(replica.store.getState(), cart, replica.deps.now())
  const pieces = pieceCount(cart.lines)
  const name = cartName(cart)
  const paid = partPaidText(cart, totals.totalMinor, (minor) => formatMoney(minor, currency, till.app.locale))
  return (
    <li className={styles.parked} data-testid="parked-cart">
      <span className={styles.parkedWords}>
        <span className={styles.parkedName}>{name}</span>
        <span className={styles.hint}>
          {pieces} {pieces === 1 ? 'piece' : 'pieces'} · {formatMoment(parkedAt, zone, till.app.locale)}
        </span>
        {paid && (
          <span className={styles.hint} data-testid="parked-paid">
            <Badge tone="warn">Part paid</Badge> {paid}
          </span>
        )}
      </span>
      <Price minor={subtract(totals.totalMinor, paidMinorOf(cart))} />
      <IconButton
        icon={Trash2}
        label={`Throw “${name}” away`}
        onClick={() => void forgetParked(till, cart)}
      />
      <Button
        data-testid="resume"
        onClick={() => {
          till.sheets.closeAll()
          void resumeCart(till, cart)
        }}
      >
        Resume
      </Button>
    </li>
  )
}
