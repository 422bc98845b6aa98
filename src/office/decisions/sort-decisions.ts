/** Decisions by kind. Pure. */
import type { Decision, DecisionKind } from '../../../core/journal/decision.ts'
import { decisionActions } from '../../../core/journal/decision-words.ts'

/** What costs goods or money first, then what is odd about the books, then what only needs to be known. */
const RANKS: readonly DecisionKind[] = [
  'oversold',
  'override',
  'lease-reclaimed',
  'payment-missing',
  'payment-differs',
  'payment-unclaimed',
  'payment-refunded',
  'transfer-failed',
  'voucher-overdrawn',
  'over-returned',
  'voucher-unknown',
  'voucher-issued-twice',
  'blind-return',
  'account-over-limit',
  'coupon-overused',
  'voucher-expired',
  'figures-do-not-add-up',
  'same-sale-twice',
  'duplicate-receipt',
  'price-differs',
  'unknown-product',
  'late-after-close',
  'revoked-device',
  'quarantined',
  'forked',
  'chain-broken',
  'rolled-back',
  'lease-unknown',
  'clock-off',
  'relayed',
  'restored',
]

/** By kind, and within a kind as the devices wrote it. */
export function inOrder(decisions: readonly Decision[]): readonly Decision[] {
  const rank = new Map(RANKS.map((kind, index) => [kind, index]))
  const rankOf = ({ kind }: Decision) => rank.get(kind) ?? RANKS.length
  return [...decisions].sort(
    (a, b) => rankOf(a) - rankOf(b) || compare(a.device, b.device) || a.seq - b.seq || compare(a.key, b.key),
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** How many there are of each kind, the most frequent first. */
export function kindsOf(
  decisions: readonly Decision[],
): readonly { readonly kind: DecisionKind; readonly count: number }[] {
  const counts = new Map<DecisionKind, number>()
  for (const { kind } of decisions) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
}

/** The answer of a kind that writes nothing but the settlement; null where every answer has an effect. */
export function simpleAnswer(
  decision: Pick<Decision, 'kind'>,
): { readonly action: 'seen' | 'accept'; readonly label: string } | null {
  for (const { action, label } of decisionActions(decision))
    if (action === 'seen' || action === 'accept') return { action, label }
  return null
}
