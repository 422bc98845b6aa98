/** One try of a PIN, however it ends: a lost connection to the device's storage is no wrong PIN, and no endless wait. */
import type { StaffId } from '../../../core/domain/ids.ts'
import type { JournalDatabase } from '../../replica/journal-database.ts'
import { checkPin, type PinCheck } from '../../replica/pins.ts'
import { withReopen } from '../../replica/reopen.ts'

/** `failed`: nothing could be checked, or what the right PIN opens could not be opened. */
export type PinAnswer = PinCheck | { readonly kind: 'failed' }

export interface PinTry {
  readonly staff: StaffId
  readonly pin: string
  readonly now: () => number
  /** Who could open this person's lock. */
  readonly managers: readonly StaffId[]
  readonly onRight: () => Promise<void> | void
}

export async function tryPin(journal: JournalDatabase, wanted: PinTry): Promise<PinAnswer> {
  const { staff, pin, now, managers, onRight } = wanted
  const checked = await withReopen(journal, () => checkPin(journal, staff, pin, now, managers))
  if (!checked.ok) return { kind: 'failed' }
  if (checked.value.kind !== 'right') return checked.value
  try {
    await onRight()
    return checked.value
  } catch {
    return { kind: 'failed' }
  }
}
