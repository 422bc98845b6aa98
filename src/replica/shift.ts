/** The end of a till's shift, as one deed: what it still holds of capped stock goes back with it. */
import type { ShiftId, StaffId } from '../../core/domain/ids.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { ok, type Result } from '../../core/result.ts'
import { planReturns } from './leases.ts'
import { newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'

export interface ClosedShift {
  /** Null when none was open: then only leases were given back. */
  readonly shift: ShiftId | null
  /** How many leases were given back. */
  readonly returned: number
}

/** Ends the open shift of this till; the next sale opens another one. Resolves when it is durable here. */
export async function closeShift(
  replica: Replica,
  staff: StaffId | null,
): Promise<Result<ClosedShift, StorageFailure>> {
  const { device } = replica.identity
  const own = newDraft(replica, staff)
  const returning = planReturns(replica, 'all', staff)
  let closed: ShiftId | null = null
  const written = await replica.append(
    (head, { rows }) => {
      const { shift } = head
      closed = shift
      const returned = returning(rows, shift)
      const lastSeq = head.seq + returned.drafts.length
      const close: readonly Draft[] = shift
        ? [{ ...own, shift, kind: 'shift-closed', body: { shift, device, lastSeq } }]
        : []
      return { drafts: [...returned.drafts, ...close], leases: returned.leases, counters: { shift: null } }
    },
    { leases: true },
  )
  if (!written.ok) return written
  return ok({
    shift: closed,
    returned: written.value.filter(({ entry }) => entry.kind !== 'shift-closed').length,
  })
}
