/** What the office may keep of a payee: every field in the scheme's own form, or words that name the mend. */
import { electronicFormatIBAN, isSEPACountry, isValidBIC, isValidIBAN } from 'ibantools'
import { err, ok, type Result } from '../result.ts'
import { SEPA_LETTERS } from './epc.ts'
import type { Payee, PayeeDraft, PayeeField, PaymentScheme } from './payee.ts'
import { pixKey } from './pix-key.ts'
import { ASCII, plainText, utf8Bytes } from './plain-text.ts'
import { type PayeeFieldForm, schemeForm } from './schemes.ts'
import { SWISS_LETTERS } from './swiss-qr.ts'

export type PayeeProblems = Readonly<Partial<Record<PayeeField, string>>>

/**
 * The payee as the scheme writes it (an IBAN without blanks, a phone number with its country), with only
 * the fields that the scheme has. Fails with one sentence per field.
 */
export function checkPayee(payee: PayeeDraft): Result<Payee, PayeeProblems> {
  const form = schemeForm(payee.scheme)
  if (!form) return err({ account: 'This version does not know that kind of payment code: update it.' })
  const checked = form.fields.map((one) => [one.field, checkField(form.scheme, payee, one)] as const)
  if (lacksBic(form.scheme, payee))
    return err({ bic: 'An account outside the European Economic Area needs its BIC here.' })
  const problems = checked.flatMap(([field, result]) => (result.ok ? [] : [[field, result.error] as const]))
  if (problems.length > 0) return err(Object.fromEntries(problems))
  const kept = checked.flatMap(([field, result]) =>
    result.ok && result.value !== '' ? [[field, result.value] as const] : [],
  )
  return ok({ scheme: form.scheme, name: '', account: '', ...Object.fromEntries(kept) })
}

type Checked = Result<string, string>

function checkField(
  scheme: PaymentScheme,
  payee: PayeeDraft,
  { field, label, required }: PayeeFieldForm,
): Checked {
  const text = (payee[field] ?? '').trim()
  if (text === '') return required ? err(`${label} is missing.`) : ok('')
  if (field === 'account') return ACCOUNTS[scheme](text)
  if (field === 'name') return checkName(scheme, text)
  return CHECKS[field](scheme, text)
}

const LONGEST_NAME: Readonly<Record<PaymentScheme, number>> = {
  epc: 70,
  'swiss-qr': 70,
  pix: 25,
  promptpay: 50,
  paynow: 25,
  vietqr: 50,
  upi: 50,
  swish: 50,
  spayd: 35,
}

function checkName(scheme: PaymentScheme, text: string): Checked {
  const longest = LONGEST_NAME[scheme]
  const written = plainText(text, lettersOf(scheme))
  if (!/[\p{L}\p{N}]/u.test(written)) return err('Write the name in Latin letters, as the bank knows it.')
  // A name of 140 bytes leaves room for the reference in the 331 bytes of an EPC code.
  if (Array.from(written).length > longest || utf8Bytes(written) > 2 * longest)
    return err(`The name has at most ${longest} letters here: shorten it as the bank does.`)
  return ok(plainText(text, /^[^\p{C}]$/u))
}

function lettersOf(scheme: PaymentScheme): RegExp {
  if (scheme === 'epc') return SEPA_LETTERS
  return scheme === 'swiss-qr' ? SWISS_LETTERS : ASCII
}

type OtherField = Exclude<PayeeField, 'name' | 'account'>

const CHECKS: Readonly<Record<OtherField, (scheme: PaymentScheme, text: string) => Checked>> = {
  bic: (scheme, text) => {
    if (scheme === 'vietqr')
      return matching(text.replace(/\s/g, ''), /^97\d{4}$/, 'Six digits that begin with 97.')
    const bic = text.replace(/\s/g, '').toUpperCase()
    return isValidBIC(bic) ? ok(bic) : err('This is not a BIC: eight or eleven letters and digits.')
  },
  street: (scheme, text) => words(scheme, text, 70),
  postalCode: (scheme, text) => words(scheme, text, 16),
  city: (scheme, text) => words(scheme, text, scheme === 'pix' ? 15 : 35),
  country: (_, text) => matching(text.toUpperCase(), /^[A-Z]{2}$/, 'Two letters, such as CH.'),
}

