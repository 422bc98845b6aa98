/** What a PIN's check comes to, in words. Pure. */
import type { PinAnswer } from './try-pin.ts'

export function pinWords(answer: PinAnswer | null, lockedSeconds: number): string {
  switch (answer?.kind) {
    case 'wrong':
      return `That is not the PIN. ${answer.attemptsLeft} ${answer.attemptsLeft === 1 ? 'try' : 'tries'} left.`
    case 'locked':
      return lockedSeconds > 0
        ? `Too many wrong PINs. Try again in ${lockedSeconds} s.`
        : 'You can try again now.'
    case 'needs-manager':
      return 'Too many wrong PINs. A manager’s PIN opens this one again.'
    case 'unknown':
      return 'This device does not know a PIN of this person yet. Connect once, or sign in somebody else.'
    case 'failed':
      return 'This device’s storage did not answer. Nothing is lost; try again.'
    default:
      return ''
  }
}
