import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { type RecordedSale, readSale } from '../../replica/deeds.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
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
          This device holds only the figures of this sale, not its lines. Another till of the location has
          them.
        </p>
      )}
    </Sheet>
  )
}

/** undefined while it is being read; null when this device does not hold the entry. */
function useRecorded(sale: SaleId): RecordedSale | null | undefined {
  const { replica } = useApp()
  const [recorded, setRecorded] = useState<RecordedSale | null | undefined>(undefined)
  useEffect(() => {
    let wanted = true
    void readSale(replica, sale).then((read) => wanted && setRecorded(read))
    return () => {
      wanted = false
    }
  }, [replica, sale])
  return recorded
}
