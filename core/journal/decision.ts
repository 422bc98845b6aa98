/**
 * Decisions: what a person must settle, because reality and the rules disagree. They are derived by the fold
 * (or named by the endpoint in a `notice`), never block a sale, and end with an entry `decision-made`.
 */
import type { DeviceId, EntryId, Millis, StaffId, VariantId } from '../domain/ids.ts'
import type { Minor, Thousandths } from '../domain/money.ts'

/** What only the endpoint can see. */
export const NOTICE_KINDS = [
  'quarantined',
  'chain-broken',
  'forked',
  'rolled-back',
  'clock-off',
  'price-differs',
  'revoked-device',
  'restored',
  'relayed',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export type DecisionKind =
  | NoticeKind
  | 'figures-do-not-add-up'
  | 'same-sale-twice'
  | 'duplicate-receipt'
  | 'oversold'
  | 'unknown-product'
  | 'override'
  | 'late-after-close'
  | 'lease-reclaimed'
  | 'lease-unknown'
  | 'blind-return'
  | 'over-returned'
  | 'voucher-overdrawn'
  | 'voucher-issued-twice'
  | 'voucher-unknown'
  | 'voucher-expired'
  | 'coupon-overused'
  | 'account-over-limit'
  | 'transfer-failed'
  | 'payment-unclaimed'
  | 'payment-refunded'
  | 'payment-differs'
  | 'payment-missing'

export interface Decision {
  /** The same on every replica; what `decision-made` names. */
  readonly key: string
  readonly kind: DecisionKind
  /** The device that it is about, and the place in its journal (0: none). */
  readonly device: DeviceId
  readonly seq: number
  readonly entry: EntryId | null
  readonly receipt: string
  /** What it is worth; null where that is not known. */
  readonly amountMinor: Minor | null
  readonly variant: VariantId | null
  /** Units, in thousandths; null where it is not about stock. */
  readonly quantity: Thousandths | null
  readonly detail: string
}

/** How a decision was settled. */
export interface Settlement {
  readonly key: string
  readonly kind: string
  readonly action: string
  readonly note: string
  readonly entry: EntryId
  readonly device: DeviceId
  readonly lamport: number
  readonly at: Millis
  readonly staff: StaffId | null
}

/** A decision's key: its kind and what tells it from others of the kind. */
export const decisionKey = (kind: DecisionKind, ...parts: readonly (string | number)[]): string =>
  [kind, ...parts].join('/').slice(0, 400)

/** The key of what a notice names: the same notice written twice, by two epochs, is one decision. */
export function noticeKey(notice: {
  readonly about: NoticeKind
  readonly device: DeviceId
  readonly seq: number
  readonly variant: VariantId | null
}): string {
  const { about, device, seq, variant } = notice
  return variant === null ? decisionKey(about, device, seq) : decisionKey(about, device, seq, variant)
}
