import type { TaxMode } from './tax.ts'

/** What a set-up screen proposes for a country; every figure stays editable there. */
export interface TaxDefaults {
  readonly currency: string
  readonly mode: TaxMode
  /** The first is the rate for products that name none. ppm. */
  readonly rates: readonly { readonly name: string; readonly ppm: number }[]
}

const inclusive = (currency: string, name: string, ...percents: number[]): TaxDefaults => ({
  currency,
  mode: 'inclusive',
  rates: percents.map((percent) => ({ name, ppm: Math.round(percent * 10_000) })),
})
const exclusive = (currency: string, name: string, ...percents: number[]): TaxDefaults => ({
  ...inclusive(currency, name, ...percents),
  mode: 'exclusive',
})

/** Standard and reduced rates in force in 2026, by ISO 3166-1 alpha-2; to be checked by the person who sets up. */
export const TAX_DEFAULTS: Readonly<Record<string, TaxDefaults>> = {
  AT: inclusive('EUR', 'VAT', 20, 13, 10, 0),
  AU: inclusive('AUD', 'GST', 10, 0),
  BE: inclusive('EUR', 'VAT', 21, 12, 6, 0),
  BR: inclusive('BRL', 'Tax', 0),
  CA: exclusive('CAD', 'GST', 5, 0),
  CH: inclusive('CHF', 'VAT', 8.1, 3.8, 2.6, 0),
  CZ: inclusive('CZK', 'VAT', 21, 12, 0),
  DE: inclusive('EUR', 'VAT', 19, 7, 0),
  DK: inclusive('DKK', 'VAT', 25, 0),
  EE: inclusive('EUR', 'VAT', 24, 13, 9, 0),
  ES: inclusive('EUR', 'VAT', 21, 10, 4, 0),
  FI: inclusive('EUR', 'VAT', 25.5, 13.5, 10, 0),
  FR: inclusive('EUR', 'VAT', 20, 10, 5.5, 2.1, 0),
  GB: inclusive('GBP', 'VAT', 20, 5, 0),
  GR: inclusive('EUR', 'VAT', 24, 13, 6, 0),
  HU: inclusive('HUF', 'VAT', 27, 18, 5, 0),
  IE: inclusive('EUR', 'VAT', 23, 13.5, 9, 0),
  IN: inclusive('INR', 'GST', 18, 5, 40, 0),
  IT: inclusive('EUR', 'VAT', 22, 10, 5, 4, 0),
  JP: inclusive('JPY', 'Consumption tax', 10, 8, 0),
  KW: inclusive('KWD', 'Tax', 0),
  LU: inclusive('EUR', 'VAT', 17, 14, 8, 3, 0),
  MX: inclusive('MXN', 'VAT', 16, 8, 0),
  NL: inclusive('EUR', 'VAT', 21, 9, 0),
  NO: inclusive('NOK', 'VAT', 25, 15, 12, 0),
  NZ: inclusive('NZD', 'GST', 15, 0),
  PL: inclusive('PLN', 'VAT', 23, 8, 5, 0),
  PT: inclusive('EUR', 'VAT', 23, 13, 6, 0),
  SE: inclusive('SEK', 'VAT', 25, 12, 6, 0),
  SG: inclusive('SGD', 'GST', 9, 0),
  TH: inclusive('THB', 'VAT', 7, 0),
  US: exclusive('USD', 'Sales tax', 0),
  ZA: inclusive('ZAR', 'VAT', 15, 0),
}

/** The proposal for a country that is not listed: no tax, to be filled in. */
export function taxDefaultsFor(country: string): TaxDefaults {
  return TAX_DEFAULTS[country] ?? inclusive('EUR', 'Tax', 0)
}
