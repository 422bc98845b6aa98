/** The schemes as the office's form and the till's list of tenders show them. */
import type { PayeeField, PaymentScheme } from './payee.ts'

export interface PayeeFieldForm {
  readonly field: PayeeField
  readonly label: string
  /** What to write, with an example. */
  readonly hint: string
  readonly required: boolean
}

export interface SchemeForm {
  readonly scheme: PaymentScheme
  readonly label: string
  /** ISO 4217 codes of the currencies in which the scheme pays. */
  readonly currencies: readonly string[]
  readonly fields: readonly PayeeFieldForm[]
}

const required = (field: PayeeField, label: string, hint: string): PayeeFieldForm => ({
  field,
  label,
  hint,
  required: true,
})

const optional = (field: PayeeField, label: string, hint: string): PayeeFieldForm => ({
  field,
  label,
  hint,
  required: false,
})

const name = (longest: number) =>
  required('name', 'Name of the account’s owner', `As the bank knows it, at most ${longest} letters.`)

export const SCHEMES: readonly SchemeForm[] = [
  {
    scheme: 'epc',
    label: 'SEPA transfer (EPC QR)',
    currencies: ['EUR'],
    fields: [
      name(70),
      required('account', 'IBAN', 'An account of a SEPA country, such as BE72 0000 0000 1616.'),
      optional('bic', 'BIC', 'Only for accounts outside the EEA, such as GB or CH.'),
    ],
  },
  {
    scheme: 'swiss-qr',
    label: 'Swiss QR-bill',
    currencies: ['CHF', 'EUR'],
    fields: [
      name(70),
      required('account', 'IBAN or QR-IBAN', 'An account in Switzerland or Liechtenstein.'),
      optional('street', 'Street and number', 'Such as Rue du Lac 1268.'),
      required('postalCode', 'Postal code', 'Such as 2501.'),
      required('city', 'Place', 'Such as Biel.'),
      required('country', 'Country', 'Two letters, such as CH.'),
    ],
  },
  {
    scheme: 'pix',
    label: 'Pix',
    currencies: ['BRL'],
    fields: [
      name(25),
      required('account', 'Pix key', 'CPF, CNPJ, e-mail, a phone number with +55, or the random key.'),
      required('city', 'City', 'At most 15 letters.'),
    ],
  },
  {
    scheme: 'promptpay',
    label: 'PromptPay',
    currencies: ['THB'],
    fields: [
      name(50),
      required(
        'account',
        'PromptPay ID',
        'Mobile number, 13-digit citizen or tax ID, or 15-digit e-wallet ID.',
      ),
    ],
  },
  {
    scheme: 'paynow',
    label: 'PayNow',
    currencies: ['SGD'],
    fields: [name(25), required('account', 'UEN or mobile number', 'Such as 201403121W or +65 9123 4567.')],
  },
  {
    scheme: 'vietqr',
    label: 'VietQR',
    currencies: ['VND'],
    fields: [
      name(50),
      required('bic', 'Bank’s number (BIN)', 'Six digits that begin with 97, such as 970436.'),
      required('account', 'Account number', 'At most 19 digits or letters.'),
    ],
  },
  {
    scheme: 'upi',
    label: 'UPI',
    currencies: ['INR'],
    fields: [name(50), required('account', 'UPI ID', 'Such as name@bank.')],
  },
  {
    scheme: 'swish',
    label: 'Swish',
    currencies: ['SEK'],
    fields: [
      name(50),
      required('account', 'Swish number', 'Ten digits that begin with 123, or a Swedish mobile number.'),
    ],
  },
  {
    scheme: 'spayd',
    label: 'QR Platba',
    currencies: ['CZK'],
    fields: [
      name(35),
      required('account', 'IBAN', 'An account in Czechia, such as CZ58 5500 0000 0012 6509 8001.'),
      optional('bic', 'BIC', 'Eight or eleven characters. Few banks still ask for it.'),
    ],
  },
]

/** The schemes that pay in the currency. */
export const schemesFor = (currency: string): readonly SchemeForm[] =>
  SCHEMES.filter(({ currencies }) => currencies.includes(currency))

/** The form of one scheme; null for a name that this version does not know. */
export const schemeForm = (scheme: string): SchemeForm | null =>
  SCHEMES.find((form) => form.scheme === scheme) ?? null
