/** How what is left to pay is cut: the next part, and what comes behind it. Pure. */
import { subtract } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { firstShare, leftOf, type Part } from './parts.ts'

export interface Cut {
  /** What the next tender pays; null: all that is left. */
  readonly part: Part | null
  /** Into how many equal shares what is left is cut, this part among them; null: not by shares. */
  readonly shares: number | null
}

export const WHOLE: Cut = { part: null, shares: null }

/** What a tender leaves open of the part that was cut for it; null where it pays it whole. */
export function restOfPart({ part }: Cut, tender: Tender): Part | null {
  // Of a part in cash coins pay what they can: it counts as paid.
  if (part === null || tender.kind === 'cash') return null
  const restMinor = subtract(part.amountMinor, tender.amountMinor)
  return restMinor !== 0 && restMinor > 0 === part.amountMinor > 0
    ? { ...part, amountMinor: restMinor }
    : null
}

/** The tender as it is kept: it names lines only where it pays them whole (rule S22). */
export function namingPaidLines(cut: Cut, { lines, ...tender }: Tender): Tender {
  return lines && restOfPart(cut, tender) === null ? { ...tender, lines } : tender
}

/**
 * Where it goes on when what was asked for was not paid (rule S22): with the same part, by another means; a part that
 * was only one of the means to give back by is none that somebody cut, so there with those means.
 */
export function afterDecline(
  { part, shares }: Cut,
  { isBack, isPartPaid }: { readonly isBack: boolean; readonly isPartPaid: boolean },
): 'same-part' | 'as-paid' | 'split' | 'close' {
  const isCut = part !== null && (!isBack || part.lines !== undefined || shares !== null)
  if (isCut) return 'same-part'
  if (!isPartPaid && part === null) return 'close'
  return isBack ? 'as-paid' : 'split'
}

/** What comes behind a tender: the rest of its part, else the next share of what is left. `priced` holds the tender. */
export function nextCut(priced: PricedCart, cut: Cut, tender: Tender): Cut {
  const part = restOfPart(cut, tender)
  const { shares } = cut
  if (part) return { part, shares }
  if (shares === null || shares <= 2) return WHOLE
  return { part: { amountMinor: firstShare(leftOf(priced), shares - 1) }, shares: shares - 1 }
}
