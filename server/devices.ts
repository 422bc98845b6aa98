/** `GET /api/devices`: each device's place in the journal, what it last told, and when it was heard. */
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import type { DeviceAnswer, DevicesAnswer } from '../core/protocol/devices.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import type { LocationViews } from './location-views.ts'
import { isRecovering } from './recovery.ts'
import { type DeviceRecord, isEndpointDevice, type Storage } from './storage/storage.ts'

export interface DevicesDeps {
  readonly storage: Pick<Storage, 'devices' | 'quarantined' | 'findLocation'>
  readonly views: Pick<LocationViews, 'nearly'>
  readonly now: () => Millis
}

/** Reads what the store keeps of the location's devices. */
export async function readDevices(
  { storage, views, now }: DevicesDeps,
  location: LocationId,
): Promise<DevicesAnswer> {
  const [records, quarantined, record] = await Promise.all([
    storage.devices(location),
    storage.quarantined(location),
    storage.findLocation(location),
  ])
  const epoch = record?.epoch ?? 0
  const unreadable = new Map<DeviceId, number>()
  for (const { device } of quarantined) unreadable.set(device, (unreadable.get(device) ?? 0) + 1)
  return {
    protocol: PROTOCOL_VERSION,
    epoch,
    recovering: await isRecovering(storage, location, await views.nearly(location)),
    devices: records.map((record) => ({
      ...describeDevice(record, now()),
      returned: record.epochSeen >= epoch,
      quarantined: unreadable.get(record.device) ?? 0,
    })),
  }
}

/** What one record comes to. The store takes a device's entries in sequence only, so none can be missing between. */
export function describeDevice(
  record: DeviceRecord,
  now: Millis,
): Omit<DeviceAnswer, 'returned' | 'quarantined'> {
  const { device, letter, build, heardAt, toldSeq, skewMs, head } = record
  return {
    ...{ device, letter, build, toldSeq, skewMs },
    state: stateOf(record),
    heardAgoMs: heardAt === null ? null : Math.max(0, now - heardAt),
    firstSeq: Math.min(1, head.seq),
    seq: head.seq,
    unsent: Math.max(0, (toldSeq ?? 0) - head.seq),
  }
}

function stateOf({ device, paired, revokedAt }: DeviceRecord): DeviceAnswer['state'] {
  if (isEndpointDevice(device)) return 'endpoint'
  if (revokedAt !== null) return 'revoked'
  return paired ? 'active' : 'relayed'
}
