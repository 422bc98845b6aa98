/** Pix (BR Code), a static code with its amount: real, Brazil. */
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { emvFields, emvText } from './emv-text.ts'
import { ASCII, plainText } from './plain-text.ts'
import { seedLetters } from './seed-reference.ts'

const MAX_REFERENCE = 25
/** What the manual writes where the payee names no payment. */
const NO_REFERENCE = '***'

export const pix: CodeWriter = {
  maxMinor: 999_999_999_999,
  referenceOf: seedLetters,
  write: ({ payee, amount, reference }) => {
    const name = reference.replace(/[^A-Za-z0-9]/g, '')
    if (name.length > MAX_REFERENCE || (name === '' && reference.trim() !== ''))
      return err(`A Pix reference has at most ${MAX_REFERENCE} letters and digits.`)
    const fields = [
      ['00', '01'],
      [
        '26',
        emvFields([
          ['00', 'br.gov.bcb.pix'],
          ['01', payee.account],
        ]),
      ],
      ['52', '0000'],
      ['53', '986'],
      ['54', amount],
      ['58', 'BR'],
      ['59', plainText(payee.name, ASCII)],
      ['60', plainText(payee.city ?? '', ASCII)],
      ['62', emvFields([['05', name || NO_REFERENCE]])],
    ] as const
    return ok({ text: emvText(fields), reference: name })
  },
}
