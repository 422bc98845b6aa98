/** Decisions in a person's words: what happened, what is safe, and what can be done about it. Pure. */
import type { DeviceId, VariantId } from '../domain/ids.ts'
import type { Minor, Thousandths } from '../domain/money.ts'
import type { Decision, DecisionKind } from './decision.ts'
import { MONEY_WORDS } from './money-decision-words.ts'

/** What a decision is settled by; written into `decision-made` and kept readable for ever. */
export const DECISION_ACTIONS = [
  'seen',
  'accept',
  'count',
  'set-to-nought',
  'void-sale',
  'take-price',
  'add-product',
  'count-second',
] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

/** A ready answer. `asks`: a number must be given with it. */
export interface ReadyAction {
  readonly action: DecisionAction
  readonly label: string
  readonly asks?: 'count'
}

/** How ids and figures are written for the reader. */
export interface WordsContext {
  readonly device: (id: DeviceId) => string
  readonly product: (id: VariantId) => string
  readonly money: (amount: Minor) => string
  readonly quantity: (quantity: Thousandths) => string
}

export interface DecisionWords {
  readonly title: string
  /** What happened and what is safe. */
  readonly story: string
}

/** What a decision says. */
export function decisionWords(decision: Decision, context: WordsContext): DecisionWords {
  return WORDS[decision.kind](speakOf(decision, context))
}

/** What can be done about it, the usual answer first. */
export const decisionActions = ({ kind }: Pick<Decision, 'kind'>): readonly ReadyAction[] => ACTIONS[kind]

/** How a settled decision was settled: an action of another build is shown as it is. */
export function settledWords(action: string): string {
  return Object.hasOwn(SETTLED, action) ? SETTLED[action as DecisionAction] : action
}

/** What the kind is called in a list of kinds. */
export function decisionKindWords(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as DecisionKind] : kind
}

const KINDS: Readonly<Record<DecisionKind, string>> = {
  oversold: 'Oversold',
  override: 'Sold beyond the cap',
  'unknown-product': 'Unknown products',
  'price-differs': 'Prices that differ',
  'chain-broken': 'Broken chains',
  forked: 'Two entries in one place',
  'rolled-back': 'Storage set back',
  'clock-off': 'Clocks',
  quarantined: 'Unreadable entries',
  'duplicate-receipt': 'Receipt numbers used twice',
  'same-sale-twice': 'Sales that came twice',
  'late-after-close': 'Late after a close',
  'lease-reclaimed': 'Late after a reclaim',
  'lease-unknown': 'Unknown leases',
  'revoked-device': 'From removed devices',
  restored: 'Restored backups',
  relayed: 'Brought by others',
  'figures-do-not-add-up': 'Figures that do not add up',
  'blind-return': 'Returns without a receipt',
  'over-returned': 'More came back than was sold',
  'voucher-overdrawn': 'Vouchers used twice',
  'voucher-issued-twice': 'Vouchers issued twice',
  'voucher-unknown': 'Vouchers without a sale',
  'voucher-expired': 'Expired vouchers',
  'coupon-overused': 'Coupons used too often',
  'account-over-limit': 'Accounts over their limit',
  'transfer-failed': 'Transfers that never came',
  'payment-unclaimed': 'Payments without a sale',
  'payment-refunded': 'Given back by the provider',
  'payment-differs': 'Paid online with another amount',
  'payment-missing': 'Payments that no provider tells of',
}

const SETTLED: Readonly<Record<DecisionAction, string>> = {
  seen: 'Seen',
  accept: 'Left as it is',
  count: 'Counted',
  'set-to-nought': 'Count set to nought',
  'void-sale': 'Sale voided',
  'take-price': 'Receipt’s price taken into the catalogue',
  'add-product': 'Added to the catalogue',
  'count-second': 'Both happened: the second is counted too',
}

const SEEN: ReadyAction = { action: 'seen', label: 'I have seen it' }
const ACCEPT: ReadyAction = { action: 'accept', label: 'Leave it as it is' }
const BORNE: ReadyAction = { action: 'accept', label: 'Bear the loss' }
const VOID: ReadyAction = { action: 'void-sale', label: 'Void this sale' }

