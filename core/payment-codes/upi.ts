/** UPI linking (NPCI): rupee, India. */
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { ASCII, cutText, joinWords, plainText, WORDS } from './plain-text.ts'
import { seedLetters } from './seed-reference.ts'

const MAX_REFERENCE = 35
const MAX_NOTE = 50

export const upi: CodeWriter = {
  maxMinor: 999_999_999_999,
  referenceOf: seedLetters,
  write: ({ payee, amount, reference, text }) => {
    const id = reference.replace(/[^A-Za-z0-9]/g, '')
    if (id.length > MAX_REFERENCE || (id === '' && reference.trim() !== ''))
      return err(`A UPI reference has at most ${MAX_REFERENCE} letters and digits.`)
    const note = cutText(joinWords(id, plainText(text, WORDS)), MAX_NOTE)
    const parameters = [
      // The sign @ stays as it is: some apps do not decode it in an address.
      `pa=${payee.account}`,
      `pn=${encodeURIComponent(plainText(payee.name, ASCII))}`,
      ...(id === '' ? [] : [`tr=${id}`]),
      ...(note === '' ? [] : [`tn=${encodeURIComponent(note)}`]),
      `am=${amount}`,
      'cu=INR',
    ]
    return ok({ text: `upi://pay?${parameters.join('&')}`, reference: id })
  },
}
