import { formatMoment, formatQuantity, formatRate } from './format.ts'
import type { Location } from './location.ts'
import { formatMoney } from './money-text.ts'
import type { LineItem, Sale } from './sale.ts'

/** What a receipt needs besides the sale itself. */
export interface ReceiptContext {
  readonly location: Pick<Location, 'name' | 'address' | 'receiptFooter' | 'zone'>
  readonly staffName: string
  readonly tillName: string
  /** ms since epoch: the label of the deed. */
  readonly at: number
  readonly locale: string
  readonly voided: boolean
}

/** The receipt as plain text, to share or to keep. Lines are for reading, not for a fixed width. */
export function receiptText(sale: Sale, context: ReceiptContext): string {
  const { location, locale } = context
  const money = (amount: Sale['totalMinor']) => formatMoney(amount, sale.currency, locale)
  const head = [
    location.name,
    location.address,
    `Receipt ${sale.receipt}`,
    formatMoment(context.at, location.zone, locale),
  ]
  const void_ = context.voided ? ['VOID: this sale was cancelled'] : []
  const lines = sale.lines.map((line) => lineText(line, sale.currency, locale))
  const taxes = sale.taxes.map(
    (bucket) =>
      `${bucket.name} ${formatRate(bucket.ppm, locale)}: ${money(bucket.taxMinor)} on ${money(bucket.netMinor)}`,
  )
  const tenders = sale.tenders.flatMap((tender) =>
    tender.kind === 'cash'
      ? [`Cash ${money(tender.tenderedMinor)}`, `Change ${money(tender.changeMinor)}`]
      : [
          `Card ${money(tender.amountMinor)}${tender.kind === 'card' && tender.last4 ? ` •••• ${tender.last4}` : ''}`,
        ],
  )
  const served = `Served by ${context.staffName} · ${context.tillName}`
  const sections = [
    [...head, ...void_],
    lines,
    [`Total ${money(sale.totalMinor)}`],
    taxes,
    tenders,
    [served, location.receiptFooter],
  ]
  return sections
    .map((section) => section.filter((line) => line !== '').join('\n'))
    .filter((section) => section !== '')
    .join('\n\n')
}

function lineText(line: LineItem, currency: string, locale: string): string {
  const name = line.variantName === '' ? line.name : `${line.name} (${line.variantName})`
  const note = line.note === '' ? '' : `\n  ${line.note}`
  return `${formatQuantity(line.quantity, locale)} × ${name}  ${formatMoney(line.amountMinor, currency, locale)}${note}`
}