const ACTIONS: Readonly<Record<DecisionKind, readonly ReadyAction[]>> = {
  oversold: [
    { action: 'count', label: 'Count it now', asks: 'count' },
    { action: 'set-to-nought', label: 'Set it to nought' },
  ],
  override: [ACCEPT, VOID],
  'unknown-product': [{ action: 'add-product', label: 'Add it to the catalogue' }, ACCEPT],
  'price-differs': [
    { action: 'accept', label: 'Accept the receipt’s price' },
    { action: 'take-price', label: 'Make it the catalogue’s price' },
  ],
  'chain-broken': [SEEN],
  forked: [SEEN],
  'rolled-back': [SEEN],
  'clock-off': [{ action: 'seen', label: 'The clock is set right' }],
  quarantined: [{ action: 'seen', label: 'It is settled' }],
  'duplicate-receipt': [{ action: 'accept', label: 'Two different sales' }, VOID],
  'same-sale-twice': [
    { action: 'accept', label: 'It happened once' },
    { action: 'count-second', label: 'Both happened' },
  ],
  'late-after-close': [ACCEPT],
  'lease-reclaimed': [ACCEPT],
  'lease-unknown': [SEEN],
  'revoked-device': [ACCEPT],
  restored: [SEEN],
  relayed: [SEEN],
  'figures-do-not-add-up': [ACCEPT, VOID],
  'blind-return': [{ action: 'seen', label: 'It is in order' }, VOID],
  'over-returned': [ACCEPT, { action: 'void-sale', label: 'Void the return' }],
  'voucher-overdrawn': [BORNE, VOID],
  'voucher-issued-twice': [ACCEPT, VOID],
  'voucher-unknown': [BORNE, VOID],
  'voucher-expired': [ACCEPT, VOID],
  'coupon-overused': [ACCEPT],
  'account-over-limit': [{ action: 'seen', label: 'It is agreed with them' }],
  'transfer-failed': [BORNE, VOID],
  'payment-unclaimed': [{ action: 'seen', label: 'It is settled' }],
  'payment-refunded': [{ action: 'seen', label: 'It is settled' }],
  'payment-differs': [{ action: 'seen', label: 'It is settled' }, VOID],
  'payment-missing': [BORNE, VOID],
}

/** The parts of a sentence about one decision. */
export interface Speech {
  readonly till: string
  /** "sale A-000017", or the place in the journal where no receipt is known. */
  readonly what: string
  readonly product: string
  readonly pieces: string
  readonly decision: Decision
  readonly context: WordsContext
}

function speakOf(decision: Decision, context: WordsContext): Speech {
  const { receipt, seq, variant, quantity } = decision
  return {
    till: context.device(decision.device),
    what: receipt === '' ? `entry ${seq}` : `sale ${receipt}`,
    product: variant === null ? 'something' : context.product(variant),
    pieces: quantity === null ? '' : context.quantity(quantity),
    decision,
    context,
  }
}

/** How one kind of decision is told. */
export type Tell = (speech: Speech) => DecisionWords

