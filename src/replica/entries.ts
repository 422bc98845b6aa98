/** Single entries by their place, read from the own journal or from the feed of other devices. */
import type { DeviceId } from '../../core/domain/ids.ts'
import { type Entry, parseEntry } from '../../core/journal/entry.ts'
import type { Replica } from './replica.ts'

export interface EntryPlace {
  readonly device: DeviceId
  readonly seq: number
}

/** The bytes at a place as their device wrote them; null where this device does not hold them. */
export async function readBytes({ deps, identity }: Replica, place: EntryPlace): Promise<string | null> {
  const own = place.device === identity.device
  const row = own
    ? await deps.journal.entries.get(place.seq)
    : await deps.views.feed.get([place.device, place.seq])
  return row?.bytes ?? null
}

/** The entry at a place; null where it is not here or this build cannot read it. */
export async function readEntry(replica: Replica, place: EntryPlace): Promise<Entry | null> {
  const bytes = await readBytes(replica, place)
  const parsed = bytes === null ? null : parseEntry(bytes)
  return parsed?.ok && parsed.value.known ? parsed.value.entry : null
}
