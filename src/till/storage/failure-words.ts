/** A storage failure in a person's words: what happened, what is safe, what to do. Pure. */
import { unreachable } from '../../../core/assert.ts'
import type { StorageFailure } from '../../replica/reopen.ts'

export interface FailureWords {
  readonly title: string
  readonly happened: string
  readonly safe: string
  readonly todo: readonly string[]
}

const SAFE = 'Every sale that showed a receipt is safe on this device. The cart is still here.'

export function failureWords(failure: StorageFailure): FailureWords {
  switch (failure.kind) {
    case 'full':
      return {
        title: 'This device is full',
        happened: 'The browser has no room left to write. The last step was not recorded.',
        safe: SAFE,
        todo: [
          'Delete photos, films or apps you do not need, then try again.',
          'If it stays full: save the unsent sales as a file, and go on selling on another device.',
        ],
      }
    case 'connection-lost':
      return {
        title: 'The browser lost its storage',
        happened:
          'The browser closed the till’s database and would not open it again. The last step was not recorded.',
        safe: SAFE,
        todo: ['Try again.', 'If that does not help: close this tab and open the till anew.'],
      }
    case 'blocked':
      return {
        title: 'Another tab holds the till',
        happened: 'An older version of the till is open in another tab or window and keeps the database.',
        safe: SAFE,
        todo: ['Close all other tabs and windows with Barrow, then try again.'],
      }
    case 'failed':
      return {
        title: 'This could not be written',
        happened: `The browser refused to write: ${failure.detail}`,
        safe: SAFE,
        todo: [
          'Try again.',
          'In a private window the browser may keep nothing: open the till in an ordinary one.',
          'If it happens again: save the unsent sales as a file before you close the tab.',
        ],
      }
    default:
      return unreachable(failure)
  }
}
