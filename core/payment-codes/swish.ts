/** Swish, a prefilled code by its encoding specification (prefix C): krona, Sweden. */
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { cutText, joinWords, plainText } from './plain-text.ts'
import { seedLetters } from './seed-reference.ts'

const MAX_MESSAGE = 50
const SWISH_LETTERS = /^[A-Za-z0-9ÅÄÖåäö :.,?!()-]$/
/** The payer may change neither number, amount nor message. */
const ALL_FIXED = '0'

export const swish: CodeWriter = {
  maxMinor: 99_999_999_999,
  referenceOf: seedLetters,
  write: ({ payee, amount, reference, text }) => {
    const id = plainText(reference, SWISH_LETTERS)
    if (id.length > MAX_MESSAGE || (id === '' && reference.trim() !== ''))
      return err(`A Swish reference has at most ${MAX_MESSAGE} letters and digits.`)
    const message = cutText(joinWords(id, plainText(text, SWISH_LETTERS)), MAX_MESSAGE)
    const parts = [payee.account, amount.replace('.', ','), encodeURIComponent(message), ALL_FIXED]
    return ok({ text: `C${parts.join(';')}`, reference: id })
  },
}
