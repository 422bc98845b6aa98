/** The clock, the ids and the hash of this browser: the one place where the app takes them from. */
import { v7 } from 'uuid'
import type { Millis } from '../../core/domain/ids.ts'

export const platform = {
  now: () => Date.now() as Millis,
  newId: () => v7(),
  /** Fetched when the journal is first written or read, behind the first paint. */
  sha256: async () => (await import('./sha256.ts')).sha256,
  /** Resolves once the frame has been painted and the thread has time; soon even in a hidden tab. */
  idle: () =>
    new Promise<void>((resolve) => {
      if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 50 })
      else setTimeout(resolve, 0)
    }),
}
