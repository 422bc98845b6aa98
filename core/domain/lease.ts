/**
 * Leases of capped stock, as arithmetic: what is free, what is held, how much to ask for, how much to grant.
 * The escrow of O'Neil (1986) and the bounded counter of Balegas et al. (2015): a right to sell is moved, never
 * copied, so that no number of tills cut off can sell more than there is.
 *
 *   stock = free + Σ held        (stock: received + counted − sold + voided, in thousandths)
 */
import type { DeviceId, LeaseId, VariantId } from './ids.ts'
import { ONE_PIECE, type Thousandths } from './money.ts'

/** What this arithmetic needs of a lease's record. */
export interface LeaseCounts {
  readonly id: LeaseId
  readonly grant: {
    readonly device: DeviceId
    readonly variant: VariantId
    readonly quantity: Thousandths
  } | null
  readonly used: number
  readonly returned: number
  readonly recalled: boolean
  readonly reclaim: object | null
}

/** What its holder may still sell under a lease, in thousandths. A reclaimed one holds nothing (rule K6). */
export function heldOf({ grant, used, returned, reclaim }: LeaseCounts): number {
  if (!grant || reclaim !== null) return 0
  return Math.max(0, grant.quantity - used - returned)
}

/** What of a variant all leases hold together, or those of one device. */
export function heldTogether(leases: Iterable<LeaseCounts>, variant: VariantId, device?: DeviceId): number {
  let held = 0
  for (const lease of leases) {
    if (lease.grant?.variant !== variant) continue
    if (device === undefined || lease.grant.device === device) held += heldOf(lease)
  }
  return held
}

/** What may still be granted of a variant, in thousandths; below nought when more was promised than there is. */
export function freeOf(
  leases: Iterable<LeaseCounts>,
  stock: ReadonlyMap<VariantId, Thousandths>,
  variant: VariantId,
): number {
  return (stock.get(variant) ?? 0) - heldTogether(leases, variant)
}

/** A till wants at least this many pieces of a capped variant in hand. */
const LEAST = 3 * ONE_PIECE
/** It asks for more when it holds less than this share of what it wants. */
const LOW_WATER = 0.4

/**
 * How much a till should hold: what it sold in the last ten minutes, at least three pieces.
 * `soldLately` in thousandths.
 */
export const wantedLease = (soldLately: number): number => Math.max(LEAST, soldLately)

/** What to ask for now; nought while enough is in hand. A cart that already needs more asks for that at once. */
export function leaseToAsk(held: number, soldLately: number, inCart: number): number {
  const wanted = Math.max(wantedLease(soldLately), inCart)
  if (held >= inCart && held > wanted * LOW_WATER) return 0
  return wanted - held
}

/** A till's wish, and how things stand; all quantities in thousandths. */
export interface Wish {
  readonly wish: number
  /** What of it a customer is waiting for: in the cart and not covered. */
  readonly needed: number
  /** What the till holds already. */
  readonly held: number
  readonly free: number
  /** How many tills share the stock. */
  readonly tills: number
}

/**
 * What the endpoint grants of a wish: never more than is free. While the free stock is scarce (under three pieces
 * a till) a till gets what its customer waits for, and one piece if it has none: the last ones go where they sell.
 */
export function grantOf({ wish, needed, held, free, tills }: Wish): number {
  if (free <= 0 || wish <= 0) return 0
  const scarce = free < tills * LEAST
  const fair = Math.max(LEAST, Math.floor(free / Math.max(1, tills) / ONE_PIECE) * ONE_PIECE)
  const most = scarce ? Math.max(needed, held > 0 ? 0 : ONE_PIECE) : Math.max(needed, fair)
  return Math.min(wish, free, most)
}

/** What a sale takes from which lease: the oldest first. `short` is what no lease covers, in thousandths. */
export function takeFromLeases(
  leases: readonly { readonly lease: LeaseId; readonly left: number }[],
  quantity: number,
): {
  readonly uses: readonly { readonly lease: LeaseId; readonly quantity: Thousandths }[]
  readonly short: number
} {
  const uses: { lease: LeaseId; quantity: Thousandths }[] = []
  let due = quantity
  for (const { lease, left } of leases) {
    const taken = Math.min(left, due)
    if (taken > 0) uses.push({ lease, quantity: taken as Thousandths })
    due -= Math.max(0, taken)
  }
  return { uses, short: due }
}

const EPOCH_STEP = 2 ** 20

/**
 * A lease's fencing token: the epoch of its grant above, the place in the endpoint's journal below, so that it rises
 * with each grant and across a restore. Safe as an integer while epochs are under 2^33: seconds until the year 2242.
 */
export const leaseToken = (epoch: number, seq: number): number =>
  Math.min(Number.MAX_SAFE_INTEGER, epoch * EPOCH_STEP + seq)

/** Where the grant of a lease with this token stands: in the endpoint's journal of that epoch. */
export const placeOfToken = (token: number): { readonly epoch: number; readonly seq: number } => ({
  epoch: Math.floor(token / EPOCH_STEP),
  seq: token % EPOCH_STEP,
})

/** Whether a grant is from before the present epoch: an endpoint that was restored may have given it away again. */
export const isOutdated = ({ token }: { readonly token: number }, epoch: number): boolean =>
  placeOfToken(token).epoch < epoch
