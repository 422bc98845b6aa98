/** The PIN hashes of a location's staff, handed from device to device. Each device binds them to itself. */
import type { LocationId } from '../core/domain/ids.ts'
import type { Failure } from '../core/protocol/failure.ts'
import type { DoneAnswer, PinHash } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { ok, type Result } from '../core/result.ts'
import type { Storage } from './storage/storage.ts'

export interface PinsDeps {
  readonly storage: Pick<Storage, 'putPins' | 'readPins'>
}

/** `POST /api/pins`. */
export async function keepPins(
  { storage }: PinsDeps,
  location: LocationId,
  pins: readonly PinHash[],
): Promise<Result<DoneAnswer, Failure>> {
  await storage.putPins(location, pins)
  return ok({ protocol: PROTOCOL_VERSION })
}

/** `GET /api/pins`. */
export async function readPins({ storage }: PinsDeps, location: LocationId) {
  return { pins: await storage.readPins(location) }
}
