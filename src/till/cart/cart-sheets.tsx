import type { Thousandths } from '../../../core/domain/money.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { PayInSheet } from '../accounts/pay-in-sheet.tsx'
import { QuantityForm } from '../keypad-form.tsx'
import { useCart, useTill } from '../till-context.tsx'
import type { CartSheet } from '../till-sheet.ts'
import { CartPanel, CartTitle } from './cart-panel.tsx'
import styles from './cart-sheets.module.css'
import { CouponSheet } from './coupon-sheet.tsx'
import { CustomLineForm } from './custom-line-form.tsx'
import { DiscountSheet } from './discount-sheet.tsx'
import { ExemptSheet } from './exempt-sheet.tsx'
import { LineSheet, OverridePriceSheet } from './line-sheet.tsx'
import { MoreList } from './more-list.tsx'
import { ParkedList, ParkForm } from './parked.tsx'
import { ShortageSheet } from './shortage-sheet.tsx'

/** Sheets about the cart. */
export function CartSheets({ sheet }: { sheet: CartSheet }) {
  const { sheets } = useTill()
  switch (sheet.kind) {
    case 'cart':
      return (
        <Sheet tall title={<CartTitle />} onClose={sheets.close}>
          <div className={styles.cart}>
            <CartPanel titled={false} />
          </div>
        </Sheet>
      )
    case 'more':
      return (
        <Sheet place="middle" title="More" onClose={sheets.close}>
          <MoreList />
        </Sheet>
      )
    case 'park':
      return (
        <Sheet place="middle" title="Park this cart" onClose={sheets.close}>
          <ParkForm />
        </Sheet>
      )
    case 'parked':
      return (
        <Sheet title="Parked carts" onClose={sheets.close}>
          <ParkedList />
        </Sheet>
      )
    case 'custom-line':
      return (
        <Sheet tall title="Custom amount" onClose={sheets.close}>
          <CustomLineForm />
        </Sheet>
      )
    case 'shortage':
      return <ShortageSheet />
    case 'discount':
      return <DiscountSheet place={sheet.line} />
    case 'coupon':
      return <CouponSheet />
    case 'pay-in':
      return <PayInSheet />
    case 'exempt':
      return <ExemptSheet />
    case 'line':
      return <LineSheet line={sheet.line} />
    case 'override-price':
      return <OverridePriceSheet line={sheet.line} />
    case 'quantity':
      return <LineQuantitySheet line={sheet.line} />
  }
}

const toQuantity = (thousandths: number) => thousandths as Thousandths

function LineQuantitySheet({ line: key }: { line: string }) {
  const { sheets, carts } = useTill()
  const line = useCart(({ cart }) => cart.lines.find((one) => one.key === key))
  if (!line) return null
  return (
    <Sheet
      tall
      title={line.unit ? `How many ${line.unit} of ${line.name}?` : `How many ${line.name}?`}
      onClose={sheets.close}
    >
      <QuantityForm
        start={toQuantity(Math.abs(line.quantity))}
        doneWords="Set the quantity"
        onDone={(quantity) => {
          // Cups that come back stay below nought.
          const signed = toQuantity(line.quantity < 0 ? -quantity : quantity)
          carts.dispatch({ type: 'set-quantity', key, quantity: signed })
          sheets.close()
        }}
      />
    </Sheet>
  )
}
