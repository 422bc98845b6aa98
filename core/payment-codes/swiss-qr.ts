/** The Swiss QR code (version 0200), in francs or euro, with a structured address and no debtor. */
import { isQRIBAN } from 'ibantools'
import { calculateQRReferenceChecksum, isQRReferenceValid, isSCORReferenceValid } from 'swissqrbill/utils'
import { err, ok } from '../result.ts'
import type { CodeWriter, PaymentOrder } from './code-writer.ts'
import { creditorReference } from './creditor-reference.ts'
import type { Payee } from './payee.ts'
import { cutText, joinWords, plainText } from './plain-text.ts'
import { seedDigits } from './seed-reference.ts'

/**
 * The characters of the guidelines' version 2.2. Version 2.3 allows more, but a payer's bank that has not
 * caught up refuses the whole bill for one of them.
 */
export const SWISS_LETTERS = /^[ -\]_`a-{}~£´÷àáâäçèéêëìíîïñòóôöùúûüýßÀÁÂÄÇÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜÑ]$/

const MAX_MESSAGE = 140
/** Twenty digits of the seed behind six zeros, where banks that ask for a customer number put it. */
const SEED_DIGITS = 20

export const swissQr: CodeWriter = {
  maxMinor: 99_999_999_999,
  referenceOf: (seed, account) => (isQRIBAN(account) ? qrReference(seed) : creditorReference(seed)),
  write: (order) => {
    const reference = order.reference.replace(/\s/g, '').toUpperCase()
    if (isQRIBAN(order.payee.account)) {
      if (!isQRReferenceValid(reference))
        return err('A QR-IBAN needs a QR reference of 27 digits with its check digit.')
      return ok({ text: lines(order, 'QRR', reference, order.text), reference })
    }
    if (isSCORReferenceValid(reference))
      return ok({ text: lines(order, 'SCOR', reference, order.text), reference })
    const words = plainText(order.reference, SWISS_LETTERS)
    if (words.length > MAX_MESSAGE) return err(`A reference in words has at most ${MAX_MESSAGE} letters.`)
    return ok({ text: lines(order, 'NON', '', joinWords(words, order.text)), reference: words })
  },
}

/** Twenty-seven digits, the last by modulo 10 recursive. */
function qrReference(seed: string): string {
  const digits = seedDigits(seed, SEED_DIGITS).padStart(26, '0')
  return digits + calculateQRReferenceChecksum(digits)
}

function lines(order: PaymentOrder, type: string, reference: string, message: string): string {
  return [
    ...['SPC', '0200', '1', order.payee.account],
    ...creditor(order.payee),
    ...Array<string>(7).fill(''),
    ...[order.amount, order.currency],
    ...Array<string>(7).fill(''),
    ...[type, reference, cutText(plainText(message, SWISS_LETTERS), MAX_MESSAGE), 'EPD'],
  ].join('\n')
}

function creditor(payee: Payee): readonly string[] {
  const [street, building] = splitStreet(plainText(payee.street ?? '', SWISS_LETTERS))
  const [name = '', postalCode = '', city = ''] = [payee.name, payee.postalCode, payee.city].map((text) =>
    plainText(text ?? '', SWISS_LETTERS),
  )
  return ['S', name, street, building, postalCode, city, payee.country ?? '']
}

/** "Rue du Lac 1268" → street and building number, which the standard keeps apart. */
function splitStreet(street: string): readonly [string, string] {
  const match = /^(.*\D) (\d[\w/.-]{0,15})$/.exec(street)
  return match ? [match[1] ?? '', match[2] ?? ''] : [street, '']
}
