/**
 * The nonces of proofs: an HMAC over a slot of the endpoint's own clock. Nothing is stored, and every process on
 * one store takes what another has given out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Millis } from '../../core/domain/ids.ts'

/** A nonce is given out during one slot and taken until the end of the next: at least 2.5 minutes, at most 5. */
export const SLOT_MS = 150_000

export interface Nonces {
  /** The nonce to give out now. */
  current(): string
  /** The slot of a nonce that is taken now; null for an old one, and for one that is not ours. */
  slotOf(nonce: string): number | null
}

/** `secret` is the store's, `now` the endpoint's own clock. */
export function createNonces(secret: string, now: () => Millis): Nonces {
  const made = new Map<number, string>()
  const nonceOf = (slot: number) => {
    const known = made.get(slot)
    if (known !== undefined) return known
    const nonce = `${slot}.${sign(secret, slot)}`
    if (made.size >= REMEMBERED) made.clear()
    made.set(slot, nonce)
    return nonce
  }
  const slotNow = () => Math.floor(now() / SLOT_MS)
  return {
    current: () => nonceOf(slotNow()),
    slotOf(nonce) {
      const slot = slotNow()
      const taken = [slot, slot - 1, slot + 1].find((other) => isSame(nonce, nonceOf(other)))
      return taken ?? null
    },
  }
}

/** The slots around the present one; the one ahead is of another process whose clock is a little fast. */
const REMEMBERED = 8

const sign = (secret: string, slot: number) =>
  createHmac('sha256', Buffer.from(secret, 'hex')).update(`nonce ${slot}`).digest('base64url').slice(0, 22)

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
