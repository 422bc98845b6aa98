/** EPC069-12: a SEPA credit transfer in euro, version 002, UTF-8. */
import { isSCORReferenceValid } from 'swissqrbill/utils'
import { err, ok, type Result } from '../result.ts'
import type { CodeWriter, PaymentOrder, WrittenCode } from './code-writer.ts'
import { creditorReference } from './creditor-reference.ts'
import { cutBytes, cutText, joinWords, plainText, utf8Bytes } from './plain-text.ts'

/** The payload that still fits version 13 at level M, the largest that the guideline allows. */
const MAX_BYTES = 331
const MAX_TEXT = 140
const MAX_NOTE = 70

/** The letters in which SEPA's banks write, with their digits and punctuation. */
export const SEPA_LETTERS = /^[ -~\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}£§°€]$/u

export const epc: CodeWriter = {
  maxMinor: 99_999_999_999,
  referenceOf: creditorReference,
  write: (order) => {
    const reference = order.reference.replace(/\s/g, '').toUpperCase()
    return isSCORReferenceValid(reference) ? structured(order, reference) : unstructured(order)
  },
}

/** A transfer carries a creditor reference or free text, never both: the words become the payer's note. */
function structured(order: PaymentOrder, reference: string): Result<WrittenCode, string> {
  const head = headLines(order, reference)
  const note = cutText(plainText(order.text, SEPA_LETTERS), MAX_NOTE)
  const fitting = cutBytes(note, roomAfter([...head, '', '']))
  return ok({ text: joinLines([...head, '', fitting]), reference })
}

function unstructured(order: PaymentOrder): Result<WrittenCode, string> {
  const head = headLines(order, '')
  const reference = plainText(order.reference, SEPA_LETTERS)
  const words = cutText(joinWords(reference, plainText(order.text, SEPA_LETTERS)), MAX_TEXT)
  const fitting = cutBytes(words, roomAfter([...head, '']))
  if (!fitting.startsWith(reference)) return err('This reference is too long for a SEPA transfer.')
  return ok({ text: joinLines([...head, fitting]), reference })
}

function headLines({ payee, amount }: PaymentOrder, reference: string): readonly string[] {
  const name = plainText(payee.name, SEPA_LETTERS)
  return ['BCD', '002', '1', 'SCT', payee.bic ?? '', name, payee.account, `EUR${amount}`, '', reference]
}

const roomAfter = (lines: readonly string[]) => MAX_BYTES - utf8Bytes(lines.join('\n'))

/** No separator stands behind the last element that says something. */
const joinLines = (lines: readonly string[]) => lines.join('\n').replace(/\n+$/, '')
