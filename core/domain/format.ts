/** Rates, quantities and moments as a person of the locale writes them. */
import { ONE_PIECE, type Ppm, type Thousandths } from './money.ts'
import { zonedText } from './zoned-time.ts'

/** Making a formatter costs a hundred times its use, and a press formats several figures. */
function remembered<Formatter>(make: (locale: string) => Formatter): (locale: string) => Formatter {
  const byLocale = new Map<string, Formatter>()
  return (locale) => {
    const known = byLocale.get(locale)
    if (known) return known
    const made = make(locale)
    byLocale.set(locale, made)
    return made
  }
}

const rates = remembered(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }),
)
const quantities = remembered((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }))

const rateTexts = new Map<string, string>()

/** "19 %" in the locale's writing; up to four decimals (8.875 %). */
export function formatRate(ppm: Ppm, locale: string): string {
  const key = `${locale} ${ppm}`
  const known = rateTexts.get(key)
  if (known) return known
  const text = rates(locale).format(ppm / 1_000_000)
  rateTexts.set(key, text)
  return text
}

/** "2", "0.35": thousandths as a person reads them. */
export const formatQuantity = (quantity: Thousandths, locale: string): string =>
  quantities(locale).format(quantity / ONE_PIECE)

/** Date and time of the deed in the location's zone. */
export const formatMoment = zonedText({ dateStyle: 'medium', timeStyle: 'short' })

/** The day alone. */
export const formatDay = zonedText({ dateStyle: 'medium' })

/** The time alone. */
export const formatTime = zonedText({ timeStyle: 'short' })
