/** Answering a question that a crash left open: a card terminal, or a customer's phone, was asked. No React. */
import type { Cart } from '../../../core/domain/cart.ts'
import { partsOfCart, withPrice } from '../../../core/domain/frozen-price.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { TenderQuestion } from '../../../core/journal/state.ts'
import { ok, type Result } from '../../../core/result.ts'
import { dropCart, keepCart, parkedCarts } from '../../replica/carts.ts'
import { approveCard, declineCard, type RecordedSale } from '../../replica/deeds.ts'
import { priceNow } from '../../replica/price-rules.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { type OnlinePaid, onlineTender } from '../pay/online-paid.ts'
import { closesWith, leftOf } from '../pay/parts.ts'
import { recordCharged, thawPrice } from '../pay/pay-deeds.ts'
import { staffNow, type TillModel } from '../till-model.ts'

/**
 * The cart that was being paid: what was asked closes its sale; it is a part of it; the part stands in it already, and
 * only its answer was lost; or there is no cart that it fits any more.
 */
export type CartOfQuestion =
  | { readonly kind: 'closes'; readonly priced: PricedCart; readonly isOpen: boolean }
  | { readonly kind: 'part'; readonly cart: Cart; readonly isOpen: boolean }
  | { readonly kind: 'taken' }
  | { readonly kind: 'gone' }

export async function cartOfQuestion(till: TillModel, question: TenderQuestion): Promise<CartOfQuestion> {
  const open = till.carts.getState().cart
  const parked = await parkedCarts(till.app.replica).catch(() => [])
  const isOpen = open.id === question.sale
  const cart = isOpen ? open : parked.find(({ id }) => id === question.sale)?.cart
  if (!cart) return { kind: 'gone' }
  if (cart.tenders?.some(({ id }) => id === question.tender)) return { kind: 'taken' }
  const { replica } = till.app
  const priced = priceNow(replica.store.getState(), cart, replica.deps.now())
  const leftMinor = leftOf(priced)
  if (leftMinor === question.amountMinor) return { kind: 'closes', priced, isOpen }
  // A part is smaller than what is left, in the same direction; of anything else the price has changed meanwhile.
  const isPart = leftMinor > 0 === question.amountMinor > 0 && !closesWith(question, leftMinor)
  return isPart ? { kind: 'part', cart: withPrice(priced), isOpen } : { kind: 'gone' }
}

/** What somebody or a provider says; the reference is empty and no amount is told of a card. */
export interface Answer extends OnlinePaid {
  readonly approved: boolean
}

/** What a person says of a card terminal, which tells this till nothing itself. */
export const saidOf = (approved: boolean): Answer => ({ approved, reference: '', amountMinor: null })

/** What an answer has come to: a sale, or a part of one that waits for the others, or only the answer itself. */
export type Answered =
  | { readonly kind: 'sale'; readonly recorded: RecordedSale }
  | { readonly kind: 'part' | 'noted' }

/**
 * Approved records the sale, or keeps the part with its cart; without one, only the outcome. Where less was paid than
 * was asked, what was paid is a part and the cart stays, with the rest still due (rule M36).
 */
export async function answerQuestion(
  till: TillModel,
  question: TenderQuestion,
  found: CartOfQuestion,
  answer: Answer,
): Promise<Result<Answered, StorageFailure>> {
  const { replica } = till.app
  const staff = staffNow(till.app)?.id ?? null
  const note = async (
    approved: boolean,
    kind: 'part' | 'noted',
  ): Promise<Result<Answered, StorageFailure>> => {
    const written = await (approved ? approveCard : declineCard)(replica, question.tender, staff)
    return written.ok ? ok({ kind }) : written
  }
  if (!answer.approved) {
    const noted = await note(false, 'noted')
    if (noted.ok && till.carts.getState().cart.id === question.sale) thawPrice(till)
    return noted
  }
  const tender = tenderOf(question, answer)
  const place = placeFor(found, tender)
  switch (place.kind) {
    case 'closes': {
      const recorded = await recordCharged(till, place.priced, tender)
      if (!recorded.ok) return recorded
      await dropCart(replica, place.priced.cart.id)
      return ok({ kind: 'sale', recorded: recorded.value })
    }
    case 'part': {
      const kept = await keepWith(till, place, tender)
      return kept.ok ? note(true, 'part') : kept
    }
    default:
      return note(true, 'noted')
  }
}

/** What was asked would have closed the sale; what was paid is perhaps only a part of it. */
function placeFor(found: CartOfQuestion, tender: AskedTender): CartOfQuestion {
  if (found.kind !== 'closes' || closesWith(tender, leftOf(found.priced))) return found
  return { kind: 'part', cart: withPrice(found.priced), isOpen: found.isOpen }
}

/** The part is kept with its cart before its answer is written, as in `keepPart`; the cart may be a parked one. */
async function keepWith(
  { app, carts }: TillModel,
  { cart, isOpen }: Extract<CartOfQuestion, { kind: 'part' }>,
  tender: Tender,
): Promise<Result<unknown, StorageFailure>> {
  const fields = partsOfCart(cart, [...(cart.tenders ?? []), tender])
  const kept = await keepCart(app.replica, { ...cart, ...fields }, isOpen ? 'open' : 'parked')
  if (kept.ok && isOpen) carts.dispatch({ type: 'set', fields })
  return kept
}

export type AskedTender = Extract<Tender, { kind: 'card' | 'online' }>

function tenderOf({ tender: id, amountMinor, kind }: TenderQuestion, answer: Answer): AskedTender {
  return kind === 'card'
    ? { kind, id, amountMinor, last4: '', reference: '' }
    : onlineTender(id, { amountMinor }, answer)
}
