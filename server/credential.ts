/**
 * What a device is given when it is paired: the endpoint's own word for who it is. An endpoint that was restored
 * from before that day believes it again, because the store's secret is in the backup.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import type { PublicKey } from '../core/protocol/identity.ts'

export interface CredentialFacts {
  readonly location: LocationId
  readonly device: DeviceId
  readonly tokenHash: string
  readonly publicKey: PublicKey | null
  readonly letter: string
}

/** An HMAC by the store's secret over the facts, hex. */
export function credentialOf(secret: string, facts: CredentialFacts): string {
  const { location, device, tokenHash, publicKey, letter } = facts
  const text = JSON.stringify([location, device, tokenHash, publicKey?.x ?? '', publicKey?.y ?? '', letter])
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(`credential ${text}`).digest('hex')
}

/** Whether a credential (64 hex digits) is the one that was given for these facts. */
export function isCredential(secret: string, facts: CredentialFacts, given: string): boolean {
  return timingSafeEqual(Buffer.from(credentialOf(secret, facts)), Buffer.from(given))
}
