/** What decisions about vouchers, returns, coupons, accounts and payments say. Pure. */
import { toMinor } from '../domain/money.ts'
import { groupVoucherCode } from '../domain/voucher-code.ts'
import type { DecisionKind } from './decision.ts'
import type { Speech, Tell } from './decision-words.ts'

type MoneyKind = Extract<
  DecisionKind,
  | 'blind-return'
  | 'over-returned'
  | 'coupon-overused'
  | 'account-over-limit'
  | 'transfer-failed'
  | `voucher-${string}`
  | `payment-${string}`
>

const worth = ({ decision, context }: Speech): string =>
  decision.amountMinor === null ? 'an amount' : context.money(decision.amountMinor)

const voucher = ({ decision }: Speech): string => `Voucher ${groupVoucherCode(decision.detail)}`

/** "It was last used in sale A-000017 on Till A." */
const lastUse = ({ decision, what, till }: Speech): string =>
  decision.receipt === '' ? '' : ` It was last used in ${what} on ${till}.`

export const MONEY_WORDS: Readonly<Record<MoneyKind, Tell>> = {
  'blind-return': (speech) => ({
    title: `${speech.till} took goods back without a receipt: ${worth(speech)}`,
    story: `It stands in ${speech.what}. The goods are in stock again if they were put back. Look who allowed it.`,
  }),
  'over-returned': tellOverReturned,
  'voucher-overdrawn': (speech) => ({
    title: `${voucher(speech)} paid ${worth(speech)} more than it was worth`,
    story: `It was used twice, by tills that did not know of each other.${lastUse(speech)} Those sales stand; the voucher is used up and taken nowhere any more.`,
  }),
  'voucher-issued-twice': (speech) => ({
    title: `${voucher(speech)} was issued more than once`,
    story: `Its code stands on several sales, the last on ${speech.what} of ${speech.till}. All of them count towards its balance. Void the sale that did not happen, or leave it.`,
  }),
  'voucher-unknown': tellUnknownVoucher,
  'voucher-expired': (speech) => ({
    title: `${voucher(speech)} paid ${worth(speech)} after it had expired`,
    story: `${speech.till} took it in ${speech.what}, by that till’s clock. The sale stands and the voucher’s balance is right.`,
  }),
  'coupon-overused': ({ decision, pieces }) => ({
    title: `Coupon ${decision.detail} was used ${pieces === '1' ? 'once' : `${pieces} times`} too often`,
    story:
      'Tills that were cut off took it without knowing of each other. Those sales stand. Switch the coupon off if it must not be used again.',
  }),
  'account-over-limit': (speech) => ({
    title: `${speech.decision.detail === '' ? 'A house account' : speech.decision.detail} is ${worth(speech)} over its limit`,
    story:
      'Somebody allowed it, or tills that were cut off wrote on it at the same time. What is owed stands: ask for a payment, or raise the limit.',
  }),
  'transfer-failed': (speech) => ({
    title: `The transfer of ${worth(speech)} for ${speech.what} never came`,
    story: `The goods are gone and the sale stands unpaid. Ask the customer${noteOf(speech)}, bear the loss, or void the sale if the goods came back.`,
  }),
  'payment-unclaimed': (speech) => ({
    title: `A customer paid ${worth(speech)} online, and no sale tells of it`,
    story: `The money is with the provider (${speech.decision.detail}). Ring the goods up if the customer has them; otherwise give the money back at the provider.`,
  }),
  'payment-refunded': (speech) => ({
    title: `The provider gave ${worth(speech)} back for ${speech.what}, and no refund tells of it`,
    story:
      'The sale stands at its full price here. Write the refund at a till if goods came back, so that the books agree with the money.',
  }),
  'payment-differs': (speech) => ({
    title: `A customer paid ${differenceOf(speech)} online than ${speech.what} says`,
    story: `The sale stands as it was recorded, and the provider told another amount (${speech.decision.detail}). Look at the provider what came, and ask for the rest or give back what is too much there.`,
  }),
  'payment-missing': (speech) => ({
    title: `No provider tells of the ${worth(speech)} that ${speech.what} says was paid online`,
    story: `The endpoint, to which the provider speaks, knows nothing of that payment. If its journal has not come here yet, this goes away. Otherwise look at the provider${noteOf(speech)}: if the money is not there, the goods are gone unpaid.`,
  }),
}

/** Above nought the customer paid less than the sale says. */
const differenceOf = ({ decision: { amountMinor }, context }: Speech): string => {
  if (amountMinor === null) return 'another amount'
  return `${context.money(toMinor(Math.abs(amountMinor)))} ${amountMinor < 0 ? 'more' : 'less'}`
}

const noteOf = ({ decision }: Speech): string => (decision.detail === '' ? '' : ` (${decision.detail})`)

/** The detail says of which sale; the decision's own place is the return's. */
function tellOverReturned(speech: Speech): ReturnType<Tell> {
  const { till, what, decision } = speech
  const [state, receipt = ''] = decision.detail.split(' ')
  const title =
    state === 'void'
      ? `Goods of sale ${receipt} came back, and that sale is void`
      : state === 'unknown'
        ? 'Goods came back of a sale that nobody here knows'
        : `More came back of sale ${receipt} than was sold: ${worth(speech)} too much`
  const story = `${till} took them back in ${what}. The money is paid out and the stock counted. If it happened once, void the return that did not.`
  return { title, story }
}

/** The detail is the voucher's code, and behind it the void sale that had issued it, if there is one. */
function tellUnknownVoucher(speech: Speech): ReturnType<Tell> {
  const { decision } = speech
  const [code = '', isVoid, receipt] = decision.detail.split(' ')
  const paid = `Voucher ${groupVoucherCode(code)} paid ${worth(speech)}`
  if (isVoid === 'void' && receipt !== undefined)
    return {
      title: `${paid}, and sale ${receipt}, which issued it, is void`,
      story: `It was spent and its sale voided all the same: a till that is cut off cannot know of the other.${lastUse(speech)} That sale stands. If the money for the voucher was given back too, it has gone out twice.`,
    }
  return {
    title: `${paid}, and nobody here has issued it`,
    story: `A till that has not been heard of may have: then this goes away when it comes back.${lastUse(speech)} The sale stands. If no till is missing, the voucher was made up.`,
  }
}
