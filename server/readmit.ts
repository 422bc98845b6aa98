/** Readmission: a device that was paired behind the last backup is known again after a restore. */
import type { Millis } from '../core/domain/ids.ts'
import type { Failure } from '../core/protocol/failure.ts'
import type { ReadmitRequest, RegisterAnswer } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { isCredential } from './credential.ts'
import { checkKey } from './proof/check-key.ts'
import { failure } from './refusal.ts'
import { hashSecret } from './register.ts'
import type { Storage } from './storage/storage.ts'

export interface ReadmitDeps {
  readonly storage: Pick<Storage, 'secret' | 'readmitDevice' | 'findLocation'>
  readonly now: () => Millis
}

/** `POST /api/readmit`. A device whose pairing was ended stays ended: the store keeps that apart. */
export async function readmit(
  { storage, now }: ReadmitDeps,
  request: ReadmitRequest,
): Promise<Result<RegisterAnswer, Failure>> {
  const { location, device, letter, credential } = request
  const publicKey = request.publicKey ?? null
  const badKey = checkKey(publicKey)
  if (badKey) return err(badKey)
  const tokenHash = hashSecret(request.token)
  const facts = { location, device, tokenHash, publicKey, letter }
  if (!isCredential(await storage.secret(), facts, credential)) return err(NOT_OURS)
  const known = await storage.findLocation(location)
  if (!known) return err(NOT_OURS)
  const outcome = await storage.readmitDevice({ location, device, letter, tokenHash, publicKey, at: now() })
  if (outcome === 'taken') return err(NOT_OURS)
  return ok({ protocol: PROTOCOL_VERSION, epoch: known.epoch })
}

const NOT_OURS = failure(
  'forbidden',
  'This endpoint has not paired this device. Pair it anew, from the office.',
)
