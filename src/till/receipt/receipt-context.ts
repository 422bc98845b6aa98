import type { ReceiptContext } from '../../../core/domain/receipt.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'

/** What a receipt needs besides its sale: the place, the people, whether it was cancelled. */
export function useReceiptContext({ sale, at }: RecordedSale): ReceiptContext {
  const location = useLocation()
  const { locale, replica } = useApp()
  // Selected by version, because the map of sales is changed in place.
  useViews((views) => views.salesVersion)
  const { sales, staff, deviceNames } = replica.store.getState()
  const record = sales.get(sale.id)
  const device = record?.device ?? replica.identity.device
  return {
    location,
    locale,
    at,
    staffName: staff.find(({ id }) => id === record?.staff)?.name ?? '—',
    tillName: deviceNames.get(device) ?? `Till ${sale.receipt.split('-')[0]}`,
    voided: record?.voided != null,
  }
}
