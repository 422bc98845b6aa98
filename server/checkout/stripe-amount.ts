/**
 * Amounts as Stripe counts them, which for some currencies is not as ISO 4217 does (docs.stripe.com/currencies):
 * exactly, or refused in words; never rounded on the way there.
 */
import { exponentOf } from '../../core/domain/currency.ts'
import { type Minor, scaleRounded, toMinor } from '../../core/domain/money.ts'
import { formatMoney } from '../../core/domain/money-text.ts'
import { err, ok, type Result } from '../../core/result.ts'

/** Currencies that Stripe counts in whole units. ISK and UGX are not among them: it counts those in hundredths. */
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const THREE_DECIMAL = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])
/** Of three decimals the last has to be 0, says Stripe. */
const THREE_DECIMAL_STEP = 10

/** Whole units by ISO 4217, hundredths by Stripe. */
const WHOLE_AS_HUNDREDTHS = new Set(['ISK', 'UGX'])

/** The smallest payment in ISO minor units, where Stripe names one. It may want more where it has to convert. */
const MINIMUM: Readonly<Record<string, number>> = {
  AED: 200,
  ARS: 50,
  AUD: 50,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  COP: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  IDR: 50,
  ILS: 50,
  INR: 50,
  JPY: 50,
  KRW: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PHP: 50,
  PLN: 200,
  RON: 200,
  RUB: 50,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
  ZAR: 50,
}

/** The largest that Stripe's API takes, in its own units; a card's network may allow less. */
const MAXIMUM = 999_999_999_999

/** The amount in Stripe's units, or why Stripe does not take it. */
export function toStripe(amountMinor: Minor, currency: string): Result<number, string> {
  const exponent = stripeExponentOf(currency)
  if (exponent === null) return err(`Stripe takes no payments in ${currency}. Take this one in another way.`)
  const least = Math.max(1, MINIMUM[currency] ?? 1)
  if (amountMinor < least)
    return err(`Stripe takes no less than ${written(least, currency)}. Take this one in another way.`)
  const step = stepOf(exponent, currency)
  if (amountMinor % step !== 0)
    return err(`In ${currency} Stripe takes multiples of ${written(step, currency)}. Change the amount.`)
  const amount = scaleRounded(amountMinor, 10 ** exponent, 10 ** exponentOf(currency))
  if (amount > MAXIMUM) return err('The amount is more than Stripe takes at once. Split the payment.')
  return ok(amount)
}

/** An amount of Stripe's in minor units of ISO 4217. */
export function fromStripe(amount: number, currency: string): Minor {
  const exponent = stripeExponentOf(currency) ?? exponentOf(currency)
  return toMinor(scaleRounded(amount, 10 ** exponentOf(currency), 10 ** exponent))
}

/** How many decimals Stripe counts; null where it takes no payments in the currency. */
function stripeExponentOf(currency: string): number | null {
  if (ZERO_DECIMAL.has(currency)) return 0
  if (THREE_DECIMAL.has(currency)) return 3
  const isTwo = WHOLE_AS_HUNDREDTHS.has(currency) || exponentOf(currency) === 2
  return isTwo ? 2 : null
}

/** Which multiples of a minor unit can be paid. */
function stepOf(stripeExponent: number, currency: string): number {
  return stripeExponent === 3 ? THREE_DECIMAL_STEP : 10 ** Math.max(0, exponentOf(currency) - stripeExponent)
}

const written = (amount: number, currency: string) => formatMoney(toMinor(amount), currency, 'en')
