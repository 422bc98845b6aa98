/** Discounts by hand on lines, and promotions: which of them a line gets (rules M12 to M15). */
import { cut, type DraftLine, frozenGiven, isDiscountable, takeOff } from './discount-draft.ts'
import { type Minor, sum, ZERO } from './money.ts'
import type { PriceRules } from './price-cart.ts'
import { bestOf } from './promotion-best.ts'
import { groupPieces, isGroupOffer, sharesOf } from './promotion-groups.ts'
import { dearestFirst, eachOff, piecesOf, type Running, type Taking } from './promotion-takings.ts'
import { isInScope, isRunning } from './promotion-window.ts'

/** Takes off what was given on lines by hand and what promotions give, by the location's rule. */
export function takeLineDiscounts(drafts: readonly DraftLine[], rules: PriceRules): void {
  const goods = drafts.filter(isDiscountable)
  const running = runningOn(goods, rules)
  if (rules.discountRule === 'best') takeBest(goods, running)
  else takeStacked(goods, running)
}

/** In order of their ids, so that every device comes to the same. */
function runningOn(
  goods: readonly DraftLine[],
  { promotions, now, categoryOf }: PriceRules,
): readonly Running[] {
  return promotions
    .filter((promotion) => isRunning(promotion, now))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((promotion) => ({
      promotion,
      drafts: new Set(goods.filter(({ line }) => isInScope(promotion.scope, line, categoryOf))),
    }))
}

const byHand = ({ line: { discount }, leftMinor }: DraftLine): Minor =>
  discount ? cut(leftMinor, discount) : ZERO

function takeByHand(draft: DraftLine): void {
  const { discount } = draft.line
  if (discount) takeOff(draft, byHand(draft), frozenGiven('line', discount))
}

function takePromotion({ draft, promotion: { id: ref, name: label, offer }, amountMinor }: Taking): void {
  const share = offer.kind === 'percent' ? { ppm: offer.ppm } : {}
  takeOff(draft, amountMinor, { source: 'promotion', ref, label, ...share })
}

/** What was given by hand, then each promotion off what the ones before it have left (rule M15). */
function takeStacked(goods: readonly DraftLine[], running: readonly Running[]): void {
  goods.forEach(takeByHand)
  for (const one of running) takingsOf(one).forEach(takePromotion)
}

function takingsOf({ promotion, drafts }: Running): readonly Taking[] {
  const { offer } = promotion
  const open = [...drafts]
  if (!isGroupOffer(offer))
    return open.map((draft) => ({
      draft,
      promotion,
      amountMinor: eachOff(offer, draft.line.quantity, draft.leftMinor),
    }))
  return sharesOf(groupPieces(offer, open.map(piecesOf).sort(dearestFirst)), promotion)
}

/**
 * A line whose discount by hand takes off no less than promotions would keeps it and leaves them; that may undo a
 * group for others, so they are looked at again without it. Ends, because each round has fewer lines.
 */
function takeBest(goods: readonly DraftLine[], running: readonly Running[]): void {
  let open = goods
  for (;;) {
    const takings = running.length > 0 ? bestOf(open, running) : []
    const next = open.filter((draft) => isBetter(draft, takings))
    if (next.length === open.length) {
      takings.forEach(takePromotion)
      break
    }
    open = next
  }
  const byPromotion = new Set(open)
  for (const draft of goods) if (!byPromotion.has(draft)) takeByHand(draft)
}

/** Whether promotions take off more than what was given by hand. */
function isBetter(draft: DraftLine, takings: readonly Taking[]): boolean {
  const hand = byHand(draft)
  if (hand === 0) return true
  const own = takings.filter((taking) => taking.draft === draft)
  return hand < sum(own.map(({ amountMinor }) => amountMinor))
}