function words(scheme: PaymentScheme, text: string, longest: number): Checked {
  const written = plainText(text, lettersOf(scheme))
  if (written === '') return err('Write it in Latin letters.')
  return written.length > longest ? err(`At most ${longest} letters.`) : ok(plainText(text, /^[^\p{C}]$/u))
}

const matching = (text: string, form: RegExp, mend: string): Checked =>
  form.test(text) ? ok(text) : err(mend)

const ACCOUNTS: Readonly<Record<PaymentScheme, (text: string) => Checked>> = {
  epc: (text) => iban(text, isInSepa, 'This IBAN is not of a SEPA country.'),
  'swiss-qr': (text) =>
    iban(text, (country) => country === 'CH' || country === 'LI', 'A Swiss QR-bill pays to CH or LI only.'),
  spayd: (text) => iban(text, (country) => country === 'CZ', 'QR Platba pays to an account in Czechia only.'),
  pix: pixKey,
  promptpay: (text) =>
    matching(
      digits(text).replace(/^(?:\+66|66(?=\d{9}$))0?/, '0'),
      /^(?:0\d{9}|\d{13}|\d{15})$/,
      'A mobile number of ten digits, an ID of 13 digits, or an e-wallet of 15 digits.',
    ),
  paynow: (text) => {
    const compact = digits(text).toUpperCase()
    const mobile = /^(?:\+65)?([89]\d{7})$/.exec(compact)
    return mobile ? ok(`+65${mobile[1]}`) : matching(compact, UEN, 'A UEN, or a Singapore mobile number.')
  },
  vietqr: (text) =>
    matching(digits(text).toUpperCase(), /^[0-9A-Z]{1,19}$/, 'At most 19 digits or letters, no signs.'),
  upi: (text) =>
    matching(text, /^[A-Za-z0-9._-]{2,64}@[A-Za-z][A-Za-z0-9]{1,63}$/, 'A UPI ID, such as name@bank.'),
  swish: (text) =>
    matching(
      digits(text).replace(/^\+46|^0046/, '0'),
      /^(?:123\d{7}|07\d{8})$/,
      'Ten digits that begin with 123, or a Swedish mobile number.',
    ),
}

/** The library's list, and the countries that joined SEPA in 2024 and 2025. */
const isInSepa = (country: string) =>
  isSEPACountry(country) || ['AL', 'MD', 'ME', 'MK', 'RS'].includes(country)

const EEA = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
  ' ',
)

/** Version 002 of the EPC code leaves the BIC away only inside the European Economic Area. */
function lacksBic(scheme: PaymentScheme, { account, bic = '' }: PayeeDraft): boolean {
  const country = account.trim().slice(0, 2).toUpperCase()
  return scheme === 'epc' && bic.trim() === '' && isInSepa(country) && !EEA.includes(country)
}

/** Eight or nine digits and a letter, or the form of other entities; a suffix of three names a till. */
const UEN = /^(?:\d{8}[A-Z]|\d{9}[A-Z]|[TSR]\d{2}[A-Z]{2}\d{4}[A-Z])[0-9A-Z]{0,3}$/

/** Without the blanks, dashes, points and brackets with which people group numbers. */
const digits = (text: string) => text.replace(/[\s().\-‑–]/g, '')

function iban(text: string, countryAllowed: (country: string) => boolean, elsewhere: string): Checked {
  const compact = electronicFormatIBAN(text) ?? ''
  if (!isValidIBAN(compact)) return err('This IBAN has a typing error: compare it with the bank’s paper.')
  return countryAllowed(compact.slice(0, 2)) ? ok(compact) : err(elsewhere)
}
