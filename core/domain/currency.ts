/**
 * ISO 4217 minor-unit exponents. Intl is not asked: it disagrees with ISO for 17 currencies
 * (HUF, COP, IDR … have two digits by ISO, none by Intl).
 */
const EXPONENT_OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return EXPONENT_OTHER_THAN_TWO[currency] ?? 2
}

/** Minor units in one major unit: 100 for EUR. */
export function minorPerMajor(currency: string): number {
  return 10 ** exponentOf(currency)
}

/** Three capital letters, the form of an ISO 4217 code. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}
