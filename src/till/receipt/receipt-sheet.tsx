import type { SaleId } from '../../../core/domain/ids.ts'
import { useViews } from '../../app/app-context.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { WithoutReceipt } from '../refund/without-receipt.tsx'
import { useTill } from '../till-context.tsx'
import { ReceiptView } from './receipt-view.tsx'
import { useRecorded } from './use-recorded.ts'

/** The receipt of a sale from the list, marked as a copy. */
export function ReceiptSheet({ sale }: { sale: SaleId }) {
  const { sheets } = useTill()
  const recorded = useRecorded(sale)
  const receipt = useViews((views) => views.sales.get(sale)?.receipt)
  return (
    <Sheet tall title={`Sale ${receipt ?? ''}`} onClose={sheets.close}>
      {recorded && <ReceiptView recorded={recorded} mark="copy" onNext={sheets.close} />}
      {recorded === null && (
        <>
          <p>
            This device holds the figures of this sale, but not its lines: it joined after the sale, and the
            endpoint does not answer now. Open it again when there is a network, or on the till that made it.
            Goods that cannot wait come back without a receipt; somebody looks at it later.
          </p>
          <WithoutReceipt />
        </>
      )}
    </Sheet>
  )
}
