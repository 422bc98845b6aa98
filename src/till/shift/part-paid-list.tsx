import { useEffect, useState } from 'react'
import type { Cart } from '../../../core/domain/cart.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { priceNow } from '../../replica/price-rules.ts'
import { cartName, partPaidCarts, partPaidText } from '../cart/part-paid.ts'
import { useMoneyWriting, useTill } from '../till-context.tsx'

/** Money that is here and in no sale yet: whoever counts the drawer must know of it. Nothing where there is none. */
export function PartPaidList() {
  const { app } = useTill()
  const { currency, locale } = useMoneyWriting()
  const [carts, setCarts] = useState<readonly Cart[]>([])
  useEffect(() => {
    void partPaidCarts(app.replica).then(setCarts)
  }, [app])
  if (carts.length === 0) return null
  const money = (minor: Minor) => formatMoney(minor, currency, locale)
  const totalOf = (cart: Cart) =>
    priceNow(app.replica.store.getState(), cart, app.replica.deps.now()).totals.totalMinor
  return (
    <>
      <p role="status">
        Parts of these carts are paid, and no sale of this shift tells of it. Finish them first, or give the
        parts back; they count in the shift in which they are finished.
      </p>
      <ul data-testid="part-paid-carts">
        {carts.map((cart) => (
          <li key={cart.id}>
            <b>{cartName(cart)}</b>: {partPaidText(cart, totalOf(cart), money)}
          </li>
        ))}
      </ul>
    </>
  )
}
