/** The clock, the ids and the hash of this browser: the one place where the app takes them from. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { v7 } from 'uuid'
import type { Millis } from '../../core/domain/ids.ts'

export const platform = {
  now: () => Date.now() as Millis,
  newId: () => v7(),
  sha256: (text: string) => bytesToHex(sha256(utf8ToBytes(text))),
  /** Resolves once the frame has been painted and the thread has time; soon even in a hidden tab. */
  idle: () =>
    new Promise<void>((resolve) => {
      if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 50 })
      else setTimeout(resolve, 0)
    }),
}
