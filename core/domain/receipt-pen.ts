/** How one receipt writes: its words, its figures, its dates. */
import { formatDay, formatMoment, formatQuantity, formatRate } from './format.ts'
import type { Minor, Ppm, Thousandths } from './money.ts'
import { formatMoney } from './money-text.ts'
import { translateReasons } from './preset-reasons.ts'
import type { FigureRow } from './receipt.ts'
import { LANGUAGE_FACTS, type ReceiptLanguage } from './receipt-language.ts'
import type { ReceiptWords } from './receipt-words/receipt-words.ts'
import type { Unit } from './unit.ts'

export interface ReceiptPen {
  readonly words: ReceiptWords
  readonly money: (minor: Minor) => string
  /** "2", "0.350 kg". */
  readonly quantity: (quantity: Thousandths, unit: Unit) => string
  /** "€24.00/kg"; of pieces the price alone. */
  readonly price: (minor: Minor, unit: Unit) => string
  readonly rate: (ppm: Ppm) => string
  /** Date and time in the location's zone; empty for a moment that no calendar has. */
  readonly moment: (at: number) => string
  readonly day: (at: number) => string
  /** Keeps numbers, codes and names of another script together where words run from right to left. */
  readonly isolate: (text: string) => string
  /** A reason that the till has offered, in the receipt's language; any other as it was written. */
  readonly reason: (text: string) => string
  readonly figure: (
    look: FigureRow['look'],
    words: string,
    minor: Minor,
    more?: Pick<FigureRow, 'symbol'>,
  ) => FigureRow
}

const INTL_UNITS: Readonly<Record<Exclude<Unit, 'piece'>, string>> = {
  kg: 'kilogram',
  g: 'gram',
  l: 'liter',
  ml: 'milliliter',
  m: 'meter',
  h: 'hour',
}

/** A scale shows three decimals, also where they are noughts. */
const WEIGHED: ReadonlySet<Unit> = new Set(['kg', 'l'])

/** The last moment that calendars know, ms since epoch. */
const LAST_MOMENT = 8.64e15

/** Unicode's "first strong isolate" and its end, which never reach beyond a line. */
const isolated = (text: string): string => text.replace(/[^\r\n]+/g, '\u2068$&\u2069')

export function receiptPen(
  language: ReceiptLanguage,
  locale: string,
  currency: string,
  zone: string,
): ReceiptPen {
  const { words, direction } = LANGUAGE_FACTS[language]
  const money = (minor: Minor) => formatMoney(minor, currency, locale)
  const dated = (at: number, write: (at: number) => string) => (Math.abs(at) > LAST_MOMENT ? '' : write(at))
  return {
    words,
    money,
    quantity: (quantity, unit) =>
      unit === 'piece' ? formatQuantity(quantity, locale) : measure(unit, locale).format(quantity / 1000),
    price: (minor, unit) => (unit === 'piece' ? money(minor) : `${money(minor)}/${unitSign(unit, locale)}`),
    rate: (ppm) => formatRate(ppm, locale),
    moment: (at) => dated(at, (known) => formatMoment(known, zone, locale)),
    day: (at) => dated(at, (known) => formatDay(known, zone, locale)),
    isolate: direction === 'rtl' ? isolated : (text) => text,
    reason: (text) => translateReasons(text, words.reasons),
    figure: (look, wording, minor, more = {}) => ({
      ...{ kind: 'figure', look, words: wording, minor, amount: money(minor) },
      ...more,
    }),
  }
}

function measure(unit: Exclude<Unit, 'piece'>, locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: INTL_UNITS[unit],
    unitDisplay: 'short',
    minimumFractionDigits: WEIGHED.has(unit) ? 3 : 0,
    maximumFractionDigits: 3,
  })
}

const unitSign = (unit: Exclude<Unit, 'piece'>, locale: string): string =>
  measure(unit, locale)
    .formatToParts(1)
    .find(({ type }) => type === 'unit')?.value ?? unit
