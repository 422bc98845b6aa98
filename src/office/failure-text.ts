/** Why something could not be written or fetched, in one or two sentences. Pure. */
import { unreachable } from '../../core/assert.ts'
import type { StorageFailure } from '../replica/reopen.ts'

/** What happened, what is safe, what to do. */
export function failureText(failure: StorageFailure): string {
  switch (failure.kind) {
    case 'full':
      return 'This device is full, so the last step was not written. What was written before is safe. Make room, then try again.'
    case 'connection-lost':
      return 'The browser lost its storage, so the last step was not written. What was written before is safe. Try again, or open this page anew.'
    case 'blocked':
      return 'Another tab with an older version holds the storage. Close all other tabs with Barrow, then try again.'
    case 'failed':
      return `The browser refused to write (${failure.detail}). What was written before is safe. Try again.`
    default:
      return unreachable(failure)
  }
}
