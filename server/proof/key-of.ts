/** Public keys as this machine verifies with them, kept: the same devices come again and again. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { PublicKey } from '../../core/protocol/identity.ts'

/** Importing a key costs as much as using it. */
const keyByCoordinates = new Map<string, KeyObject>()
const MAX_KEYS = 20_000

/** The key of two coordinates; null when they are no point of the curve. */
export function keyOf({ x, y }: PublicKey): KeyObject | null {
  const name = `${x}.${y}`
  const known = keyByCoordinates.get(name)
  if (known) return known
  const key = importKey({ x, y })
  if (!key) return null
  const [oldest] = keyByCoordinates.keys()
  if (keyByCoordinates.size >= MAX_KEYS && oldest !== undefined) keyByCoordinates.delete(oldest)
  keyByCoordinates.set(name, key)
  return key
}

function importKey({ x, y }: PublicKey): KeyObject | null {
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    // The only way that the platform offers to ask whether a point is on the curve.
    return null
  }
}
