/** What of a voucher may be used, and the line by which a single-purpose one comes back. No React. */
import type { VoucherCode } from '../../../core/domain/ids.ts'
import { type Minor, subtract, sum, toMinor, ZERO } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import { redeemable } from '../../../core/domain/redemption.ts'
import type { LineItem, Sale } from '../../../core/domain/sale.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { readSale } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'
import type { VoucherStanding } from '../../replica/standings.ts'

/** What sold a single-purpose voucher, and how prices were written then. */
export type IssuingLine = LineItem & Pick<Sale, 'taxMode'>

/** The line that sold a single-purpose voucher: what comes back has its rate. Null where this device lacks the sale. */
export async function issuingLine(
  replica: Replica,
  { code, issued }: VoucherStanding,
): Promise<IssuingLine | null> {
  const recorded = await readSale(replica, issued.sale)
  const isIssue = ({ voucher, quantity }: LineItem) => voucher?.code === code && quantity > 0
  const line = recorded?.sale.lines.find(isIssue)
  return recorded && line ? { ...line, taxMode: recorded.sale.taxMode } : null
}

/** Its worth is written with its tax or without: by the other way it would be worth more or less than was paid. */
export const OTHER_MODE_VOUCHER =
  'This voucher was sold when prices were written the other way, with or without tax. Take its worth off as a discount with a reason, and keep its paper.'

export interface VoucherQuestion {
  readonly code: VoucherCode
  /** null: nobody that this device has heard of has issued it. */
  readonly standing: VoucherStanding | null
  /** The receipt of the void sale that issued it, where no other has. */
  readonly voidedBy?: string | null
  /** What is to be paid now. */
  readonly dueMinor: Minor
  readonly parts: readonly Tender[]
  /** So much of one voucher this till takes while it is cut off; null: it is not. */
  readonly offlineMinor: Minor | null
}

/** What of a voucher pays the due, and why it is no more. */
export interface VoucherUse {
  readonly amountMinor: Minor
  /** What is on it for this payment: its balance less what the same sale takes already; nought where that is not known. */
  readonly heldMinor: Minor
  /** What is left on it behind this. */
  readonly restMinor: Minor
  /** What else limits it than the due. `used-here`: the same sale takes all of it. */
  readonly limit: 'none' | 'balance' | 'used-up' | 'used-here' | 'no-goods' | 'offline' | 'unknown' | 'void'
}

/**
 * How much a voucher pays (rule S24): what is due, what is left on it, and while the till is cut off no more than the
 * location lets one device take. One that nobody knows here is taken only while cut off: it may be new.
 */
export function voucherUse(question: VoucherQuestion): VoucherUse {
  const { code, standing, dueMinor, parts, offlineMinor } = question
  const usedMinor = usedHere(parts, code)
  const isKnown = standing !== null
  const heldMinor = isKnown ? subtract(standing.balanceMinor, usedMinor) : ZERO
  const nothing = { amountMinor: ZERO, heldMinor, restMinor: ZERO }
  if (!isKnown && question.voidedBy) return { ...nothing, limit: 'void' }
  if (!isKnown && offlineMinor === null) return { ...nothing, limit: 'unknown' }
  if (isKnown && heldMinor <= 0) return { ...nothing, limit: usedUpBy(standing) }
  const atMost = Math.max(0, offlineMinor === null ? Number.POSITIVE_INFINITY : offlineMinor - usedMinor)
  const holds = isKnown ? heldMinor : Number.POSITIVE_INFINITY
  const amountMinor = toMinor(Math.min(dueMinor, holds, atMost))
  const restMinor = isKnown ? subtract(heldMinor, amountMinor) : ZERO
  const use = { amountMinor, heldMinor, restMinor }
  if (amountMinor === dueMinor) return { ...use, limit: 'none' }
  return { ...use, limit: amountMinor === holds ? 'balance' : 'offline' }
}

/** Other sales have used it up, or the same one takes what they left. */
const usedUpBy = ({ balanceMinor }: Pick<VoucherStanding, 'balanceMinor'>) =>
  balanceMinor > 0 ? 'used-here' : 'used-up'

const usedHere = (parts: readonly Tender[], code: VoucherCode): Minor =>
  sum(
    parts.flatMap((part) =>
      (part.kind === 'voucher' || part.kind === 'store-credit') && part.voucher === code
        ? [part.amountMinor]
        : [],
    ),
  )

/**
 * What a single-purpose voucher pays of the cart: goods of its own rate, never more than they come to, nor than one
 * device may take of it while it is cut off.
 */
export function singlePurposeUse(
  { balanceMinor, code }: VoucherStanding,
  { taxRate }: Pick<LineItem, 'taxRate'>,
  { priced, offlineMinor }: { readonly priced: PricedCart } & Pick<VoucherQuestion, 'offlineMinor'>,
): VoucherUse {
  const own = priced.lines.filter(({ voucher, quantity }) => voucher?.code === code && quantity < 0)
  const usedMinor = toMinor(-sum(own.map(({ amountMinor }) => amountMinor)))
  const heldMinor = subtract(balanceMinor, usedMinor)
  const dueMinor = Math.min(redeemable(priced, taxRate), heldMinor)
  const atMost = offlineMinor === null ? dueMinor : Math.min(dueMinor, offlineMinor - usedMinor)
  const amountMinor = toMinor(Math.max(0, atMost))
  const use = { amountMinor, heldMinor, restMinor: subtract(heldMinor, amountMinor) }
  if (heldMinor <= 0) return { ...use, limit: usedUpBy({ balanceMinor }) }
  if (amountMinor < dueMinor) return { ...use, limit: 'offline' }
  return { ...use, limit: amountMinor > 0 ? 'none' : 'no-goods' }
}
