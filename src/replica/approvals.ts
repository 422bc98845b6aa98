/** A manager's yes on another one's till, as an entry of this device. */
import type { SaleId, StaffId } from '../../core/domain/ids.ts'
import type { Permission } from '../../core/domain/staff.ts'
import type { SealedEntry } from '../../core/journal/chain.ts'
import type { Result } from '../../core/result.ts'
import { newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'

export interface GivenApproval {
  readonly permission: Permission
  /** Who said yes, by PIN. */
  readonly by: StaffId
  /** The cart or sale that it is about; null where it is about none. */
  readonly sale: SaleId | null
  /** What it is for, in words. */
  readonly detail: string
  /** Who asked. */
  readonly staff: StaffId | null
}

/** Writes the approval; the deed itself goes on when this is durable. */
export function recordApproval(
  replica: Replica,
  { staff, ...body }: GivenApproval,
): Promise<Result<readonly SealedEntry[], StorageFailure>> {
  const draft = newDraft(replica, staff)
  const detail = body.detail.slice(0, 200)
  return replica.append((head) => ({
    drafts: [{ ...draft, shift: head.shift, kind: 'approval-given', body: { ...body, detail } }],
  }))
}
