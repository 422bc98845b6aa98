import BookUser from 'lucide-react/icons/book-user'
import CirclePause from 'lucide-react/icons/circle-pause'
import Percent from 'lucide-react/icons/percent'
import ReceiptText from 'lucide-react/icons/receipt-text'
import SquarePen from 'lucide-react/icons/square-pen'
import Stamp from 'lucide-react/icons/stamp'
import Ticket from 'lucide-react/icons/ticket'
import Undo2 from 'lucide-react/icons/undo-2'
import { useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { AwaitingButton } from '../payments/awaiting-button.tsx'
import { useCart, usePlace, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import styles from './cart-sheets.module.css'
import { newestOwnSale } from './newest-own-sale.ts'

/** What is needed less often. */
export function MoreList() {
  const till = useTill()
  const parked = usePlace((place) => place.parkedCount)
  const hasAccounts = useViews((views) => views.accounts.length > 0)
  const last = useViews((views) => newestOwnSale(views.sales.values(), till.app.replica.identity.device))
  const custom = () =>
    withPermission(till, 'custom-line', 'A custom amount', () => till.sheets.swap({ kind: 'custom-line' }))
  return (
    <div className={styles.list}>
      <WholeCart />
      <Button wide className={styles.row} icon={SquarePen} data-testid="custom-line" onClick={custom}>
        Custom amount
      </Button>
      {hasAccounts && (
        <Button
          wide
          className={styles.row}
          icon={BookUser}
          data-testid="pay-in"
          onClick={() => till.sheets.swap({ kind: 'pay-in' })}
        >
          Pay into an account
        </Button>
      )}
      <Button
        wide
        className={styles.row}
        icon={CirclePause}
        data-testid="parked-carts"
        onClick={() => till.sheets.swap({ kind: 'parked' })}
      >
        Parked carts
        {parked > 0 && <Badge tone="warn">{parked}</Badge>}
      </Button>
      <Button
        wide
        className={styles.row}
        icon={ReceiptText}
        disabled={!last}
        data-testid="last-receipt"
        onClick={() => last && till.sheets.swap({ kind: 'receipt', sale: last.id })}
      >
        Last receipt: print, share, return, void
        {last && <span className={styles.end}>{last.receipt}</span>}
      </Button>
      <Button
        wide
        className={styles.row}
        icon={Undo2}
        data-testid="find-sale"
        onClick={() => {
          till.sheets.closeAll()
          till.place.setState({ screen: 'sales' })
        }}
      >
        Take goods back: find their sale
      </Button>
      <AwaitingButton className={styles.row} swaps />
    </div>
  )
}

/** What can be given to the cart as a whole. */
function WholeCart() {
  const till = useTill()
  const isEmpty = useCart(({ cart }) => cart.lines.length === 0)
  const exempt = useCart(({ cart }) => cart.exempt !== undefined)
  const openExempt = () => {
    const open = () => till.sheets.swap({ kind: 'exempt' })
    if (exempt) open()
    else withPermission(till, 'tax-exempt', 'Selling without tax', open)
  }
  return (
    <>
      <Button
        wide
        className={styles.row}
        icon={Percent}
        data-testid="whole-cart-discount-open"
        data-autofocus={isEmpty ? undefined : ''}
        disabled={isEmpty}
        onClick={() => till.sheets.swap({ kind: 'discount', line: null })}
      >
        Discount on everything
      </Button>
      <Button
        wide
        className={styles.row}
        icon={Ticket}
        data-testid="coupon-open"
        data-autofocus={isEmpty ? '' : undefined}
        onClick={() => till.sheets.swap({ kind: 'coupon' })}
      >
        Coupon or voucher
      </Button>
      <Button
        wide
        className={styles.row}
        icon={Stamp}
        data-testid="exempt-open"
        disabled={isEmpty}
        onClick={openExempt}
      >
        Customer without tax
      </Button>
    </>
  )
}
