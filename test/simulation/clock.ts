/**
 * Time in a history: it moves only when the history moves it. Timers of the code under test run when their time
 * has come, so that a seed gives the same history on every machine.
 */

/** 2026-03-01, a plain day. */
const START_MS = 1_772_323_200_000

interface Timer {
  readonly dueMs: number
  readonly run: () => void
}

export class Clock {
  nowMs = START_MS
  #timers = new Map<number, Timer>()
  #count = 0

  /** Moves on, and runs what has become due. */
  pass(ms: number): void {
    this.nowMs += ms
    for (const [id, timer] of this.#timers) {
      if (timer.dueMs > this.nowMs) continue
      this.#timers.delete(id)
      timer.run()
    }
  }

  setTimeout = (run: () => void, ms = 0): number => {
    this.#count += 1
    this.#timers.set(this.#count, { dueMs: this.nowMs + ms, run })
    return this.#count
  }

  clearTimeout = (id: number | undefined): void => {
    if (id !== undefined) this.#timers.delete(id)
  }
}

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }

/**
 * Puts the history's clock in the place of the timers that the code under test sees. Compression is left out:
 * it is work without a decision in it. Requests are given up by the network of the history, never by a timer.
 */
export function installClock(clock: Clock): void {
  Object.assign(globalThis, {
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    CompressionStream: undefined,
  })
  AbortSignal.timeout = () => NEVER_ABORTED
}

/** Waits by the real clock, for what runs in threads of its own. */
export const realSleep = (ms: number) => new Promise<void>((resolve) => real.setTimeout(resolve, ms))

/** The real timers again, for what runs between histories. */
export function removeClock(): void {
  Object.assign(globalThis, real)
}

const NEVER_ABORTED = new AbortController().signal
