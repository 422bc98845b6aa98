/** After a restore: who has handed over the whole journal in the new epoch, and who is still to come. */
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import type { State } from '../core/journal/state.ts'
import type { LocationView } from './location-views.ts'
import type { DeviceRecord, Storage } from './storage/storage.ts'

/** A device that is expected to come back: paired, not removed, a browser and not the command line. */
export const isExpected = ({ paired, revokedAt, letter }: DeviceRecord): boolean =>
  paired && revokedAt === null && letter !== ''

/** What is known of a location besides its devices: which of them the journal names. */
type Named = Pick<LocationView, 'epoch'> & { readonly state: Pick<State, 'settings'> }

/**
 * Devices that have not come back in the present epoch: until they have, no lease is granted (rule K7). A till that
 * was paired behind the backup is not in the store's list; the journal, brought by others, names it.
 */
export function missingDevices(
  devices: readonly DeviceRecord[],
  { epoch, state }: Named,
): readonly DeviceId[] {
  const known = devices.filter((device) => isExpected(device) && device.epochSeen < epoch)
  return [...known.map(({ device }) => device), ...unpaired(devices, state)]
}

function unpaired(devices: readonly DeviceRecord[], { settings }: Named['state']): readonly DeviceId[] {
  const records = new Map(devices.map((record) => [record.device, record]))
  return [...settings.device].flatMap(([id, { letter, removed }]) => {
    const record = records.get(id)
    const isGone = removed === true || record?.paired === true || (record?.revokedAt ?? null) !== null
    return letter && !isGone ? [id] : []
  })
}

/** Per store, the epoch in which a location was last seen whole: it stays so until the next restore. */
const wholeSince = new WeakMap<object, Map<LocationId, number>>()

/** Whether a location is still coming back from a backup. The first epoch needs no look. */
export async function isRecovering(
  storage: Pick<Storage, 'devices'>,
  location: LocationId,
  named: Named,
): Promise<boolean> {
  const { epoch } = named
  const whole = wholeSince.get(storage) ?? new Map<LocationId, number>()
  wholeSince.set(storage, whole)
  if (epoch <= 1 || whole.get(location) === epoch) return false
  if (missingDevices(await storage.devices(location), named).length > 0) return true
  whole.set(location, epoch)
  return false
}
