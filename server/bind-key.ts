/** A device that was paired by version 1 makes a key when its app is updated, and binds its token to it, once. */
import type { Failure } from '../core/protocol/failure.ts'
import type { BindKeyRequest, DoneAnswer } from '../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { checkKey } from './proof/check-key.ts'
import { failure } from './refusal.ts'
import type { KnownDevice, Storage } from './storage/storage.ts'

export interface BindKeyDeps {
  readonly storage: Pick<Storage, 'bindKey'>
}

/** `POST /api/bind-key`. The same key again is the same call, so that a lost answer costs nothing. */
export async function bindKey(
  { storage }: BindKeyDeps,
  { location, device }: KnownDevice,
  { publicKey }: BindKeyRequest,
): Promise<Result<DoneAnswer, Failure>> {
  const badKey = checkKey(publicKey)
  if (badKey) return err(badKey)
  if (!(await storage.bindKey(location, device, publicKey))) return err(OTHER_KEY)
  return ok({ protocol: PROTOCOL_VERSION })
}

const OTHER_KEY = failure('forbidden', 'This device has another key already. Pair it anew, from the office.')
