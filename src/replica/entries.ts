/** Single entries by their place, read from the own journal or from the feed of other devices. */
import type { DeviceId } from '../../core/domain/ids.ts'
import { type Entry, parseEntry } from '../../core/journal/entry.ts'
import type { Result } from '../../core/result.ts'
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

/** Asks the endpoint for an entry's bytes; null where it has none at that place. */
export type FetchEntry = (device: DeviceId, seq: number) => Promise<Result<string | null, unknown>>

const NOWHERE: FetchEntry = async () => ({ ok: true, value: null })

/**
 * The entry at a place, from this device or else from the endpoint: a newcomer holds what older ones came to, not
 * themselves. Null where it is not to be had now, or this build cannot read it.
 */
export async function readEntry(
  replica: Replica,
  { device, seq }: EntryPlace,
  fetchEntry = NOWHERE,
): Promise<Entry | null> {
  const here = await readBytes(replica, { device, seq })
  const fetched = here === null ? await fetchEntry(device, seq) : null
  const bytes = fetched?.ok ? fetched.value : here
  const parsed = bytes === null ? null : parseEntry(bytes)
  return parsed?.ok && parsed.value.known ? parsed.value.entry : null
}
