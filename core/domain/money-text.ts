/** The one place where money becomes text; `parse-money.ts` is the one place back. */
import { exponentOf } from './currency.ts'
import type { Minor } from './money.ts'
import { remember } from './remember.ts'

const formatterOf = remember((currency, locale) => {
  const digits = exponentOf(currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
})

/** The amount as plain decimal text with a point, exact: 123456 EUR → "1234.56". For exports and fields. */
export function minorToDecimal(amount: Minor, currency: string): string {
  const digits = exponentOf(currency)
  const sign = amount < 0 ? '-' : ''
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0')
  if (digits === 0) return sign + padded
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/** The amount as a person of that locale writes it, with the currency's sign: 8900 EUR, en → "€89.00". */
export function formatMoney(amount: Minor, currency: string, locale: string): string {
  return formatterOf(currency, locale).format(minorToDecimal(amount, currency) as Intl.StringNumericLiteral)
}
