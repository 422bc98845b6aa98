/** Puts what comes back into the open cart, where other goods may stand beside it. No React. */
import { type Cart, MAX_LINES } from '../../../core/domain/cart.ts'
import { REASON_GAP } from '../../../core/domain/preset-reasons.ts'
import type { ReturnDraft } from '../../../core/domain/refund.ts'
import { say } from '../../ui/toast-store.ts'
import { charge, type TillModel } from '../till-model.ts'

export const MAX_REASON = 280

/**
 * The lines join the cart, with their reason; `payNow` goes on to giving the money back. Nothing happens where the
 * cart cannot take them: the person hears why.
 */
export function takeBack(
  till: TillModel,
  lines: readonly ReturnDraft[],
  { reason, payNow }: { readonly reason: string; readonly payNow: boolean },
): void {
  const { carts, sheets, place, app } = till
  const { cart } = carts.getState()
  const refusal = refusalOf(cart, lines.length)
  if (refusal !== null) {
    say(refusal, { tone: 'warn' })
    return
  }
  const added = lines.map((line) => ({ ...line, key: app.replica.deps.newId() }))
  // The price at which money was asked for knows nothing of these lines.
  const frozen = undefined
  carts.replace({ ...cart, lines: [...cart.lines, ...added], reason: reasonOf(cart, reason), frozen })
  sheets.closeAll()
  place.setState({ screen: 'sell' })
  if (payNow) charge(till)
  else say('In the cart. Add what they take instead.')
}

function refusalOf({ lines, tenders = [] }: Cart, added: number): string | null {
  if (tenders.length > 0) return 'A part of this cart has been paid. Finish it, or give the part back first.'
  if (lines.length + added > MAX_LINES)
    return 'This cart is full. Finish it first; then take these goods back.'
  return null
}

/** One cart may take back several sales, each for a reason of its own. */
function reasonOf({ reason: before = '', lines }: Cart, reason: string): string {
  const known = lines.some(({ returned }) => returned) && before !== '' ? before.split(REASON_GAP) : []
  return [...new Set([...known, reason])].join(REASON_GAP).slice(0, MAX_REASON)
}
