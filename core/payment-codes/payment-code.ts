/**
 * QR tenders that need no network: the text that a customer's bank app scans, by public standards.
 * The code says what to pay; whether it was paid, only a person or the bank's statement can say.
 */

import { type Minor, toMinor } from '../domain/money.ts'
import { minorToDecimal } from '../domain/money-text.ts'
import { err, ok, type Result } from '../result.ts'
import { checkPayee } from './check-payee.ts'
import type { CodeWriter } from './code-writer.ts'
import { epc } from './epc.ts'
import type { PayeeDraft, PaymentRequest, PaymentScheme } from './payee.ts'
import { payNow } from './paynow.ts'
import { pix } from './pix.ts'
import { promptPay } from './promptpay.ts'
import { type SchemeForm, schemeForm } from './schemes.ts'
import { spayd } from './spayd.ts'
import { swish } from './swish.ts'
import { swissQr } from './swiss-qr.ts'
import { upi } from './upi.ts'
import { vietQr } from './vietqr.ts'

/** A code to be drawn by `drawCode`. */
export interface PaymentCode {
  readonly scheme: PaymentScheme
  /** What the customer's app reads. */
  readonly text: string
  /** The error correction that the standard asks for. */
  readonly level: 'M'
  /** As it stands on the bank's statement; empty where the scheme carries none. */
  readonly reference: string
}

export interface PaymentCodeProblem {
  readonly kind: 'payee' | 'currency' | 'amount-not-positive' | 'amount-too-large' | 'reference'
  /** For the cashier: what is the matter and what to do. */
  readonly message: string
}

const WRITERS: Readonly<Record<PaymentScheme, CodeWriter>> = {
  epc,
  'swiss-qr': swissQr,
  pix,
  promptpay: promptPay,
  paynow: payNow,
  vietqr: vietQr,
  upi,
  swish,
  spayd,
}

/** The code by which a customer pays the payee; a named problem where the scheme cannot carry the request. */
export function paymentCode(
  payee: PayeeDraft,
  request: PaymentRequest,
): Result<PaymentCode, PaymentCodeProblem> {
  const form = schemeForm(payee.scheme)
  if (!form) return err(problem('payee', 'This version does not know that kind of payment code: update it.'))
  const checked = checkPayee(payee)
  if (!checked.ok) return err(payeeProblem(form, Object.values(checked.error)))
  const refused = amountProblem(form, request)
  if (refused) return err(refused)
  const amount = minorToDecimal(toMinor(request.amountMinor), request.currency)
  const written = WRITERS[form.scheme].write({ ...request, payee: checked.value, amount })
  if (!written.ok) return err(problem('reference', written.error))
  return ok({ scheme: form.scheme, level: 'M', ...written.value })
}

/**
 * A reference for one payment, made of its seed (a tender's id): short, with check digits in place, in the
 * form that the payee's scheme carries. The same seed always gives the same. Empty where none is carried.
 */
export function paymentReference(payee: Pick<PayeeDraft, 'scheme' | 'account'>, seed: string): string {
  const form = schemeForm(payee.scheme)
  if (!form) return ''
  return WRITERS[form.scheme].referenceOf(seed, payee.account.replace(/\s/g, '').toUpperCase())
}

const problem = (kind: PaymentCodeProblem['kind'], message: string): PaymentCodeProblem => ({ kind, message })

const payeeProblem = ({ label }: SchemeForm, mends: readonly string[]) =>
  problem(
    'payee',
    `The payee of ${label} is not complete. ${mends.join(' ')} A manager mends it in the office.`,
  )

function amountProblem(form: SchemeForm, request: PaymentRequest): PaymentCodeProblem | null {
  const { amountMinor, currency } = request
  const { label, currencies, scheme } = form
  if (!currencies.includes(currency))
    return problem('currency', `${label} pays in ${currencies.join(' or ')}, not in ${currency}.`)
  if (amountMinor <= 0) return problem('amount-not-positive', 'A code needs an amount above zero.')
  const { maxMinor } = WRITERS[scheme]
  if (amountMinor <= maxMinor) return null
  const most = minorToDecimal(maxMinor as Minor, currency)
  return problem('amount-too-large', `${label} carries at most ${most} ${currency}. Take it in parts.`)
}
