/** What somebody types to find a sale, read in every way in which it makes sense. Pure. */
import { minorPerMajor } from '../../../core/domain/currency.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import { add, type Minor, subtract, toMinor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { parseMoney } from '../../../core/domain/parse-money.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { minuteOfDay } from './minute-of-day.ts'

/** So far from the time that somebody remembers, either way. */
export const AROUND_MINUTES = 20

export interface QueryContext {
  readonly currency: string
  readonly locale: string
  readonly zone: string
  readonly staff: readonly Pick<Staff, 'id' | 'name'>[]
}

/** One way to understand one word. Amounts are without sign: a refund is found by what was given back. */
export type Reading =
  /** `letter` '': that of any till. */
  | { readonly kind: 'receipt'; readonly letter: string; readonly number: number }
  | { readonly kind: 'receipt-start'; readonly start: string }
  | { readonly kind: 'card'; readonly last4: string }
  /** From one amount up to and including another. */
  | { readonly kind: 'amount'; readonly fromMinor: Minor; readonly toMinor: Minor }
  /** Minutes of the location's day. */
  | { readonly kind: 'time'; readonly minute: number }
  | { readonly kind: 'staff'; readonly staff: readonly Pick<Staff, 'id' | 'name'>[] }

/** A word of the query. A sale is found when each word fits it in at least one of its readings. */
export interface Term {
  readonly text: string
  readonly readings: readonly Reading[]
}

/** Words that people put around what they know. */
const FILLERS = new Set(
  'a about around at by ca card circa number no nr of on receipt sale the um gegen'.split(' '),
)

/** The words of a query and their readings; none for an empty one. */
export function readQuery(query: string, context: QueryContext): readonly Term[] {
  const joined = query
    .trim()
    .replace(/(\d)\s+([ap]m)\b/gi, '$1$2')
    .replace(/(^|\s)([a-z])\s+(\d+)(?=\s|$)/gi, '$1$2-$3')
  const words = joined.split(/[\s;]+|,(?=\s|$)/).filter((word) => /[\p{L}\d]/u.test(word))
  return words.flatMap((text) => {
    const readings = readWord(text, context)
    return readings.length === 0 && FILLERS.has(text.toLowerCase()) ? [] : [{ text, readings }]
  })
}

/** The sales that the words fit, in the order in which they came. */
export function findSales(
  sales: readonly SaleRecord[],
  terms: readonly Term[],
  { zone }: Pick<QueryContext, 'zone'>,
): readonly SaleRecord[] {
  if (terms.length === 0) return sales
  const tests = terms.map(({ readings }) => readings.map((reading) => testOf(reading, zone)))
  return sales.filter((sale) => tests.every((ways) => ways.some((fits) => fits(sale))))
}

/** How the query was understood: "receipt number 412 or amount €412.00 to €412.99, and a time around 14:30". */
export function queryWords(terms: readonly Term[], context: QueryContext): string {
  const words = terms.map(({ text, readings }) =>
    readings.length === 0 ? `“${text}”, which is no number, time or name here` : eitherOf(readings, context),
  )
  return words.join(', and ')
}

const eitherOf = (readings: readonly Reading[], context: QueryContext) =>
  readings.map((reading) => wordsOf(reading, context)).join(' or ')

function readWord(word: string, context: QueryContext): readonly Reading[] {
  const masked = /^[•*x]{2,}(\d{4})$/i.exec(word)
  if (masked) return [{ kind: 'card', last4: masked[1] ?? '' }]
  return [
    ...readReceipt(word),
    ...(/^\d{4}$/.test(word) ? [{ kind: 'card', last4: word } as const] : []),
    ...readTime(word),
    ...readAmount(word, context),
    ...readStaff(word, context),
  ]
}

function readReceipt(word: string): readonly Reading[] {
  const start = /^[a-z]{1,3}-\d*$/i.test(word) ? word.toUpperCase() : null
  const [, letter = '', digits = ''] = /^#?([a-z]{1,3})?-?(\d{1,9})$/i.exec(word) ?? []
  return [
    ...(digits === '' ? [] : [receiptReading(letter, digits)]),
    ...(start === null ? [] : [{ kind: 'receipt-start', start } as const]),
  ]
}

