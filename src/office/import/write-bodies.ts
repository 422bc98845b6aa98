/** Bodies of an import → entries of this device's journal. */
import type { ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import type { EntryId, StaffId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import type { Draft } from '../../../core/journal/entry.ts'
import type { Result } from '../../../core/result.ts'
import type { CountedLine } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Replica } from '../../replica/replica.ts'

/**
 * Resolves when all the bodies are durable on this device, in one transaction: either all of them are written or
 * none. Few at a time, because the screens read the catalogue anew after each transaction.
 */
export function writeBodies(
  replica: Replica,
  bodies: readonly ImportBody[],
  staff: StaffId | null,
): Promise<Result<unknown, StorageFailure>> {
  const drafts = bodies.map((body) => draftOf(replica, body, staff))
  return replica.append(() => ({ drafts }))
}

function draftOf(replica: Replica, body: ImportBody, staff: StaffId | null): Draft {
  const { newId, now } = replica.deps
  const place = { id: newId() as EntryId, at: now(), staff, shift: null }
  if (body.kind !== 'stock-counted') return { ...place, ...body }
  return { ...place, kind: body.kind, body: { lines: recount(replica, body.body.lines) } }
}

/** Sales may have gone on while the preview was looked at: the difference is taken from the stock as it is now. */
function recount(replica: Replica, lines: readonly CountedLine[]): CountedLine[] {
  const { stock } = replica.store.getState()
  return lines.map(({ variant, countedQuantity }) => {
    const quantity = (countedQuantity - (stock.get(variant) ?? 0)) as Thousandths
    return { variant, countedQuantity, quantity }
  })
}
