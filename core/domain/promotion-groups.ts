/** Offers on several pieces together: n for m, n for a price. */
import { allocate } from './allocate.ts'
import type { DraftLine } from './discount-draft.ts'
import { MAX_MINOR, type Minor, scaleRounded, toMinor } from './money.ts'
import type { Offer, Promotion } from './promotion.ts'
import type { Pieces, Taking } from './promotion-takings.ts'

export type GroupOffer = Extract<Offer, { kind: 'n-for-m' | 'n-for-price' }>

export const isGroupOffer = (offer: Offer): offer is GroupOffer =>
  offer.kind === 'n-for-m' || offer.kind === 'n-for-price'

/** What an offer takes off, how much more than what there would be instead, and which pieces it claims for that. */
export interface Grouping {
  readonly savingMinor: Minor
  readonly gainMinor: number
  readonly claims: readonly Pieces[]
}

/**
 * Groups pieces in the order in which they come, and keeps each group that takes more off than its pieces would have
 * off without it: its cheapest are free, or it costs its price (rule M14). Whole groups of one line count at once.
 */
export function groupPieces(offer: GroupOffer, pieces: readonly Pieces[]): Grouping {
  const kept: Grouping[] = []
  let open: Pieces[] = []
  let missing = offer.count
  for (const run of pieces) {
    for (let taken = 0; taken < run.count; ) {
      const left = run.count - taken
      const times = open.length === 0 && left > offer.count ? wholeTimes(left, offer.count) : 1
      const count = times > 1 ? times * offer.count : Math.min(left, missing)
      open.push(part(run, taken, count))
      taken += count
      missing -= count
      if (missing > 0) continue
      const group = groupOf(offer, open, times)
      const isKept = group.savingMinor > 0 && group.gainMinor > 0
      if (isKept) kept.push(group)
      // A group that loses may do better without its first piece.
      open = isKept || times > 1 ? [] : withoutFirst(open)
      missing = offer.count - open.reduce((all, one) => all + one.count, 0)
    }
  }
  return joined(kept)
}

function withoutFirst([first, ...others]: readonly Pieces[]): Pieces[] {
  return first && first.count > 1 ? [part(first, 1, first.count - 1), ...others] : others
}

const wholeTimes = (count: number, size: number): number => (count - (count % size)) / size

/** So many of a line's pieces, with their share of what they would have off instead. */
function part(run: Pieces, from: number, count: number): Pieces {
  if (count === run.count) return run
  const upTo = (end: number) => scaleRounded(run.insteadMinor, end, run.count)
  return { ...run, count, insteadMinor: upTo(from + count) - upTo(from) }
}

/** One group, or several of one line that are alike. */
function groupOf(offer: GroupOffer, parts: readonly Pieces[], times: number): Grouping {
  const saving =
    offer.kind === 'n-for-price'
      ? worthOf(parts) - times * offer.priceMinor
      : worthOfCheapest(parts, times * (offer.count - offer.pay))
  const instead = parts.reduce((all, { insteadMinor }) => all + insteadMinor, 0)
  // A price beyond any amount, by a slip in the office, saves nothing; it must not end the till.
  const savingMinor = toMinor(Math.max(saving, -MAX_MINOR))
  return { savingMinor, gainMinor: saving - instead, claims: parts }
}

const worthOf = (parts: readonly Pieces[]): number =>
  parts.reduce((all, { count, worthMinor }) => all + count * worthMinor, 0)

function worthOfCheapest(parts: readonly Pieces[], count: number): number {
  let left = count
  let worth = 0
  for (const one of parts.toSorted((a, b) => a.worthMinor - b.worthMinor)) {
    const taken = Math.min(Math.max(0, left), one.count)
    worth += taken * one.worthMinor
    left -= taken
  }
  return worth
}

/** All groups as one. */
function joined(groups: readonly Grouping[]): Grouping {
  let saving = 0
  let gainMinor = 0
  for (const group of groups) {
    saving += group.savingMinor
    gainMinor += group.gainMinor
  }
  return { savingMinor: toMinor(saving), gainMinor, claims: groups.flatMap(({ claims }) => claims) }
}

/** A grouping's saving, shared out by what the claimed pieces of each line are worth (rule M9). */
export function sharesOf({ savingMinor, claims }: Grouping, promotion: Promotion): readonly Taking[] {
  const worths = new Map<DraftLine, number>()
  for (const { draft, count, worthMinor } of claims)
    worths.set(draft, (worths.get(draft) ?? 0) + count * worthMinor)
  const shares = allocate(savingMinor, [...worths.values()])
  return [...worths.keys()].map((draft, at) => ({ draft, promotion, amountMinor: shares[at] as Minor }))
}
