/** `GET /api/state`: what the endpoint makes of a location's journal, to be compared with a replica's. */
import * as v from 'valibot'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { countSchema, hashSchema, idSchema, positiveSchema, textSchema } from '../core/journal/schema.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { hashState, type LocationViews } from './location-views.ts'
import type { Storage } from './storage/storage.ts'

export const stateAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  /** The feed number as far as which all of this holds. */
  cursor: countSchema,
  /** Hash over the whole state: equal on a replica that has folded the same entries. */
  stateHash: hashSchema,
  /** What waits for a person. */
  decisions: countSchema,
  /** Entries whose bytes nobody can read. */
  quarantined: countSchema,
  devices: v.array(
    v.object({ device: idSchema<DeviceId>(), letter: textSchema(4), seq: countSchema, hash: hashSchema }),
  ),
})
export type StateAnswer = v.InferOutput<typeof stateAnswerSchema>

/** The location's state as the endpoint has folded it, caught up. */
export async function readLocationState(
  deps: { readonly storage: Pick<Storage, 'devices' | 'quarantined'>; readonly views: LocationViews },
  location: LocationId,
): Promise<StateAnswer> {
  const devices = await deps.storage.devices(location)
  const quarantined = await deps.storage.quarantined(location)
  const view = await deps.views.read(location)
  return {
    protocol: PROTOCOL_VERSION,
    epoch: view.epoch,
    cursor: view.v,
    stateHash: hashState(view.state),
    decisions: openDecisions(view.state).length,
    quarantined: quarantined.length,
    devices: devices.map(({ device, letter, head }) => ({ device, letter, ...head })),
  }
}
