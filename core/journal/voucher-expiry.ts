import type { VoucherRecord } from './state.ts'

/**
 * The latest date of those that a voucher was issued with, ms since epoch: one that was issued without a date, or
 * again with a later one, does not expire till then. null: it does not expire, or nobody here has issued it.
 */
export function voucherExpiry({ issues }: Pick<VoucherRecord, 'issues'>): number | null {
  let latest = -Infinity
  for (const { expiresAt } of issues) latest = Math.max(latest, expiresAt ?? Infinity)
  return Number.isFinite(latest) ? latest : null
}
