/** Offers on several pieces together: n for m, n for a price. */
import { allocate } from './allocate.ts'
import { type Minor, toMinor } from './money.ts'
import type { Offer, Promotion } from './promotion.ts'
import type { Pieces, Taking } from './promotion-takings.ts'

export type GroupOffer = Extract<Offer, { kind: 'n-for-m' | 'n-for-price' }>

export const isGroupOffer = (offer: Offer): offer is GroupOffer =>
  offer.kind === 'n-for-m' || offer.kind === 'n-for-price'

/** What an offer takes off, and how many pieces of which line it claims for that. */
export interface Grouping {
  readonly savingMinor: Minor
  readonly claims: readonly Pieces[]
}

/**
 * Groups pieces, the dearest first, as long as a group saves something: of each group the cheapest are free, or it
 * costs its price (rule M14). `pieces` come in falling order of worth, so a group saves at most what the one before
 * it did, and the first that saves nothing ends it. Whole groups of one line are counted at once.
 */
export function groupPieces(offer: GroupOffer, pieces: readonly Pieces[]): Grouping {
  const { count: size } = offer
  const price = offer.kind === 'n-for-price' ? offer.priceMinor : 0
  const paid = offer.kind === 'n-for-m' ? offer.pay : 0
  let saving = 0
  let groups = 0
  let filled = 0
  let free = 0
  for (const { count, worthMinor } of pieces) {
    for (let left = count; left > 0; ) {
      const whole = filled === 0 ? Math.max(1, Math.floor(left / size)) : 1
      const taken = Math.min(left, size - filled, size)
      free += Math.max(0, filled + taken - Math.max(filled, paid)) * worthMinor
      filled += taken
      left -= taken
      if (filled < size) continue
      if (free <= price) return { savingMinor: toMinor(saving), claims: firstOf(pieces, groups * size) }
      saving += whole * (free - price)
      groups += whole
      left -= (whole - 1) * size
      filled = 0
      free = 0
    }
  }
  return { savingMinor: toMinor(saving), claims: firstOf(pieces, groups * size) }
}

function firstOf(pieces: readonly Pieces[], wanted: number): readonly Pieces[] {
  let left = wanted
  return pieces.flatMap((one) => {
    const count = Math.min(left, one.count)
    left -= count
    return count > 0 ? [{ ...one, count }] : []
  })
}

/** A grouping's saving, shared out by what the claimed pieces of each line are worth (rule M9). */
export function sharesOf({ savingMinor, claims }: Grouping, promotion: Promotion): readonly Taking[] {
  const shares = allocate(
    savingMinor,
    claims.map(({ count, worthMinor }) => count * worthMinor),
  )
  return claims.map(({ draft }, index) => ({ draft, promotion, amountMinor: shares[index] as Minor }))
}
