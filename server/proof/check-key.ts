/** Refuses a public key with which no proof could ever be right, before it is kept. */
import type { Failure } from '../../core/protocol/failure.ts'
import type { PublicKey } from '../../core/protocol/identity.ts'
import { failure } from '../refusal.ts'
import { keyOf } from './key-of.ts'

/** The refusal, or null when the key is a point of the curve or there is none. */
export function checkKey(publicKey: PublicKey | null): Failure | null {
  return publicKey && !keyOf(publicKey) ? NO_POINT : null
}

const NO_POINT = failure('bad-request', 'publicKey: expected a point of the curve P-256')
