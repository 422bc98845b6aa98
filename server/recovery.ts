/** After a restore: who has handed over the whole journal in the new epoch, and who is still to come. */
import type { LocationId } from '../core/domain/ids.ts'
import type { DeviceRecord, Storage } from './storage/storage.ts'

/** A device that is expected to come back: paired, not removed, a browser and not the command line. */
export const isExpected = ({ paired, revokedAt, letter }: DeviceRecord): boolean =>
  paired && revokedAt === null && letter !== ''

/** Devices that have not yet handed over in the present epoch: until they have, no lease is granted (rule K7). */
export const missingDevices = (devices: readonly DeviceRecord[], epoch: number): readonly DeviceRecord[] =>
  devices.filter((device) => isExpected(device) && device.epochSeen < epoch)

/** Per store, the epoch in which a location was last seen whole: it stays so until the next restore. */
const wholeSince = new WeakMap<object, Map<LocationId, number>>()

/** Whether a location is still coming back from a backup. The first epoch needs no look. */
export async function isRecovering(
  storage: Pick<Storage, 'devices'>,
  location: LocationId,
  epoch: number,
): Promise<boolean> {
  const whole = wholeSince.get(storage) ?? new Map<LocationId, number>()
  wholeSince.set(storage, whole)
  if (epoch <= 1 || whole.get(location) === epoch) return false
  if (missingDevices(await storage.devices(location), epoch).length > 0) return true
  whole.set(location, epoch)
  return false
}
