/** What a sale of capped stock takes from the leases in hand, and what it lacks. Pure. */
import type { Cart } from '../../core/domain/cart.ts'
import type { VariantId } from '../../core/domain/ids.ts'
import { takeFromLeases } from '../../core/domain/lease.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { Product } from '../../core/domain/product.ts'
import type { LeaseUse, Override } from '../../core/domain/sale.ts'
import type { LeaseRow } from './journal-database.ts'

/** Units that no lease in hand covers and nobody has allowed. */
export interface LeaseShort {
  readonly kind: 'lease-short'
  readonly variants: readonly { readonly variant: VariantId; readonly quantity: Thousandths }[]
}

export interface Cover {
  readonly leases: readonly LeaseUse[]
  readonly overrides: readonly Override[]
  /** The rows that change, as they are after the sale. */
  readonly rows: readonly LeaseRow[]
  readonly short: LeaseShort['variants']
}

const cappedOf = new WeakMap<readonly Product[], ReadonlySet<VariantId>>()

/** The capped variants of a catalogue, computed once a catalogue. */
export function cappedVariants(products: readonly Product[]): ReadonlySet<VariantId> {
  const known = cappedOf.get(products)
  if (known) return known
  const capped = new Set<VariantId>()
  for (const { variants } of products) for (const { id, capped: is } of variants) if (is) capped.add(id)
  cappedOf.set(products, capped)
  return capped
}

/**
 * What a cart needs of each capped variant, in thousandths: what goes out less what comes back and is fit to be sold.
 */
export function cappedNeeds(
  { lines }: Pick<Cart, 'lines'>,
  capped: ReadonlySet<VariantId>,
): ReadonlyMap<VariantId, number> {
  const needs = new Map<VariantId, number>()
  for (const { variant, quantity, returned } of lines)
    if (variant !== null && capped.has(variant) && returned?.restock !== false)
      needs.set(variant, (needs.get(variant) ?? 0) + quantity)
  for (const [variant, quantity] of needs) if (quantity <= 0) needs.delete(variant)
  return needs
}

/** Covers what a cart needs from the rows, the oldest first; the rest by what was allowed in the cart. */
export function coverSale(
  cart: Pick<Cart, 'lines'>,
  capped: ReadonlySet<VariantId>,
  rows: readonly LeaseRow[],
  paid: boolean,
): Cover {
  const leases: LeaseUse[] = []
  const overrides: Override[] = []
  const short: { variant: VariantId; quantity: Thousandths }[] = []
  for (const [variant, quantity] of cappedNeeds(cart, capped)) {
    const own = rows.filter((row) => row.variant === variant)
    const taken = takeFromLeases(own, quantity)
    leases.push(...taken.uses.map((use) => ({ ...use, variant })))
    const allowed = allowances(cart, variant, taken.short)
    overrides.push(...allowed)
    const open = taken.short - allowed.reduce((sum, one) => sum + one.quantity, 0)
    if (open > 0 && paid) overrides.push({ variant, quantity: open as Thousandths, by: null })
    else if (open > 0) short.push({ variant, quantity: open as Thousandths })
  }
  return { leases, overrides, rows: rowsAfter(rows, leases), short }
}

/** What of the missing units somebody has allowed, line by line. */
function allowances(
  { lines }: Pick<Cart, 'lines'>,
  variant: VariantId,
  missing: number,
): readonly Override[] {
  let due = missing
  return lines.flatMap((line) => {
    if (line.variant !== variant || !line.override) return []
    const { by } = line.override
    const quantity = Math.min(due, line.override.quantity) as Thousandths
    due -= quantity
    return quantity > 0 ? [{ variant, quantity, by }] : []
  })
}

function rowsAfter(rows: readonly LeaseRow[], uses: readonly LeaseUse[]): readonly LeaseRow[] {
  const usedBy = new Map(uses.map(({ lease, quantity }) => [lease, quantity]))
  return rows.flatMap((row) => {
    const used = usedBy.get(row.lease)
    return used === undefined ? [] : [{ ...row, left: row.left - used }]
  })
}
