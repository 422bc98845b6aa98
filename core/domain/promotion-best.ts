/** The best for the customer: every piece takes part in one promotion, in the one that takes most off (rule M12). */
import type { DraftLine } from './discount-draft.ts'
import { type Minor, ONE_PIECE, scaleRounded, type Thousandths, toMinor } from './money.ts'
import { type Grouping, groupPieces, isGroupOffer, sharesOf } from './promotion-groups.ts'
import {
  dearestFirst,
  eachOff,
  type Pieces,
  piecesOf,
  type Running,
  type Taking,
} from './promotion-takings.ts'

/**
 * What promotions take off lines that have no discount yet. Each line has its best offer on single pieces; groups
 * claim pieces, the one that gains most first, while they take off more than those offers would.
 */
export function bestOf(open: readonly DraftLine[], running: readonly Running[]): readonly Taking[] {
  const single = new Map(open.map((draft) => [draft, bestSingle(draft, running)] as const))
  const claimed = new Map<DraftLine, number>()
  const takings: Taking[] = []
  const groups = running.filter(({ promotion }) => isGroupOffer(promotion.offer))
  const pieces = groups.length > 0 ? open.map(piecesOf).sort(dearestFirst) : []
  for (;;) {
    const left = pieces.map((one) => ({ ...one, count: one.count - (claimed.get(one.draft) ?? 0) }))
    const bid = bestBid(groups, left, single)
    if (!bid) break
    takings.push(...sharesOf(bid, bid.promotion))
    for (const { draft, count } of bid.claims) claimed.set(draft, (claimed.get(draft) ?? 0) + count)
  }
  return [...takings, ...open.flatMap((draft) => rest(single.get(draft), claimed.get(draft) ?? 0))]
}

/** Of the offers on single pieces the one that takes most off a line; of equals the first. */
function bestSingle(draft: DraftLine, running: readonly Running[]): Taking | null {
  let best: Taking | null = null
  for (const { promotion, drafts } of running) {
    if (isGroupOffer(promotion.offer) || !drafts.has(draft)) continue
    const amountMinor = eachOff(promotion.offer, draft.line.quantity, draft.leftMinor)
    if (amountMinor > (best?.amountMinor ?? 0)) best = { draft, promotion, amountMinor }
  }
  return best
}

type Singles = ReadonlyMap<DraftLine, Taking | null>

interface Bid extends Grouping, Pick<Taking, 'promotion'> {
  readonly gainMinor: number
}

/** Groups are looked for among goods that nothing else is taken off, and among all of them. */
function bestBid(groups: readonly Running[], left: readonly Pieces[], single: Singles): Bid | null {
  let best: Bid | null = null
  for (const { promotion, drafts } of groups) {
    if (!isGroupOffer(promotion.offer)) continue
    const all = left.filter(
      ({ draft, count, worthMinor }) => count > 0 && worthMinor > 0 && drafts.has(draft),
    )
    for (const pieces of [all.filter(({ draft }) => !single.get(draft)), all]) {
      const grouping = groupPieces(promotion.offer, pieces)
      const gainMinor = grouping.savingMinor - instead(grouping.claims, single)
      if (gainMinor > (best?.gainMinor ?? 0)) best = { ...grouping, promotion, gainMinor }
    }
  }
  return best
}

/** What the best single offers would take off the claimed pieces. */
function instead(claims: readonly Pieces[], single: Singles): number {
  let total = 0
  for (const { draft, count } of claims) {
    const taking = single.get(draft)
    if (taking) total += scaleRounded(taking.amountMinor, count * ONE_PIECE, draft.line.quantity)
  }
  return total
}

/** A line's best single offer on the pieces that no group has claimed. */
function rest(taking: Taking | null | undefined, claimed: number): readonly Taking[] {
  if (!taking || claimed === 0) return taking ? [taking] : []
  const { draft, promotion } = taking
  if (isGroupOffer(promotion.offer)) return []
  const quantity = (draft.line.quantity - claimed * ONE_PIECE) as Thousandths
  const amountMinor: Minor = toMinor(scaleRounded(draft.leftMinor, quantity, draft.line.quantity))
  return [{ ...taking, amountMinor: eachOff(promotion.offer, quantity, amountMinor) }]
}
