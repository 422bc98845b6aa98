/** A tender in a few words, for lists of the till. Pure. */
import { bringsBack } from '../../../core/domain/cart.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender, TenderKind } from '../../../core/domain/tender.ts'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'

export const KIND_WORDS: Readonly<Record<TenderKind, string>> = {
  cash: 'Cash',
  card: 'Card',
  voucher: 'Voucher',
  'store-credit': 'Store credit',
  'house-account': 'House account',
  'on-the-house': 'On the house',
  transfer: 'Transfer',
  online: 'Paid on the phone',
}

export function tenderLabel(tender: Tender): string {
  const kind = KIND_WORDS[tender.kind]
  switch (tender.kind) {
    case 'card':
      return tender.last4 === '' ? kind : `${kind} •••• ${tender.last4}`
    case 'voucher':
    case 'store-credit':
      return `${kind} ${groupVoucherCode(tender.voucher)}`
    case 'house-account':
      return `${kind}: ${tender.name}`
    case 'transfer':
      return `${kind} ${tender.reference}`
    default:
      return kind
  }
}

/** What somebody does before a part is taken out of the sale again; `amount` is written out. */
export function takeBackWords(tender: Tender, amount: string): string {
  switch (tender.kind) {
    case 'cash':
      return tender.amountMinor < 0
        ? `Put ${amount} back into the drawer.`
        : `Give ${amount} back from the drawer.`
    case 'card':
      return `Reverse ${amount} on the terminal first.`
    case 'online':
      return `Pay ${amount} back in the provider’s own pages: the till cannot.`
    case 'transfer':
      return `If the customer has sent ${amount}, it must be sent back.`
    case 'voucher':
    case 'store-credit':
      return 'The voucher keeps what this part would have taken from it.'
    case 'house-account':
      return 'Nothing is charged to the account.'
    case 'on-the-house':
      return 'This part is to be paid again.'
  }
}

/** Why nobody pays anything now. */
export function nothingDueWords({ cart, lines }: Pick<PricedCart, 'cart' | 'lines'>): string {
  if ((cart.tenders ?? []).length > 0) return 'Nothing is left to pay.'
  return bringsBack(lines)
    ? 'Nobody owes anything: the goods and what comes back are even.'
    : 'Nothing to pay for these goods.'
}
