import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
import { findSale } from './find-sale.ts'
import { ReceiptView } from './receipt-view.tsx'

/** The receipt of a sale from the list, marked as a copy. */
export function ReceiptSheet({ sale }: { sale: SaleId }) {
  const { sheets } = useTill()
  const recorded = useRecorded(sale)
  const receipt = useViews((views) => views.sales.get(sale)?.receipt)
  return (
    <Sheet tall title={`Sale ${receipt ?? ''}`} onClose={sheets.close}>
      {recorded && <ReceiptView recorded={recorded} mark="copy" onNext={sheets.close} />}
      {recorded === null && (
        <p>
          This device holds the figures of this sale, but not its lines: it joined after the sale, and the
          endpoint does not answer now. Open it again when there is a network.
        </p>
      )}
    </Sheet>
  )
}

/** undefined while it is being read; null when neither this device nor the endpoint gives the entry. */
function useRecorded(sale: SaleId): RecordedSale | null | undefined {
  const app = useApp()
  const [recorded, setRecorded] = useState<RecordedSale | null | undefined>(undefined)
  useEffect(() => {
    let wanted = true
    void findSale(app, sale).then((read) => wanted && setRecorded(read))
    return () => {
      wanted = false
    }
  }, [app, sale])
  return recorded
}
