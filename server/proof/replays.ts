/** Which proofs were taken: each is good once. Remembered for as long as their nonce is good, and bounded. */

/** Far more than the rate limit lets one device send in a slot. */
const MAX_PER_DEVICE = 20_000
const MAX_IN_ALL = 1_000_000

export interface ReplayMemory {
  /** `again`: this proof was here before. `full`: it cannot be remembered, so it must not be taken. */
  take(slot: number, device: string, jti: string): 'first' | 'again' | 'full'
}

/** What was taken is forgotten when its slot is no longer one of the three that nonces are good for. */
export function createReplayMemory(maxPerDevice = MAX_PER_DEVICE, maxInAll = MAX_IN_ALL): ReplayMemory {
  const takenBySlot = new Map<number, Map<string, Set<string>>>()
  let size = 0
  const forgetBefore = (slot: number) => {
    for (const [other, byDevice] of takenBySlot) {
      if (Math.abs(other - slot) <= 2) continue
      for (const taken of byDevice.values()) size -= taken.size
      takenBySlot.delete(other)
    }
  }
  return {
    take(slot, device, jti) {
      if (!takenBySlot.has(slot)) forgetBefore(slot)
      const byDevice = getOrMake(takenBySlot, slot, () => new Map<string, Set<string>>())
      const taken = getOrMake(byDevice, device, () => new Set<string>())
      if (taken.has(jti)) return 'again'
      if (taken.size >= maxPerDevice || size >= maxInAll) return 'full'
      taken.add(jti)
      size += 1
      return 'first'
    },
  }
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
