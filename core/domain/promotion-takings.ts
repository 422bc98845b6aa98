/** What promotions have to do with lines: what is in their scope, what they take off which. */
import { wholeShare } from './allocate.ts'
import { cut, type DraftLine } from './discount-draft.ts'
import { extend, isPayable, type Minor, ONE_PIECE, type Thousandths } from './money.ts'
import type { Offer, Promotion } from './promotion.ts'

/** A promotion that runs now, and the lines of this cart that are in its scope. */
export interface Running {
  readonly promotion: Promotion
  readonly drafts: ReadonlySet<DraftLine>
}

/** What one promotion takes off one line. */
export interface Taking {
  readonly draft: DraftLine
  readonly promotion: Promotion
  readonly amountMinor: Minor
}

/** Pieces of one line: how many, what each is worth, and what all of them would have off without the group. */
export interface Pieces {
  readonly draft: DraftLine
  readonly count: number
  readonly worthMinor: number
  readonly insteadMinor: number
}

/** Measured goods have no pieces. What a piece is worth is rounded down, so that pieces never exceed their line. */
export function piecesOf(draft: DraftLine): Pieces {
  const { line, leftMinor } = draft
  const isWhole = (line.unit ?? 'piece') === 'piece' && line.quantity % ONE_PIECE === 0
  const count = isWhole ? line.quantity / ONE_PIECE : 0
  return { draft, count, worthMinor: count === 0 ? 0 : wholeShare(leftMinor, count), insteadMinor: 0 }
}

export const dearestFirst = (a: Pieces, b: Pieces): number => b.worthMinor - a.worthMinor

/** What an offer on each piece takes off a quantity that comes to an amount. */
export function eachOff(
  offer: Extract<Offer, { kind: 'percent' | 'amount-each' }>,
  quantity: Thousandths,
  amountMinor: Minor,
): Minor {
  if (offer.kind === 'percent') return cut(amountMinor, { ppm: offer.ppm, amountMinor: null })
  // More than any amount is more than this one: a slip in the office must not end the till.
  if (!isPayable(offer.amountMinor, quantity)) return amountMinor
  return cut(amountMinor, { ppm: null, amountMinor: extend(offer.amountMinor, quantity) })
}
