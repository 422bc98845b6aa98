import { minorPerMajor } from './currency.ts'
import type { AccountId, SaleId, StaffId, TenderId, VoucherCode } from './ids.ts'
import { type Minor, subtract, toMinor } from './money.ts'

interface TenderPart {
  readonly id: TenderId
  /** The part of the total that it pays; below nought when money goes back to the customer. */
  readonly amountMinor: Minor
  /** The lines that it pays for, where the bill was split by lines. */
  readonly lines?: readonly number[] | undefined
}

interface CashPart extends TenderPart {
  readonly kind: 'cash'
  /** The amount tendered: what the customer handed over. `amountMinor` = tendered − change. */
  readonly tenderedMinor: Minor
  readonly changeMinor: Minor
}

interface CardPart extends TenderPart {
  readonly kind: 'card'
  /** Last four digits as the cashier copied them from the slip, or empty. Never more of a card. */
  readonly last4: string
  readonly reference: string
}

/** A multi-purpose voucher, or the one that a refund was paid with (store credit). */
interface VoucherPart extends TenderPart {
  readonly kind: 'voucher' | 'store-credit'
  readonly voucher: VoucherCode
  /** ms since epoch, when store credit is issued here; null: it does not expire. */
  readonly expiresAt?: number | null | undefined
}

/** On the tab of a house account: owed to us until it is paid. */
interface AccountPart extends TenderPart {
  readonly kind: 'house-account'
  readonly account: AccountId
  readonly name: string
}

/** Given away: turnover that nobody pays, by somebody's word. */
interface HousePart extends TenderPart {
  readonly kind: 'on-the-house'
  readonly reason: string
  readonly by: StaffId | null
}

/** A bank transfer by the QR on the till's screen: awaiting until somebody has seen the money (rule S15). */
interface TransferPart extends TenderPart {
  readonly kind: 'transfer'
  readonly scheme: string
  readonly reference: string
}

/** Paid on the customer's phone through a payment provider, who has told the endpoint. */
interface OnlinePart extends TenderPart {
  readonly kind: 'online'
  readonly provider: 'stripe'
  readonly reference: string
}

/** A means of payment against a sale. */
export type Tender = CashPart | CardPart | VoucherPart | AccountPart | HousePart | TransferPart | OnlinePart

export type TenderKind = Tender['kind']

/** The first cash part of a sale has the sale's id, so that an outbox has less to carry; further ones a number. */
export const cashTenderId = (sale: SaleId, part = 1): TenderId =>
  (part === 1 ? `${sale}-cash` : `${sale}-cash-${part}`) as TenderId

/** A cash tender; null while less than the amount has been handed over. */
export function cashTender(
  id: TenderId,
  amountMinor: Minor,
  tenderedMinor: Minor,
): Extract<Tender, { kind: 'cash' }> | null {
  if (tenderedMinor < amountMinor) return null
  const changeMinor = subtract(tenderedMinor, amountMinor)
  return { kind: 'cash', id, amountMinor, tenderedMinor, changeMinor }
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
  const notes = notesFor(totalMinor, currency)
  const rounded = notes.map((note) => roundedUp(totalMinor, note))
  const ascending = [...new Set(rounded)].filter((amount) => amount > totalMinor).sort((a, b) => a - b)
  const top = notes.at(-1) ?? 1
  while (ascending.length < count) ascending.push(nextMultiple(ascending.at(-1) ?? totalMinor, top))
  return ascending.slice(0, count).map(toMinor)
}

/** Of the largest note, in change. Notes that are not known here are guessed from the total, which may be a trifle. */
const MOST_NOTES_BACK = { known: 10, guessed: 1000 }

/** Whether somebody may have handed that much over: there is change for it (rule M28). */
export function isPlausibleCash(dueMinor: Minor, tenderedMinor: Minor, currency: string): boolean {
  const most = MOST_NOTES_BACK[currency in NOTES ? 'known' : 'guessed']
  return tenderedMinor - dueMinor <= most * (notesFor(dueMinor, currency).at(-1) ?? 0)
}

const notesFor = (totalMinor: Minor, currency: string): readonly number[] =>
  (NOTES[currency] ?? notesByMagnitude(totalMinor, currency)).map((note) => note * minorPerMajor(currency))

const nextMultiple = (amount: number, note: number) => amount - (amount % note) + note
const roundedUp = (amount: number, note: number) =>
  amount % note === 0 ? amount : nextMultiple(amount, note)

function notesByMagnitude(totalMinor: Minor, currency: string): readonly number[] {
  const perMajor = minorPerMajor(currency)
  const upTo = roundedUp(totalMinor, perMajor)
  const major = Math.max(1, upTo / perMajor)
  const magnitude = 10 ** (String(major).length - 1)
  return [magnitude / 2, magnitude, magnitude * 2, magnitude * 5, magnitude * 10].map((n) =>
    Math.max(1, Math.ceil(n)),
  )
}
