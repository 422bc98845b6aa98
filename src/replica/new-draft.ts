/** What every draft says besides its kind and its body. */
import type { EntryId, StaffId } from '../../core/domain/ids.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { Replica } from './replica.ts'

export type NewDraft = Pick<Draft, 'id' | 'at' | 'staff' | 'shift'>

/**
 * Mints a draft's id (unless the deed has one) and its moment: once, outside the transaction, so that the plan can be
 * repeated. The shift is the head's, which only the plan knows.
 */
export const newDraft = ({ deps }: Replica, staff: StaffId | null, id?: EntryId): NewDraft => ({
  id: id ?? (deps.newId() as EntryId),
  at: deps.now(),
  staff,
  shift: null,
})
