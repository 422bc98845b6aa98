/** Where the money of a QR transfer goes, as the form holds it: as typed. Pure. */
import type { PayeeRecord } from '../../../core/domain/account.ts'
import type { PayeeId } from '../../../core/domain/ids.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import { checkPayee } from '../../../core/payment-codes/check-payee.ts'
import type { PayeeField } from '../../../core/payment-codes/payee.ts'
import type { SchemeForm } from '../../../core/payment-codes/schemes.ts'
import { ok, type Result } from '../../../core/result.ts'
import type { FieldProblems } from '../typed.ts'

export type PayeeForm = Readonly<Record<PayeeField, string>>

export interface PayeeContext {
  readonly scheme: SchemeForm
  /** null: none yet. */
  readonly payee: PayeeRecord | null
  /** ISO 3166: proposed where the scheme asks for a country. */
  readonly country: string
}

export function payeeFormOf({ scheme, payee, country }: PayeeContext): PayeeForm {
  const asksCountry = scheme.fields.some(({ field }) => field === 'country')
  const proposed = payee ? '' : asksCountry ? country : ''
  return {
    name: payee?.name ?? '',
    account: payee?.account ?? '',
    bic: payee?.bic ?? '',
    street: payee?.street ?? '',
    postalCode: payee?.postalCode ?? '',
    city: payee?.city ?? '',
    country: payee?.country ?? proposed,
  }
}

/**
 * What saving writes. There is one payee for each scheme, under the scheme's own name, and it is written whole: two
 * devices that change it at once never make one out of two.
 */
export function planPayee(
  form: PayeeForm,
  { scheme, payee }: PayeeContext,
): Result<readonly Patch[], FieldProblems> {
  const checked = checkPayee({ scheme: scheme.scheme, ...form })
  if (!checked.ok) return checked
  const { bic = '', street = '', postalCode = '', city = '', country = '', name, account } = checked.value
  const fields = { scheme: scheme.scheme, name, account, bic, street, postalCode, city, country }
  const isSame =
    payee !== null && Object.entries(fields).every(([field, text]) => text === textOf(payee, field))
  const id = payee?.id ?? (scheme.scheme as string as PayeeId)
  return ok(isSame ? [] : [{ record: 'payee', id, fields: { ...fields, removed: false } }])
}

const textOf = (payee: PayeeRecord, field: string): string =>
  (payee as unknown as Readonly<Record<string, string | undefined>>)[field] ?? ''
