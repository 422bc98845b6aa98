/** Decisions by kind. Pure. */
import type { Decision, DecisionKind } from '../../../core/journal/decision.ts'
import { decisionActions } from '../../../core/journal/decision-words.ts'

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
