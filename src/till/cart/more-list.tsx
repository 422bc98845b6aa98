import CirclePause from 'lucide-react/icons/circle-pause'
import ReceiptText from 'lucide-react/icons/receipt-text'
import SquarePen from 'lucide-react/icons/square-pen'
import { useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { usePlace, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import styles from './cart-sheets.module.css'
import { newestOwnSale } from './newest-own-sale.ts'

/** What is needed less often. */
export function MoreList() {
  const till = useTill()
  const parked = usePlace((place) => place.parkedCount)
  const last = useViews((views) => newestOwnSale(views.sales.values(), till.app.replica.identity.device))
  const custom = () =>
    withPermission(till, 'custom-line', 'A custom amount', () => till.sheets.swap({ kind: 'custom-line' }))
  return (
    <div className={styles.list}>
      <Button
        wide
        className={styles.row}
        icon={SquarePen}
        data-testid="custom-line"
        data-autofocus=""
        onClick={custom}
      >
        Custom amount
      </Button>
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
        Last receipt: print, share, void
        {last && <span className={styles.end}>{last.receipt}</span>}
      </Button>
    </div>
  )
}
