import { minorPerMajor } from './currency.ts'
import type { SaleId, TenderId } from './ids.ts'
import { type Minor, subtract, toMinor } from './money.ts'

/** A means of payment against a sale. `amountMinor` is the part of the total it pays. */
export type Tender =
  | {
      readonly kind: 'cash'
      readonly id: TenderId
      readonly amountMinor: Minor
      /** The amount tendered: what the customer handed over. */
      readonly tenderedMinor: Minor
      readonly changeMinor: Minor
    }
  | {
      readonly kind: 'card'
      readonly id: TenderId
      readonly amountMinor: Minor
      /** Last four digits as the cashier copied them from the slip, or empty. Never more of a card. */
      readonly last4: string
      readonly reference: string
    }

export type TenderKind = Tender['kind']

/** A sale has one cash tender at most: its id is the sale's, so that an outbox has less to carry. */
export const cashTenderId = (sale: SaleId): TenderId => `${sale}-cash` as TenderId

/** A cash tender; null while less than the total has been handed over. */
export function cashTender(id: TenderId, totalMinor: Minor, tenderedMinor: Minor): Tender | null {
  if (tenderedMinor < totalMinor) return null
  const changeMinor = subtract(tenderedMinor, totalMinor)
  return { kind: 'cash', id, amountMinor: totalMinor, tenderedMinor, changeMinor }
}

/** Notes that people carry, in major units, per currency; others follow 1-2-5 by magnitude. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  EUR: [5, 10, 20, 50, 100, 200],
  USD: [1, 5, 10, 20, 50, 100],
  GBP: [5, 10, 20, 50],
  CHF: [10, 20, 50, 100, 200],
  CAD: [5, 10, 20, 50, 100],
  AUD: [5, 10, 20, 50, 100],
  NZD: [5, 10, 20, 50, 100],
  JPY: [1000, 5000, 10000],
  SEK: [20, 50, 100, 200, 500, 1000],
  NOK: [50, 100, 200, 500, 1000],
  DKK: [50, 100, 200, 500, 1000],
  PLN: [10, 20, 50, 100, 200],
  CZK: [100, 200, 500, 1000, 2000, 5000],
  HUF: [500, 1000, 2000, 5000, 10000, 20000],
  KWD: [1, 5, 10, 20],
}

/**
 * The amounts a customer is likely to hand over: the total rounded up to each note, ascending, without
 * the total itself ("exact" is a button of its own). At most `count` of them.
 */
export function cashSuggestions(totalMinor: Minor, currency: string, count = 3): readonly Minor[] {
  if (totalMinor <= 0) return []
  const notes = (NOTES[currency] ?? notesByMagnitude(totalMinor, currency)).map(
    (n) => n * minorPerMajor(currency),
  )
  const rounded = notes.map((note) => Math.ceil(totalMinor / note) * note)
  const ascending = [...new Set(rounded)].filter((amount) => amount > totalMinor).sort((a, b) => a - b)
  const top = notes.at(-1) ?? 1
  while (ascending.length < count) ascending.push(nextMultiple(ascending.at(-1) ?? totalMinor, top))
  return ascending.slice(0, count).map(toMinor)
}

const nextMultiple = (amount: number, note: number) => (Math.floor(amount / note) + 1) * note

function notesByMagnitude(totalMinor: Minor, currency: string): readonly number[] {
  const major = Math.max(1, Math.ceil(totalMinor / minorPerMajor(currency)))
  const magnitude = 10 ** (String(major).length - 1)
  return [magnitude / 2, magnitude, magnitude * 2, magnitude * 5, magnitude * 10].map((n) =>
    Math.max(1, Math.ceil(n)),
  )
}
