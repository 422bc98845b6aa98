/** A payment on the phone of which nobody knows how it ends is left open, so that the till sells on. No React. */
import type { TenderId } from '../../../core/domain/ids.ts'
import type { CheckoutAnswer } from '../../../core/protocol/checkout.ts'
import type { Result } from '../../../core/result.ts'
import type { CheckoutProblem } from '../../sync/checkout-client.ts'
import { say } from '../../ui/toast-store.ts'
import { parkCart } from '../cart/parking.ts'
import type { TillModel } from '../till-model.ts'

/**
 * Whether an answer to "is it paid?" is shown. That the endpoint is cut off is; that it does not know the payment is
 * not, because the request may still be under way, and tells its own end.
 */
export const isNews = (heard: Result<CheckoutAnswer, CheckoutProblem>): boolean =>
  heard.ok || heard.error.kind === 'offline' || heard.error.kind === 'unavailable'

/**
 * Parks the cart at the price that was asked for, and closes the sheet (rule S50). The question is an entry already: it
 * stays open until somebody answers it, and is asked before that cart is charged again.
 */
export async function leaveOpen(till: TillModel, tender: TenderId): Promise<void> {
  const { cart } = till.carts.getState()
  // Closed first: an answer that comes while the cart is being parked is heard by the question.
  till.sheets.close()
  await parkCart(till, cart.label)
  if (till.carts.getState().cart.id === cart.id) return
  say('The payment stays open, and its cart is parked. The till tells when it knows more.', { tone: 'warn' })
  tellOnceKnown(till, tender)
}

/** What the journal brings of it is told with a way there, and interrupts nobody who is selling. */
function tellOnceKnown({ app: { replica }, sheets }: TillModel, tender: TenderId): void {
  const stop = replica.store.subscribe(({ questions }) => {
    if (!questions.some((question) => question.tender === tender)) return stop()
    void replica
      .readState(({ payments }) => payments.has(tender))
      .then((isKnown) => {
        if (!isKnown) return
        stop()
        const run = () => sheets.open({ kind: 'questions' })
        say('The provider has told how a payment on the phone ended.', { action: { label: 'Look', run } })
      })
  })
}
