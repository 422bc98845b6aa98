/** What changes the tax of a whole sale: taking it away, and a customer who pays none. Both concern goods only. */
import { type DraftLine, EXEMPTION, takeOff } from './discount-draft.ts'
import type { TaxRateId } from './ids.ts'
import { type Ppm, ZERO } from './money.ts'
import type { PriceRules } from './price-cart.ts'
import type { TaxRate } from './tax.ts'
import { taxShares } from './tax-share.ts'

export const EXEMPT: TaxRate = { id: 'exempt' as TaxRateId, name: EXEMPTION.label, ppm: 0 as Ppm }

const goodsOf = (drafts: readonly DraftLine[]): readonly DraftLine[] =>
  drafts.filter(({ line }) => line.kind === undefined && line.returned === undefined)

/** Puts the rates of taking away in the place of those of eating in; prices that contain tax stay. */
export function takeAway(drafts: readonly DraftLine[], { takeAwayRates }: PriceRules): void {
  for (const draft of goodsOf(drafts)) draft.taxRate = takeAwayRates.get(draft.taxRate.id) ?? draft.taxRate
}

/** Takes the tax out of prices that contain it, rate by rate, and taxes nothing (rule M19). */
export function exempt(drafts: readonly DraftLine[], { taxMode, taxPolicy }: PriceRules): void {
  const goods = goodsOf(drafts)
  if (taxMode === 'inclusive') {
    const amounts = goods.map(({ taxRate: rate, leftMinor: amountMinor }) => ({ rate, amountMinor }))
    const taxes = taxShares(taxMode, amounts, taxPolicy)
    for (const [index, draft] of goods.entries()) takeOff(draft, taxes[index] ?? ZERO, EXEMPTION)
  }
  for (const draft of goods) draft.taxRate = EXEMPT
}
