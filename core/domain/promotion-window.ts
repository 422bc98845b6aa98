/** When a promotion or a coupon holds, and for which goods. */
import type { ProductId } from './ids.ts'
import type { Line } from './line.ts'
import type { PriceRules } from './price-cart.ts'
import type { Promotion, Scope, Window } from './promotion.ts'

/** Whether it is switched on and runs now. */
export const isRunning = ({ active, window }: Pick<Promotion, 'active' | 'window'>, now: PriceRules['now']) =>
  active && !isBefore(window, now) && !isOver(window, now) && isOpen(window, now)

export const isBefore = ({ startsAt }: Window, { at }: PriceRules['now']) =>
  startsAt !== null && at < startsAt
export const isOver = ({ endsAt }: Window, { at }: PriceRules['now']) => endsAt !== null && at >= endsAt

/** Whether the day and the minute are its own. Hours past midnight belong to the day on which they began (rule M13). */
function isOpen({ days, fromMinute, toMinute }: Window, { day, minute }: PriceRules['now']): boolean {
  if (days.length === 0 && fromMinute === null && toMinute === null) return true
  const from = fromMinute ?? 0
  const to = toMinute ?? 1440
  const isPastMidnight = to <= from
  const isEarly = isPastMidnight && minute < to
  const began = isEarly ? (day + 6) % 7 : day
  const isInHours = isEarly || (minute >= from && (isPastMidnight || minute < to))
  return isInHours && (days.length === 0 || days.includes(began))
}

/** Whether a line's goods are meant; goods that the catalogue does not know are meant where all goods are. */
export function isInScope(
  { products, categories }: Scope,
  { product }: Pick<Line, 'product'>,
  categoryOf: PriceRules['categoryOf'],
): boolean {
  if (products.length === 0 && categories.length === 0) return true
  if (product === null) return false
  if (setOf(products).has(product)) return true
  const category = categories.length > 0 ? categoryOf(product) : null
  return category !== null && categories.includes(category)
}

const sets = new WeakMap<Scope['products'], ReadonlySet<ProductId>>()

/** A list of products may be long, and each line of each pricing asks for it. */
function setOf(products: Scope['products']): ReadonlySet<ProductId> {
  const known = sets.get(products)
  if (known) return known
  const made = new Set(products)
  sets.set(products, made)
  return made
}