const receiptReading = (letter: string, digits: string): Reading => ({
  kind: 'receipt',
  letter: letter.toUpperCase(),
  number: Number(digits),
})

function readTime(word: string): readonly Reading[] {
  const [, hour, minute = '0', half = ''] =
    /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?$/i.exec(word.replace(/^~/, '')) ?? []
  const isTime = hour !== undefined && (half !== '' || /[:.h]/i.test(word))
  if (!isTime || Number(minute) > 59) return []
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0)
  return hours > 23 || (half !== '' && Number(hour) > 12)
    ? []
    : [{ kind: 'time', minute: hours * 60 + Number(minute) }]
}

/** Without decimals any amount of so many whole units fits: "89" is 89.00 to 89.99. */
function readAmount(word: string, { currency, locale }: QueryContext): readonly Reading[] {
  const read = parseMoney(word, currency, locale)
  if (!read.ok) return []
  const fromMinor = toMinor(Math.abs(read.value))
  const isWhole = /^\D*\d+\D*$/.test(word)
  const width = isWhole ? toMinor(minorPerMajor(currency) - 1) : toMinor(0)
  return [{ kind: 'amount', fromMinor, toMinor: add(fromMinor, width) }]
}

function readStaff(word: string, { staff, locale }: QueryContext): readonly Reading[] {
  const start = word.toLocaleLowerCase(locale)
  if (!/^\p{L}/u.test(start)) return []
  const called = staff.filter(({ name }) =>
    name
      .toLocaleLowerCase(locale)
      .split(/\s+/)
      .some((part) => part.startsWith(start)),
  )
  return called.length === 0 ? [] : [{ kind: 'staff', staff: called }]
}

type Test = (sale: SaleRecord) => boolean

function testOf(reading: Reading, zone: string): Test {
  switch (reading.kind) {
    case 'receipt':
      return ({ receipt }) => isNumbered(receipt, reading)
    case 'receipt-start':
      return ({ receipt }) => receipt.startsWith(reading.start)
    case 'card':
      return ({ tenders }) => tenders.some(({ last4 }) => last4 === reading.last4)
    case 'amount':
      return ({ totalMinor }) => {
        const amount = Math.abs(totalMinor)
        return amount >= reading.fromMinor && amount <= reading.toMinor
      }
    case 'time':
      return ({ at }) => {
        const apart = Math.abs(minuteOfDay(at, zone) - reading.minute)
        return Math.min(apart, 1440 - apart) <= AROUND_MINUTES
      }
    case 'staff': {
      const ids = new Set<StaffId | null>(reading.staff.map(({ id }) => id))
      return ({ staff }) => ids.has(staff)
    }
  }
}

function isNumbered(receipt: string, { letter, number }: Extract<Reading, { kind: 'receipt' }>): boolean {
  const dash = receipt.lastIndexOf('-')
  if (letter !== '' && receipt.slice(0, dash) !== letter) return false
  return Number(receipt.slice(dash + 1)) === number
}

function wordsOf(reading: Reading, { currency, locale }: QueryContext): string {
  switch (reading.kind) {
    case 'receipt':
      return `receipt number ${reading.letter === '' ? '' : `${reading.letter}-`}${reading.number}`
    case 'receipt-start':
      return `receipt numbers that begin with ${reading.start}`
    case 'card':
      return `card •••• ${reading.last4}`
    case 'amount': {
      const from = formatMoney(reading.fromMinor, currency, locale)
      const isOne = subtract(reading.toMinor, reading.fromMinor) === 0
      return isOne ? `amount ${from}` : `amount ${from} to ${formatMoney(reading.toMinor, currency, locale)}`
    }
    case 'time':
      return `a time around ${clockText(reading.minute, locale)}`
    case 'staff':
      return `sales by ${reading.staff.map(({ name }) => name).join(' or ')}`
  }
}

const clockText = (minute: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(minute * 60_000)
