/** SPAYD (QR Platba, the Czech banks' standard): koruna. */
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { cutText, plainText } from './plain-text.ts'
import { seedDigits } from './seed-reference.ts'

/** The variable symbol, by which Czech statements name a payment. */
const MAX_DIGITS = 10
const MAX_MESSAGE = 60
/** ASCII without the separator of fields and the sign that escapes. */
const SPAYD_LETTERS = /^[ -$&-)+-~]$/

export const spayd: CodeWriter = {
  // The amount's field holds ten characters.
  maxMinor: 999_999_999,
  referenceOf: (seed) => seedDigits(seed, MAX_DIGITS),
  write: ({ payee, amount, currency, reference, text }) => {
    const symbol = reference.replace(/\s/g, '')
    if (!/^\d{0,10}$/.test(symbol))
      return err(`A variable symbol has at most ${MAX_DIGITS} digits and nothing else.`)
    const message = cutText(plainText(text, SPAYD_LETTERS), MAX_MESSAGE)
    const fields = [
      'SPD',
      '1.0',
      `ACC:${payee.account}${payee.bic ? `+${payee.bic}` : ''}`,
      `AM:${amount}`,
      `CC:${currency}`,
      `RN:${plainText(payee.name, SPAYD_LETTERS)}`,
      ...(message === '' ? [] : [`MSG:${message}`]),
      ...(symbol === '' ? [] : [`X-VS:${symbol}`]),
    ]
    return ok({ text: fields.join('*'), reference: symbol })
  },
}
