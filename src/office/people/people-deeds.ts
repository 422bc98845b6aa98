/** Writing people down: their settings first, then the PIN, whose hash never stands in the journal. */
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { writeSettings } from '../../replica/deeds.ts'
import { setPin } from '../../replica/pins.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Replica } from '../../replica/replica.ts'
import type { PersonForm } from './check-person.ts'

/** Saves a checked form; only what differs is written. */
export async function savePerson(
  replica: Replica,
  {
    form,
    person,
    by,
  }: { readonly form: PersonForm; readonly person: Staff | null; readonly by: StaffId | null },
): Promise<Result<StaffId, StorageFailure>> {
  const id = person?.id ?? (replica.deps.newId() as StaffId)
  const name = form.name.trim()
  const fields = {
    ...(name === person?.name ? {} : { name }),
    ...(form.role === person?.role ? {} : { role: form.role }),
  }
  if (Object.keys(fields).length > 0) {
    const written = await writeSettings(replica, [{ record: 'staff', id, fields }], by)
    if (!written.ok) return written
  }
  if (form.pin === '') return ok(id)
  const set = await setPin(replica, id, form.pin, by)
  return set.ok ? ok(id) : err(set.error)
}

/** Takes a person out, or brings them back. What they did stays theirs. */
export const setPersonRemoved = (
  replica: Replica,
  { id, removed, by }: { readonly id: StaffId; readonly removed: boolean; readonly by: StaffId | null },
) => writeSettings(replica, [{ record: 'staff', id, fields: { removed } }], by)
