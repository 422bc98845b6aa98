/** VietQR (NAPAS 247, transfer to an account): dong, which has no decimals. */

import { MAX_MINOR } from '../domain/money.ts'
import { err, ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { type EmvField, emvFields, emvText } from './emv-text.ts'
import { cutText, joinWords, plainText, WORDS } from './plain-text.ts'
import { seedLetters } from './seed-reference.ts'

const MAX_WORDS = 25

export const vietQr: CodeWriter = {
  maxMinor: MAX_MINOR,
  referenceOf: seedLetters,
  write: ({ payee, amount, reference, text }) => {
    const bill = plainText(reference, WORDS)
    if (bill.length > MAX_WORDS || (bill === '' && reference.trim() !== ''))
      return err(`A VietQR reference has at most ${MAX_WORDS} letters, digits and blanks.`)
    const bank = emvFields([
      ['00', payee.bic ?? ''],
      ['01', payee.account],
    ])
    const fields = [
      ['00', '01'],
      ['01', '12'],
      [
        '38',
        emvFields([
          ['00', 'A000000727'],
          ['01', bank],
          ['02', 'QRIBFTTA'],
        ]),
      ],
      ['53', '704'],
      ['54', amount],
      ['58', 'VN'],
      ...purpose(bill, plainText(text, WORDS)),
    ] as const
    return ok({ text: emvText(fields), reference: bill })
  },
}

/** Most banks hand on only the purpose: the reference stands there too, in front. */
function purpose(bill: string, words: string): readonly EmvField[] {
  const whole = cutText(joinWords(bill, words), MAX_WORDS)
  if (whole === '') return []
  const named: readonly EmvField[] = bill === '' ? [] : [['01', bill]]
  return [['62', emvFields([...named, ['08', whole]])]]
}
