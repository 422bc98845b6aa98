/** What a till should ask for and give back of capped stock, from what it holds and what happens at it. Pure. */

import { MAX_QUANTITY } from '../../core/domain/cart.ts'
import type { LeaseId, VariantId } from '../../core/domain/ids.ts'
import { leaseToAsk, wantedLease } from '../../core/domain/lease.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { type LeaseWant, MAX_WANTS } from '../../core/protocol/lease.ts'
import type { LeaseRow } from '../replica/journal-database.ts'
import type { LeaseReturn } from '../replica/leases.ts'

/** How one capped variant stands at this till; quantities in thousandths. */
export interface LeaseView {
  readonly variant: VariantId
  readonly capped: boolean
  /** The cap was taken off, or the goods were removed. A catalogue that is not here says neither. */
  readonly ended: boolean
  /** Leases of which something is left, the oldest first. */
  readonly rows: readonly LeaseRow[]
  readonly inCarts: number
  /** Sold here in the last ten minutes. */
  readonly soldLately: number
  /** Nothing was sold and nothing was in a cart for a quarter of an hour. */
  readonly idle: boolean
  /** The till asks only for what a customer waits for: its shift has ended, or its units were asked back. */
  readonly resting: boolean
}

const heldOf = ({ rows }: LeaseView): number => rows.reduce((sum, { left }) => sum + left, 0)

/** What to ask for now; what customers wait for first, because a request has room for a hundred. */
export function planWants(views: readonly LeaseView[]): readonly LeaseWant[] {
  const wants = views.flatMap((view): LeaseWant[] => {
    const { variant, capped, inCarts, soldLately, resting } = view
    const held = heldOf(view)
    const needed = Math.max(0, inCarts - held)
    const quantity = resting ? needed : leaseToAsk(held, soldLately, inCarts)
    if (!capped || quantity <= 0) return []
    return [{ variant, quantity: Math.min(quantity, MAX_QUANTITY) as Thousandths, needed, held }]
  })
  return wants.sort((a, b) => b.needed - a.needed).slice(0, MAX_WANTS)
}

/**
 * What to give back: all of what is not capped any more, what was asked back and is in no cart, and, after a quiet
 * while, what is beyond the usual reserve; the youngest leases first.
 */
export function planGiveBack(
  views: readonly LeaseView[],
  isRecalled: (lease: LeaseId) => boolean,
): readonly LeaseReturn[] {
  return views.flatMap((view) => {
    const { ended, rows, inCarts, idle } = view
    if (ended) return rows.map(({ lease, left }) => ({ lease, quantity: left }))
    const spare = Math.max(0, heldOf(view) - inCarts)
    const recalled = rows.filter(({ lease }) => isRecalled(lease))
    const asked = take(recalled, spare)
    const surplus = idle ? spare - sumOf(asked) - wantedLease(0) : 0
    const rest = rows.filter((row) => !recalled.includes(row))
    return [...asked, ...take(rest, surplus)]
  })
}

const sumOf = (returns: readonly LeaseReturn[]): number =>
  returns.reduce((sum, { quantity }) => sum + quantity, 0)

function take(rows: readonly LeaseRow[], most: number): readonly LeaseReturn[] {
  let due = most
  return [...rows].reverse().flatMap(({ lease, left }) => {
    const quantity = Math.min(left, due)
    due -= Math.max(0, quantity)
    return quantity > 0 ? [{ lease, quantity }] : []
  })
}
