/** What the editor does to the catalogue. Each resolves when it is durable on this device. */
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Product } from '../../../core/domain/product.ts'
import { ok, type Result } from '../../../core/result.ts'
import { countStock, receiveStock, writeSettings } from '../../replica/deeds.ts'
import { capVariant } from '../../replica/leases.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Replica } from '../../replica/replica.ts'
import type { SavePlan } from './save-plan.ts'

/** Writes a plan: settings, then caps, then the count, then what came in. */
export async function savePlan(
  replica: Replica,
  { patches, caps, counted, received }: SavePlan,
  staff: StaffId | null,
): Promise<Result<number, StorageFailure>> {
  const settings = await writeSettings(replica, patches, staff)
  if (!settings.ok) return settings
  for (const { variant, pieces } of caps) {
    const capped = await capVariant(replica, variant, pieces, staff)
    if (!capped.ok) return capped
  }
  const count = await countStock(replica, counted, staff)
  if (!count.ok) return count
  const receipt = await receiveStock(replica, received, staff)
  return receipt.ok ? ok(patches.length) : receipt
}

/** Takes a product out of the catalogue, or brings it back. Its sales stay as they are. */
export function setRemoved(
  replica: Replica,
  { id }: Pick<Product, 'id'>,
  removed: boolean,
  staff: StaffId | null,
): Promise<Result<number, StorageFailure>> {
  return writeSettings(replica, [{ record: 'product', id, fields: { removed } }], staff)
}
