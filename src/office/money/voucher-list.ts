/** Vouchers as the office lists them: what is left, how they stand, what is owed in all. Pure. */
import type { VoucherCode } from '../../../core/domain/ids.ts'
import { type Minor, sum } from '../../../core/domain/money.ts'
import { readVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { VoucherPurpose, VoucherRecord } from '../../../core/journal/state.ts'

export type VoucherStanding = 'open' | 'used-up' | 'expired' | 'amiss'

export interface ListedVoucher {
  readonly code: VoucherCode
  /** null: used, and nobody here knows that it was issued. */
  readonly purpose: VoucherPurpose | null
  readonly standing: VoucherStanding
  readonly issuedMinor: Minor
  readonly balanceMinor: Minor
  /** ms since epoch; null: it does not expire. */
  readonly expiresAt: number | null
  readonly uses: number
}

/** The largest balance first; what is amiss before everything. */
export function listVouchers(records: Iterable<VoucherRecord>, now: number): readonly ListedVoucher[] {
  return [...records]
    .map((record) => listed(record, now))
    .sort((a, b) => RANK[a.standing] - RANK[b.standing] || b.balanceMinor - a.balanceMinor || byCode(a, b))
}

const RANK: Readonly<Record<VoucherStanding, number>> = { amiss: 0, open: 1, expired: 2, 'used-up': 3 }

const byCode = (a: ListedVoucher, b: ListedVoucher) => (a.code < b.code ? -1 : 1)

function listed({ code, balanceMinor, issues, uses }: VoucherRecord, now: number): ListedVoucher {
  const [issue] = issues
  const expiresAt = issue?.expiresAt ?? null
  return {
    ...{ code, balanceMinor, expiresAt },
    purpose: issue?.purpose ?? null,
    standing: standingOf({ balanceMinor, issues: issues.length, expiresAt }, now),
    issuedMinor: sum(issues.map(({ amountMinor }) => amountMinor)),
    uses: uses.length,
  }
}

function standingOf(
  { balanceMinor, issues, expiresAt }: { balanceMinor: Minor; issues: number; expiresAt: number | null },
  now: number,
): VoucherStanding {
  if (balanceMinor < 0 || issues !== 1) return 'amiss'
  if (balanceMinor === 0) return 'used-up'
  return expiresAt !== null && now > expiresAt ? 'expired' : 'open'
}

/** What is owed to customers. One for certain goods is taxed and sold already: goods are owed for it, not money. */
export interface Liability {
  readonly giftCardsMinor: Minor
  readonly storeCreditMinor: Minor
  readonly goodsMinor: Minor
  /** Out of date, and no longer owed by its own words. */
  readonly expiredMinor: Minor
}

const KIND: Readonly<Record<VoucherPurpose, keyof Liability>> = {
  multi: 'giftCardsMinor',
  'store-credit': 'storeCreditMinor',
  single: 'goodsMinor',
}

/** What is below nought is a decision, and lowers no other voucher's worth. */
export function liabilityOf(vouchers: readonly ListedVoucher[]): Liability {
  const totalOf = (kind: keyof Liability) =>
    sum(vouchers.filter((voucher) => kindOf(voucher) === kind).map(({ balanceMinor }) => balanceMinor))
  return {
    giftCardsMinor: totalOf('giftCardsMinor'),
    storeCreditMinor: totalOf('storeCreditMinor'),
    goodsMinor: totalOf('goodsMinor'),
    expiredMinor: totalOf('expiredMinor'),
  }
}

function kindOf({ purpose, standing, balanceMinor }: ListedVoucher): keyof Liability | null {
  if (balanceMinor <= 0) return null
  return standing === 'expired' ? 'expiredMinor' : KIND[purpose ?? 'multi']
}

/** Those whose code has the typed characters in it, blanks, dashes and look-alikes left aside. */
export function findVouchers(
  vouchers: readonly ListedVoucher[],
  { query, standing }: { readonly query: string; readonly standing: VoucherStanding | null },
): readonly ListedVoucher[] {
  const whole = readVoucherCode(query)
  const part = whole.ok ? whole.value : query.toUpperCase().replace(/[\s\-–—]/g, '')
  return vouchers.filter(
    (voucher) => voucher.code.includes(part) && (standing === null || voucher.standing === standing),
  )
}
