/** What is done by hand before a sale is void, and what becomes of the rest by itself. Pure. */

import { type Minor, toMinor } from '../../../core/domain/money.ts'
import { isRedemption } from '../../../core/domain/redemption.ts'
import { isRefund, type LineItem, type Sale } from '../../../core/domain/sale.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'

type Voided = Pick<Sale, 'tenders' | 'lines'>

/** `money` writes an amount out. */
export function voidWords(sale: Voided, money: (minor: Minor) => string): readonly string[] {
  const back = byHand(sale.tenders, (amountMinor) => amountMinor > 0, money)
  const again = byHand(sale.tenders, (amountMinor) => amountMinor < 0, money)
  return [
    ...(back.length > 0 ? [`First give back ${listed(back)}.`] : []),
    ...(again.length > 0 ? [`First take ${listed(again)} from the customer: the money comes back in.`] : []),
    ...sale.tenders.flatMap((tender) => byItself(tender, money)),
    ...sale.lines.flatMap((line) => vouchersOf(line, money)),
    goodsWords(sale),
  ]
}

/** The money that somebody moves, by each means, in the order of the sale. */
function byHand(
  tenders: readonly Tender[],
  goes: (amountMinor: Minor) => boolean,
  money: (minor: Minor) => string,
): readonly string[] {
  const byWay = new Map<string, number>()
  for (const tender of tenders) {
    const way = wayOf(tender)
    if (way === null || !goes(tender.amountMinor)) continue
    byWay.set(way, (byWay.get(way) ?? 0) + Math.abs(tender.amountMinor))
  }
  return [...byWay].map(([way, amountMinor]) => `${money(toMinor(amountMinor))} ${way}`)
}

/** null where nobody moves any money. */
function wayOf(tender: Tender): string | null {
  switch (tender.kind) {
    case 'cash':
      return 'in cash'
    case 'card':
      return tender.last4 === '' ? 'on the card' : `on card •••• ${tender.last4}`
    case 'transfer':
      return `by transfer (${tender.reference}), if it has come`
    case 'online':
      return 'in the payment provider’s own pages'
    default:
      return null
  }
}

/** What is written with the sale goes with it. */
function byItself(tender: Tender, money: (minor: Minor) => string): readonly string[] {
  const { amountMinor } = tender
  const amount = money(toMinor(Math.abs(amountMinor)))
  switch (tender.kind) {
    case 'voucher':
    case 'store-credit': {
      const code = groupVoucherCode(tender.voucher)
      return [
        amountMinor > 0
          ? `Voucher ${code} has its ${amount} again.`
          : `Store credit ${code} is worth nothing then: ask for it back.`,
      ]
    }
    case 'house-account':
      return [`${tender.name} owes ${amount} ${amountMinor > 0 ? 'less' : 'more'}.`]
    default:
      return []
  }
}

/** A voucher that the sale sold, or that paid for certain goods. */
function vouchersOf(line: LineItem, money: (minor: Minor) => string): readonly string[] {
  if (!line.voucher || line.returned) return []
  const code = groupVoucherCode(line.voucher.code)
  if (isRedemption(line)) return [`Voucher ${code} has its ${money(toMinor(-line.amountMinor))} again.`]
  return [`Voucher ${code} is worth nothing then: ask for it back.`]
}

function goodsWords(sale: Voided): string {
  if (isRefund(sale))
    return 'The refund stays in the journal, marked as void; the goods that came back go out again.'
  const isExchange = sale.lines.some(({ returned }) => returned)
  const back = isExchange ? ', and those that came back go out again' : ''
  return `The sale stays in the journal, marked as void; its goods return to stock${back}.`
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
