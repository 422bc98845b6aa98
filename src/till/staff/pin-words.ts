/** What a PIN's check comes to, in words. Pure. */
import type { PinCheck } from '../../replica/pins.ts'

export function pinWords(answer: PinCheck | null, lockedSeconds: number): string {
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
    default:
      return ''
  }
}
