/** PayNow (SGQR): Singapore dollar. The amount is fixed and the code does not expire. */
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { emvFields, emvText } from './emv-text.ts'
import { ASCII, plainText } from './plain-text.ts'
import { seedLetters } from './seed-reference.ts'

const MAX_REFERENCE = 25

export const payNow: CodeWriter = {
  maxMinor: 999_999_999_999,
  referenceOf: seedLetters,
  write: ({ payee, amount, reference }) => {
    const bill = plainText(reference, /^[A-Za-z0-9 -]$/)
    if (bill.length > MAX_REFERENCE || (bill === '' && reference.trim() !== ''))
      return err(`A PayNow reference has at most ${MAX_REFERENCE} letters, digits, blanks and hyphens.`)
    const proxy = payee.account.startsWith('+') ? '0' : '2'
    const account = emvFields([
      ['00', 'SG.PAYNOW'],
      ['01', proxy],
      ['02', payee.account],
      ['03', '0'],
    ])
    const fields = [
      ['00', '01'],
      ['01', '12'],
      ['26', account],
      ['52', '0000'],
      ['53', '702'],
      ['54', amount],
      ['58', 'SG'],
      ['59', plainText(payee.name, ASCII)],
      ['60', 'Singapore'],
      ...(bill === '' ? [] : [['62', emvFields([['01', bill]])] as const]),
    ] as const
    return ok({ text: emvText(fields), reference: bill })
  },
}
