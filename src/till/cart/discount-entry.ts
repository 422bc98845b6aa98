/** What is keyed in on the discount sheet, and what it comes to. Pure. */
import type { ShareOrAmount } from '../../../core/domain/discount-check.ts'
import type { Ppm } from '../../../core/domain/money.ts'
import type { KeypadKey } from '../../ui/keypad.tsx'
import {
  type Keyed,
  NOTHING_KEYED,
  quantityOf,
  quantityText,
  typeKeyed,
  typeQuantity,
} from '../keypad-maths.ts'

/** Both are kept, so that looking at the other one loses nothing. */
export interface DiscountEntry {
  readonly by: 'percent' | 'amount'
  /** "12.5", as it is being typed. */
  readonly percent: { readonly text: string; readonly typed: boolean }
  readonly amount: Keyed
}

/** Parts per million in a thousandth of a percent. */
const PPM_PER_THOUSANDTH = 10

export function entryOf(given: ShareOrAmount | undefined): DiscountEntry {
  const shown = given?.ppm == null ? '' : quantityText((given.ppm / PPM_PER_THOUSANDTH) as never)
  return {
    by: given && given.ppm === null ? 'amount' : 'percent',
    percent: { text: shown, typed: false },
    amount: given && given.ppm === null ? { minor: given.amountMinor, typed: false } : NOTHING_KEYED,
  }
}

/** A preset, replaced by the first digit that is typed. */
export const presetEntry = (entry: DiscountEntry, ppm: Ppm): DiscountEntry => ({
  ...entry,
  percent: entryOf({ ppm, amountMinor: null }).percent,
})

export function typeEntry(entry: DiscountEntry, key: KeypadKey): DiscountEntry {
  const { by, percent, amount } = entry
  if (by === 'amount') return { ...entry, amount: typeKeyed(amount, key) }
  const before = percent.typed || key === 'erase' ? percent.text : ''
  return { ...entry, percent: { text: typeQuantity(before, key), typed: true } }
}

/** Null while nothing, or nought, has been keyed in. */
export function givenOf({ by, percent, amount }: DiscountEntry): ShareOrAmount | null {
  if (by === 'amount') return amount.minor === 0 ? null : { ppm: null, amountMinor: amount.minor }
  const thousandths = quantityOf(percent.text)
  return thousandths === null ? null : { ppm: (thousandths * PPM_PER_THOUSANDTH) as Ppm, amountMinor: null }
}
