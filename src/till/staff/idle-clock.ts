/** For how long nobody has touched the till. Pure. */

export interface IdleClock {
  /** Somebody is there. Whether it is worth telling the other tabs: at most every two seconds. */
  readonly touch: () => boolean
  readonly idleMs: () => number
}

const TELL_EVERY_MS = 2000

/** Reads several clocks and believes the one that says more: one sleeps with the device, another can be set. */
export function createIdleClock(clocks: readonly (() => number)[]): IdleClock {
  const read = () => clocks.map((clock) => clock())
  let touched = read()
  let told = Number.NEGATIVE_INFINITY
  return {
    touch: () => {
      touched = read()
      const [now = 0] = touched
      const tell = now - told >= TELL_EVERY_MS
      if (tell) told = now
      return tell
    },
    idleMs: () => Math.max(...read().map((now, index) => now - (touched[index] ?? now))),
  }
}
