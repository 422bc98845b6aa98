/** What an offer does, in one plain sentence. Pure. */
import type { Writing } from '../../../core/domain/check-words.ts'
import { formatDay, formatRate } from '../../../core/domain/format.ts'
import type { CategoryId, ProductId } from '../../../core/domain/ids.ts'
import { ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Coupon, Offer, Promotion, Scope, Window } from '../../../core/domain/promotion.ts'
import { minuteText } from './window-form.ts'

export interface OfferWriting extends Writing {
  /** The location's: its days are meant. */
  readonly zone: string
  readonly product: (id: ProductId) => string | null
  readonly category: (id: CategoryId) => string | null
}

/** "3 for 2 on Prints, Fri 17:00–19:00". */
export function promotionWords(
  { offer, scope, window }: Pick<Promotion, 'offer' | 'scope' | 'window'>,
  writing: OfferWriting,
): string {
  const head = `${offerWords(offer, writing)} on ${scopeWords(scope, writing)}`
  return [head, windowWords(window, writing)].filter(Boolean).join(', ')
}

/** "10% off everything from €30.00, once, until 30 Nov 2026". */
export function couponWords(
  coupon: Omit<Coupon, 'id' | 'active' | 'name' | 'code'>,
  writing: OfferWriting,
): string {
  const { ppm, amountMinor, minimumMinor, uses, scope, window } = coupon
  const { currency, locale } = writing
  const cut = ppm === null ? formatMoney(amountMinor ?? ZERO, currency, locale) : formatRate(ppm, locale)
  const least = minimumMinor > 0 ? ` from ${formatMoney(minimumMinor, currency, locale)}` : ''
  const head = `${cut} off ${scopeWords(scope, writing)}${least}`
  return [head, usesWords(uses), windowWords(window, writing)].filter(Boolean).join(', ')
}

const usesWords = (uses: number | null): string =>
  uses === null ? '' : uses === 1 ? 'once' : `${uses.toLocaleString('en')} times in all`

export function offerWords(offer: Offer, { currency, locale }: Writing): string {
  switch (offer.kind) {
    case 'n-for-m':
      return `${offer.count} for ${offer.pay}`
    case 'n-for-price':
      return `${offer.count} for ${formatMoney(offer.priceMinor, currency, locale)}`
    case 'percent':
      return `${formatRate(offer.ppm, locale)} off`
    case 'amount-each':
      return `${formatMoney(offer.amountMinor, currency, locale)} off each piece`
  }
}

/** As many names as fit a line; the rest is counted. */
const NAMED = 3

export function scopeWords({ categories, products }: Scope, writing: OfferWriting): string {
  const names = [
    ...categories.map((id) => writing.category(id) ?? 'a category that is gone'),
    ...products.map((id) => writing.product(id) ?? 'a product that is gone'),
  ]
  if (names.length === 0) return 'everything'
  const rest = names.length - NAMED
  return rest > 1 ? `${names.slice(0, NAMED).join(', ')} and ${rest} more` : listed(names)
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const DAY_WORDS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
/** A week as people read it, from Monday on. */
export const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 0]

/** "Fri 17:00–19:00, from 24 Nov 2026 until 30 Nov 2026"; empty for always. */
export function windowWords(window: Window, { locale, zone }: OfferWriting): string {
  const { startsAt, endsAt, fromMinute, toMinute } = window
  const hours =
    fromMinute === null || toMinute === null ? '' : `${minuteText(fromMinute)}–${minuteText(toMinute)}`
  const rhythm = [daysWords(window.days), hours].filter(Boolean).join(' ')
  const date = (at: number) => formatDay(at, zone, locale)
  const late = fromMinute !== null && toMinute !== null && toMinute <= fromMinute ? toMinute * 60_000 : 0
  const span = [
    startsAt === null ? '' : `from ${date(startsAt - late)}`,
    endsAt === null ? '' : `until ${date(endsAt - late - 1)}`,
  ]
  return [rhythm, span.filter(Boolean).join(' ')].filter(Boolean).join(', ')
}

/** "Mon to Fri", "Sat and Sun", "Mon, Wed and Fri". */
function daysWords(days: readonly number[]): string {
  const inOrder = WEEK.filter((day) => days.includes(day))
  if (inOrder.length === 0 || inOrder.length === 7) return ''
  const first = WEEK.indexOf(inOrder[0] ?? 0)
  const isRow = inOrder.every((day, index) => WEEK[first + index] === day)
  const words = inOrder.map((day) => DAY_WORDS[day] ?? '')
  return isRow && words.length > 2 ? `${words[0]} to ${words.at(-1)}` : listed(words)
}

export interface OfferState {
  readonly tone: 'go' | 'warn' | 'quiet'
  readonly words: string
}

/** Whether it takes anything off at this moment (ms since epoch); its days and hours left aside. */
export function offerState({ active, window }: Pick<Promotion, 'active' | 'window'>, at: number): OfferState {
  if (!active) return { tone: 'quiet', words: 'Switched off' }
  if (window.startsAt !== null && at < window.startsAt) return { tone: 'warn', words: 'Not yet' }
  if (window.endsAt !== null && at >= window.endsAt) return { tone: 'quiet', words: 'Over' }
  return { tone: 'go', words: 'On' }
}
