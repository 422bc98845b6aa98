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
    const left = pieces.flatMap((one) => unclaimed(one, claimed.get(one.draft) ?? 0, single.get(one.draft)))
    const bid = bestBid(groups, left)
    if (!bid) break
    takings.push(...sharesOf(bid, bid.promotion))
    for (const { draft, count } of bid.claims) claimed.set(draft, (claimed.get(draft) ?? 0) + count)
  }
  return [...takings, ...open.flatMap((draft) => rest(single.get(draft), claimed.get(draft) ?? 0))]
}

/** What groups have left of a line's pieces, with what its best single offer would take off them. */
function unclaimed(one: Pieces, claimed: number, single: Taking | null | undefined): readonly Pieces[] {
  const count = one.count - claimed
  if (count === 0 || one.worthMinor === 0) return []
  const insteadMinor = single ? scaleRounded(single.amountMinor, count, one.count) : 0
  return [{ ...one, count, insteadMinor }]
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

interface Bid extends Grouping, Pick<Taking, 'promotion'> {}

/**
 * The groups that gain most over the single offers, of one promotion. Which pieces are best put together is a packing
 * problem; three orders are tried: the dearest first, those that are worth most over what they have off without the
 * group, and those that have least off without it.
 */
function bestBid(groups: readonly Running[], left: readonly Pieces[]): Bid | null {
  const isFree = left.every(({ insteadMinor }) => insteadMinor === 0)
  const orders = isFree ? [left] : [left, left.toSorted(mostOverFirst), left.toSorted(leastLostFirst)]
  let best: Bid | null = null
  for (const { promotion, drafts } of groups) {
    if (!isGroupOffer(promotion.offer)) continue
    for (const order of orders) {
      const own = order.filter(({ draft }) => drafts.has(draft))
      const grouping = groupPieces(promotion.offer, own)
      if (grouping.gainMinor > (best?.gainMinor ?? 0)) best = { ...grouping, promotion }
    }
  }
  return best
}

const lostBy = ({ insteadMinor, count }: Pieces): number => scaleRounded(insteadMinor, 1, count)
const leastLostFirst = (a: Pieces, b: Pieces): number => lostBy(a) - lostBy(b)
const mostOverFirst = (a: Pieces, b: Pieces): number => b.worthMinor - lostBy(b) - (a.worthMinor - lostBy(a))

/** A line's best single offer on the pieces that no group has claimed. */
function rest(taking: Taking | null | undefined, claimed: number): readonly Taking[] {
  if (!taking || claimed === 0) return taking ? [taking] : []
  const { draft, promotion } = taking
  if (isGroupOffer(promotion.offer)) return []
  const quantity = (draft.line.quantity - claimed * ONE_PIECE) as Thousandths
  const amountMinor: Minor = toMinor(scaleRounded(draft.leftMinor, quantity, draft.line.quantity))
  return [{ ...taking, amountMinor: eachOff(promotion.offer, quantity, amountMinor) }]
}
