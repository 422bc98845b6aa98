/** A return without a receipt, as it is being filled in. Pure. */
import type { Location } from '../../../core/domain/location.ts'
import { extend, type Minor, ONE_PIECE, type Thousandths } from '../../../core/domain/money.ts'
import { type BlindFlaw, blindReturn, type ReturnDraft } from '../../../core/domain/refund.ts'
import type { Result } from '../../../core/result.ts'
import { customLine, productLine, type Rates, rateOf } from '../cart/new-line.ts'
import type { BlindSubject } from './blind-return-sheet.tsx'

export interface BlindEntry {
  readonly subject: BlindSubject
  /** What it is, where it is not in the catalogue. */
  readonly name: string
  readonly quantity: Thousandths
  /** What is given back for one. */
  readonly unitMinor: Minor
  readonly restock: boolean
}

/** The catalogue's price of one: no more is given back; null where there is none to compare with. */
export const listPriceOf = (subject: BlindSubject): Minor | null =>
  subject === 'other' ? null : subject.variant.priceMinor

/** The line for the cart, or what is wrong with it. */
export function blindDraft(
  { subject, name, quantity, unitMinor, restock }: BlindEntry,
  rates: Rates,
  { taxMode, taxPolicy }: Pick<Location, 'taxMode' | 'taxPolicy'>,
): Result<ReturnDraft, BlindFlaw> {
  const price = listPriceOf(subject) ?? unitMinor
  const whole =
    subject === 'other'
      ? customLine('', name.trim() || 'Returned goods', price, rateOf(null, rates))
      : productLine({ key: '', ...subject, unitMinor: price, quantity: ONE_PIECE }, rates)
  const { key: _, quantity: __, deposit: ___, ...line } = whole
  const amountMinor = extend(unitMinor, quantity)
  return blindReturn({ line, quantity, amountMinor, restock }, { taxMode, taxPolicy })
}