const WORDS: Readonly<Record<DecisionKind, Tell>> = {
  oversold: ({ product, pieces }) => ({
    title: `${product} oversold by ${pieces}`,
    story: `${pieces === '1' ? 'One more was sold than there was' : `${pieces} more were sold than there were`}. What is sold stays sold: count what is there now.`,
  }),
  override: ({ product, pieces, till, what }) => ({
    title: `${product}: ${pieces} sold beyond the cap`,
    story: `${till} sold it without a lease, in ${what}. The sale stands.`,
  }),
  'unknown-product': ({ product, till, what }) => ({
    title: product === 'something' ? 'A product that nobody knows was sold' : `${product} is not known here`,
    story: `${till} sold it in ${what}. The sale stands with the name and price on its receipt.`,
  }),
  'price-differs': tellPrice,
  'chain-broken': ({ till, what }) => ({
    title: `${till}: ${what} does not follow from the one before it`,
    story: 'It is kept and counted. A device whose journal was changed by hand or copied does this.',
  }),
  forked: ({ till, what }) => ({
    title: `${till} wrote two different things in one place`,
    story: `Both are kept, the first (${what}) counts. An old copy of that device’s storage does this: pair it anew under Devices.`,
  }),
  'rolled-back': ({ till }) => ({
    title: `${till}’s storage was set back`,
    story:
      'It knows less of its own journal than the endpoint holds. Nothing is lost; replace it under Devices, so that its new sales get places of their own.',
  }),
  'clock-off': ({ till, decision }) => ({
    title: `${till}’s clock is ${clockWords(decision.detail)}`,
    story:
      'Times on its receipts are wrong by as much. Order, stock and acceptance do not ask any clock: nothing else is touched.',
  }),
  quarantined: ({ till, what }) => ({
    title: `${till}: ${what} cannot be read`,
    story: 'The endpoint keeps its bytes whole and counts nothing of it. All entries around it are fine.',
  }),
  'duplicate-receipt': ({ till, what }) => ({
    title: `The number of ${what} stands on another sale too`,
    story: `This one is from ${till}. Both are counted: void it if one sale was rung up twice.`,
  }),
  'same-sale-twice': ({ till, what }) => ({
    title: `${what[0]?.toUpperCase()}${what.slice(1)} came twice`,
    story: `${till} brought one deed a second time. It is counted once.`,
  }),
  'late-after-close': ({ till, what }) => ({
    title: `${till}: ${what} came after its shift was closed`,
    story: 'It is counted. The figures of that close were made without it.',
  }),
  'lease-reclaimed': ({ till, what, product, pieces }) => ({
    title: `${till} sold ${pieces} ${product} after its lease was taken back`,
    story: `The sale stands (${what}). Those pieces may have been promised to somebody else.`,
  }),
  'lease-unknown': ({ till, product, pieces }) => ({
    title: `${till} holds ${pieces} ${product} that were never granted here`,
    story:
      'The endpoint that granted them was restored from a backup, or the lease was made up. It is counted as held.',
  }),
  'revoked-device': ({ till, what, decision }) => ({
    title: `${till} was removed and still brought ${WRITTEN[decision.detail] ?? what}`,
    story: 'It is kept and counted. Look whether it happened here.',
  }),
  restored: () => ({
    title: 'The endpoint came back from a backup',
    story:
      'The devices hand over again what the backup lacked. Capped stock is granted again when all are back.',
  }),
  relayed: ({ till }) => ({
    title: `Entries of ${till} were brought by another device`,
    story: 'They are kept as that device wrote them and counted once.',
  }),
  'figures-do-not-add-up': ({ till, what }) => ({
    title: `${till}: ${what} does not add up`,
    story: 'Lines, tax, total and payments of this sale disagree. It is kept and counted by its total.',
  }),
  ...MONEY_WORDS,
}

/** "4 min ahead", "3 days behind": the endpoint tells it in signed minutes. */
function clockWords(detail: string): string {
  const minutes = Number(/^(-?\d+) min$/.exec(detail)?.[1])
  if (!Number.isFinite(minutes)) return 'far off'
  const far = Math.abs(minutes)
  const [size, unit] =
    far < 120 ? [far, 'min'] : far < 2880 ? [Math.round(far / 60), 'h'] : [Math.round(far / 1440), 'days']
  return `${size} ${unit} ${minutes < 0 ? 'behind' : 'ahead'}`
}

const WRITTEN: Readonly<Record<string, string>> = {
  settings: 'a change of settings',
  'stock-counted': 'a count',
  'stock-received': 'goods received',
  void: 'a void',
}

const PRICES = /^(.*): (\d+) instead of (\d+|no price)$/s

/** The endpoint's detail names the product and both prices in minor units. */
function tellPrice({ till, what, decision, product, context }: Speech): DecisionWords {
  const [, name = product, sold, set] = PRICES.exec(decision.detail) ?? []
  const price = (text: string | undefined) =>
    text === undefined || text === 'no price' ? 'no price' : context.money(Number(text) as Minor)
  return {
    title: sold === undefined ? `${name} at another price` : `${name} sold at ${price(sold)}`,
    story: `${till}, ${what}: the catalogue said ${price(set)} before that. What the customer paid stands.`,
  }
}

/** The unit price that a `price-differs` speaks of; null where its detail is another build's. */
export function soldPrice({ detail }: Pick<Decision, 'detail'>): Minor | null {
  const sold = PRICES.exec(detail)?.[2]
  return sold === undefined ? null : (Number(sold) as Minor)
}
