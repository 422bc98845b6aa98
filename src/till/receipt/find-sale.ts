import type { SaleId } from '../../../core/domain/ids.ts'
import { parseEntry } from '../../../core/journal/entry.ts'
import type { App } from '../../app/app-context.tsx'
import { type RecordedSale, readSale } from '../../replica/deeds.ts'

/**
 * A sale with its lines: from this device, or else from the endpoint, for one that was made before this device
 * joined. null when neither has it, or the endpoint cannot be asked.
 */
export async function findSale(
  { replica, endpoint }: Pick<App, 'replica' | 'endpoint'>,
  id: SaleId,
): Promise<RecordedSale | null> {
  const here = await readSale(replica, id)
  const record = replica.store.getState().sales.get(id)
  if (here || !record) return here
  const asked = await endpoint.entry(record.device, record.seq)
  const parsed = asked.ok && asked.value !== null ? parseEntry(asked.value) : null
  if (!parsed?.ok || !parsed.value.known || parsed.value.entry.kind !== 'sale') return null
  const { entry } = parsed.value
  return entry.body.id === id ? { sale: entry.body, entry: entry.id, at: entry.at } : null
}
