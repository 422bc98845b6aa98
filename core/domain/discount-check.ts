/** Discounts by hand, checked before they reach the cart (rule M16). */
import { err, ok, type Result } from '../result.ts'
import type { Cart } from './cart.ts'
import type { GivenDiscount } from './discount.ts'
import { cut, draftOf, isDiscountable, leftOf } from './discount-draft.ts'
import { discountedLines } from './discount-lines.ts'
import { type Minor, type Ppm, scaleRounded } from './money.ts'
import { type MoneyProblem, parseMoney } from './parse-money.ts'
import { type PercentProblem, parsePercent } from './parse-percent.ts'
import type { PriceRules } from './price-cart.ts'
import { mayDo, type Role } from './staff.ts'

/** A share or an amount, never both: what a discount and a tip have in common. */
export type ShareOrAmount =
  | { readonly ppm: Ppm; readonly amountMinor: null }
  | { readonly ppm: null; readonly amountMinor: Minor }

export type DiscountFlaw =
  | { readonly kind: 'not-a-number' | 'nought' | 'below-nought' | 'above-hundred' | 'no-goods' }
  | { readonly kind: 'above-total'; readonly totalMinor: Minor }
  /** Not wrong, but for somebody with the permission `discount` to give. */
  | { readonly kind: 'needs-permission'; readonly limit: Ppm }

/**
 * What a discount takes off, or why it may not be given. `totalMinor`: what the line or the cart's goods come to
 * without it. Up to `limit` (the location's) everybody gives it, above it who has the permission.
 */
export function checkDiscount(
  given: ShareOrAmount,
  totalMinor: Minor,
  { limit, role }: { readonly limit: Ppm; readonly role: Role },
): Result<Minor, DiscountFlaw> {
  const { ppm, amountMinor } = given
  const figure = ppm ?? amountMinor
  if (!Number.isSafeInteger(figure)) return err({ kind: 'not-a-number' })
  if (figure === 0) return err({ kind: 'nought' })
  if (figure < 0) return err({ kind: 'below-nought' })
  if (ppm !== null && ppm > 1_000_000) return err({ kind: 'above-hundred' })
  if (totalMinor <= 0) return err({ kind: 'no-goods' })
  if (amountMinor !== null && amountMinor > totalMinor) return err({ kind: 'above-total', totalMinor })
  const offMinor = cut(totalMinor, given)
  return isFree(given, { offMinor, baseMinor: totalMinor, limit }) || mayDo(role, 'discount')
    ? ok(offMinor)
    : err({ kind: 'needs-permission', limit })
}

/** Whether everybody may give it: up to the limit, by its share or by what it takes off. */
function isFree(
  { ppm }: Pick<ShareOrAmount, 'ppm'>,
  taken: { readonly offMinor: Minor; readonly baseMinor: Minor; readonly limit: Ppm },
): boolean {
  const { offMinor, baseMinor, limit } = taken
  return ppm === null ? offMinor <= scaleRounded(baseMinor, limit, 1_000_000) : ppm <= limit
}

/** What there is for a discount, on one line by its key or on the whole cart: without the one that is given there. */
export function discountBase(cart: Cart, rules: PriceRules, key: string | null): Minor {
  const drafts =
    key === null
      ? discountedLines({ ...cart, discount: undefined }, rules)
      : cart.lines.filter((line) => line.key === key).map(draftOf)
  return leftOf(drafts.filter(isDiscountable))
}

/** A discount by hand that takes off more than everybody may give. */
export interface OverLimit {
  /** The line's key; null: on the whole cart. */
  readonly place: string | null
  readonly given: GivenDiscount
  readonly offMinor: Minor
}

/**
 * Discounts that are above the limit as the cart is now and that nobody gave who may: an amount was within it while
 * there were more goods (rule M41).
 */
export function discountsOverLimit(
  cart: Cart,
  rules: PriceRules,
  { limit, mayGive }: { readonly limit: Ppm; readonly mayGive: (by: GivenDiscount['by']) => boolean },
): readonly OverLimit[] {
  const all = [{ key: null, discount: cart.discount }, ...cart.lines]
  return all.flatMap(({ key: place, discount: given }) => {
    if (!given || mayGive(given.by)) return []
    const baseMinor = discountBase(cart, rules, place)
    const offMinor = cut(baseMinor, given)
    return offMinor === 0 || isFree(given, { offMinor, baseMinor, limit }) ? [] : [{ place, given, offMinor }]
  })
}

/** Reads "15 %" as a share and "5,00" as an amount. */
export function readDiscount(
  text: string,
  currency: string,
  locale: string,
): Result<ShareOrAmount, MoneyProblem | PercentProblem> {
  if (/[%٪]\s*$/.test(text)) {
    const share = parsePercent(text)
    return share.ok ? ok({ ppm: share.value, amountMinor: null }) : share
  }
  const amount = parseMoney(text, currency, locale)
  return amount.ok ? ok({ ppm: null, amountMinor: amount.value }) : amount
}
