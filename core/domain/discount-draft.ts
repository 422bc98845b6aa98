/** Lines while their price is being made: what is left of each after the discounts so far. */
import { allocate } from './allocate.ts'
import type { CartLine } from './cart.ts'
import type { GivenDiscount, LineDiscount } from './discount.ts'
import { isTaxed, NO_TAX } from './line.ts'
import { extend, type Minor, type Ppm, scaleRounded, subtract, sum, toMinor, ZERO } from './money.ts'
import { LABEL_REASON } from './preset-reasons.ts'
import type { TaxRate } from './tax.ts'

/** Lives within one pricing, and only there changes. */
export interface DraftLine {
  readonly line: CartLine
  taxRate: TaxRate
  /** What the line comes to so far. */
  leftMinor: Minor
  readonly discounts: LineDiscount[]
}

/**
 * A line before any discount that somebody gives; what comes back has its amount frozen, the difference mirrors the sale's discounts and
 * the tax that an exempt customer did not pay.
 */
export function draftOf(line: CartLine): DraftLine {
  const { returned } = line
  const taxRate = isTaxed(line) ? line.taxRate : NO_TAX
  const draft: DraftLine = { line, taxRate, leftMinor: extend(line.unitMinor, line.quantity), discounts: [] }
  if (returned) {
    takeOff(draft, toMinor(-(line.exemptMinor ?? 0)), EXEMPTION)
    takeOff(draft, subtract(draft.leftMinor, returned.amountMinor), MIRROR)
  }
  takeOff(draft, beyondLabel(line), BY_LABEL)
  return draft
}

/** What a label says is what is paid, also where no quantity comes to it: what is beyond it is taken off first. */
function beyondLabel({ label, quantity, unitMinor }: CartLine): Minor {
  const isAsRead = label?.quantity === quantity && label.unitMinor === unitMinor
  return isAsRead ? subtract(extend(unitMinor, quantity), label.amountMinor) : ZERO
}

const BY_LABEL: Omit<LineDiscount, 'amountMinor'> = { source: 'line', label: LABEL_REASON }

/** The tax in a price, of which an exempt customer pays none: no discount, and told apart from them. */
export const EXEMPTION: Omit<LineDiscount, 'amountMinor'> = { source: 'exemption', label: 'Exempt' }

const MIRROR: Omit<LineDiscount, 'amountMinor'> = { source: 'mirror', label: 'Discount of the sale' }

/** Only goods that are sold take part in discounts (rule M10). */
export const isDiscountable = ({ line }: DraftLine): boolean => line.kind === undefined && line.quantity > 0

export function takeOff(
  draft: DraftLine,
  amountMinor: Minor,
  discount: Omit<LineDiscount, 'amountMinor'>,
): void {
  if (amountMinor === 0) return
  draft.leftMinor = subtract(draft.leftMinor, amountMinor)
  draft.discounts.push({ ...discount, amountMinor })
}

/** Takes an amount off several lines, shared out by what is left of each (rule M9). */
export function spread(
  drafts: readonly DraftLine[],
  amountMinor: Minor,
  discount: Omit<LineDiscount, 'amountMinor'>,
): void {
  const shares = allocate(
    amountMinor,
    drafts.map(({ leftMinor }) => leftMinor),
  )
  for (const [index, draft] of drafts.entries()) takeOff(draft, shares[index] as Minor, discount)
}

export const leftOf = (drafts: readonly DraftLine[]): Minor => sum(drafts.map(({ leftMinor }) => leftMinor))

/** A share or an amount of what there is, never more than that and never less than nought. */
export function cut(
  base: Minor,
  { ppm, amountMinor }: { readonly ppm: Ppm | null; readonly amountMinor: Minor | null },
): Minor {
  const wanted = ppm === null ? (amountMinor ?? 0) : scaleRounded(base, ppm, 1_000_000)
  return toMinor(Math.max(0, Math.min(base, wanted)))
}

/** A discount by hand, as it is frozen. */
export const frozenGiven = (
  source: 'line' | 'basket',
  { reason, ppm, by }: GivenDiscount,
): Omit<LineDiscount, 'amountMinor'> => ({
  source,
  label: reason,
  ...(ppm === null ? {} : { ppm }),
  ...(by === null ? {} : { by }),
})
