/** Which currency a sign or a code in a price cell can stand for. */

const CURRENCIES_BY_SIGN: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP', 'EGP', 'SYP', 'LBP', 'GIP', 'FKP', 'SHP'],
  '¥': ['JPY', 'CNY'],
  円: ['JPY'],
  元: ['CNY'],
  '₹': ['INR'],
  rs: ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  '₩': ['KRW'],
  '฿': ['THB'],
  '₺': ['TRY'],
  tl: ['TRY'],
  '₽': ['RUB'],
  '₴': ['UAH'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '₦': ['NGN'],
  '₱': ['PHP'],
  '₡': ['CRC'],
  '₸': ['KZT'],
  '₾': ['GEL'],
  zł: ['PLN'],
  kč: ['CZK'],
  ft: ['HUF'],
  lei: ['RON', 'MDL'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  fr: ['CHF'],
  sfr: ['CHF'],
  r: ['ZAR'],
  rm: ['MYR'],
  rp: ['IDR'],
  us$: ['USD'],
  r$: ['BRL'],
  a$: ['AUD'],
  au$: ['AUD'],
  c$: ['CAD'],
  ca$: ['CAD'],
  nz$: ['NZD'],
  s$: ['SGD'],
  hk$: ['HKD'],
  nt$: ['TWD'],
  mx$: ['MXN'],
}

const DOLLARS = /^(?:USD|AUD|CAD|NZD|SGD|HKD|TWD|MXN|ARS|CLP|COP|UYU|BBD|BMD|BSD|BZD|FJD|JMD|NAD|TTD|XCD)$/

/** What a price cell's sign says about its currency: `unknown` when the letters are no currency at all. */
export type SignVerdict = 'none' | 'fits' | 'other' | 'unknown'

/** Judges the letters and signs around a number against the location's currency (ISO 4217). */
export function judgeSign(text: string, currency: string): SignVerdict {
  const sign = text.replace(/[\s\d.,'’+\-−()\u00a0\u202f]/g, '').toLowerCase()
  if (sign === '') return 'none'
  if (sign === '$') return DOLLARS.test(currency) ? 'fits' : 'other'
  const known = CURRENCIES_BY_SIGN[sign]
  if (known) return known.includes(currency) ? 'fits' : 'other'
  if (sign === currency.toLowerCase()) return 'fits'
  return /^[a-z]{3}$/.test(sign) || /^\p{Sc}$/u.test(sign) ? 'other' : 'unknown'
}
