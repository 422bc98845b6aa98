/** Answering a card question that a crash left open. No React. */
import { type Cart, priceLines } from '../../../core/domain/cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { TenderQuestion } from '../../../core/journal/state.ts'
import { ok, type Result } from '../../../core/result.ts'
import { dropCart, parkedCarts } from '../../replica/carts.ts'
import { approveCard, declineCard, type RecordedSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { recordCharged } from '../pay/pay-deeds.ts'
import { staffNow, type TillModel } from '../till-model.ts'

/** The cart that was being paid: still there and worth the same, or not. */
export type CartOfQuestion = { readonly kind: 'here'; readonly cart: Cart } | { readonly kind: 'gone' }

export async function cartOfQuestion(till: TillModel, question: TenderQuestion): Promise<CartOfQuestion> {
  const open = till.carts.getState().cart
  const parked = await parkedCarts(till.app.replica).catch(() => [])
  const cart = open.id === question.sale ? open : parked.find(({ id }) => id === question.sale)?.cart
  const mode = till.app.replica.store.getState().location?.taxMode ?? 'inclusive'
  const same = cart && priceLines(mode, cart.lines).totalMinor === question.amountMinor
  return cart && same ? { kind: 'here', cart } : { kind: 'gone' }
}

/** Approved records the sale with its cart; without one, only the outcome. Declined leaves the cart as it is. */
export async function answerQuestion(
  till: TillModel,
  question: TenderQuestion,
  found: CartOfQuestion,
  approved: boolean,
): Promise<Result<RecordedSale | null, StorageFailure>> {
  const { replica } = till.app
  const staff = staffNow(till.app)?.id ?? null
  if (!approved || found.kind === 'gone') {
    const write = approved ? approveCard : declineCard
    const written = await write(replica, question.tender, staff)
    return written.ok ? ok(null) : written
  }
  const recorded = await recordCharged(till, found.cart, tenderOf(question))
  if (recorded.ok) await dropCart(replica, found.cart.id)
  return recorded
}

const tenderOf = ({ tender, amountMinor }: TenderQuestion): Extract<Tender, { kind: 'card' }> => ({
  kind: 'card',
  id: tender,
  amountMinor,
  last4: '',
  reference: '',
})
