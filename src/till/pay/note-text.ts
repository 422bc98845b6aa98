/** A note as people say it: "€100", without the noughts behind. */
import { minorPerMajor } from '../../../core/domain/currency.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'

export function noteText(amount: Minor, currency: string, locale: string): string {
  const major = minorPerMajor(currency)
  if (amount % major !== 0) return formatMoney(amount, currency, locale)
  const options = {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  } as const
  return new Intl.NumberFormat(locale, { ...options, minimumFractionDigits: 0 }).format(amount / major)
}
