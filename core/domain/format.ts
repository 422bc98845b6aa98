/** Rates, quantities and moments as a person of the locale writes them. */
import { ONE_PIECE, type Ppm, type Thousandths } from './money.ts'

/** "19 %" in the locale's writing; up to four decimals (8.875 %). */
export function formatRate(ppm: Ppm, locale: string): string {
  const digits = { style: 'percent', maximumFractionDigits: 4 } as const
  return new Intl.NumberFormat(locale, digits).format(ppm / 1_000_000)
}

/** "2", "0.35": thousandths as a person reads them. */
export function formatQuantity(quantity: Thousandths, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(quantity / ONE_PIECE)
}

/** Date and time of the deed in the location's zone. */
export function formatMoment(at: number, zone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
    at,
  )
}
