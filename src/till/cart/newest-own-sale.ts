/** The last sale that this device made, by its own sequence. Pure. */
import type { DeviceId } from '../../../core/domain/ids.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'

export function newestOwnSale(sales: Iterable<SaleRecord>, device: DeviceId): SaleRecord | null {
  let newest: SaleRecord | null = null
  for (const sale of sales) if (sale.device === device && sale.seq > (newest?.seq ?? 0)) newest = sale
  return newest
}
