/** How fast each capped variant sells at this till, by the tab's own monotonic time: no wall clock is asked. */
import type { VariantId } from '../../core/domain/ids.ts'

const LATELY_MS = 10 * 60_000
const IDLE_MS = 15 * 60_000

interface Usage {
  /** Everything ever sold under this till's leases, in thousandths. */
  total: number
  busyMs: number
  readonly sales: { readonly atMs: number; readonly quantity: number }[]
}

export class LeaseUsage {
  readonly #usageBy = new Map<VariantId, Usage>()

  /** Notes what has been sold in all by now, and whether some are in a cart. */
  observe(variant: VariantId, at: { readonly total: number; readonly inCarts: number }, nowMs: number): void {
    const usage = this.#usageBy.get(variant) ?? { total: at.total, busyMs: nowMs, sales: [] }
    const sold = at.total - usage.total
    if (sold > 0) usage.sales.push({ atMs: nowMs, quantity: sold })
    if (sold > 0 || at.inCarts > 0) usage.busyMs = nowMs
    usage.total = at.total
    while (usage.sales[0] && nowMs - usage.sales[0].atMs > LATELY_MS) usage.sales.shift()
    this.#usageBy.set(variant, usage)
  }

  /** Sold in the last ten minutes, in thousandths. */
  soldLately(variant: VariantId): number {
    return this.#usageBy.get(variant)?.sales.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0
  }

  /** Whether nothing was sold or in a cart for a quarter of an hour. */
  isIdle(variant: VariantId, nowMs: number): boolean {
    const usage = this.#usageBy.get(variant)
    return usage !== undefined && nowMs - usage.busyMs > IDLE_MS
  }
}
