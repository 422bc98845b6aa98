/** What is keyed in at the scale: the weight as it shows, and what of it is the vessel. Pure. */
import { extend, type Minor, type Thousandths } from '../../../core/domain/money.ts'
import type { KeypadKey } from '../../ui/keypad.tsx'
import { quantityOf, typeQuantity } from '../keypad-maths.ts'

export interface Weighing {
  /** Which of the two the keypad writes. */
  readonly into: 'gross' | 'tare'
  readonly gross: string
  readonly tare: string
}

export const NOTHING_WEIGHED: Weighing = { into: 'gross', gross: '', tare: '' }

export const typeWeight = (weighing: Weighing, key: KeypadKey): Weighing => ({
  ...weighing,
  [weighing.into]: typeQuantity(weighing[weighing.into], key),
})

export type Weighed =
  | { readonly kind: 'nothing' | 'tare-too-heavy' }
  | { readonly kind: 'net'; readonly quantity: Thousandths; readonly amountMinor: Minor }

/** The goods alone, and what they cost; a vessel that weighs as much as all of it is named. */
export function weighed({ gross, tare }: Weighing, unitMinor: Minor): Weighed {
  const all = quantityOf(gross) ?? 0
  const vessel = quantityOf(tare) ?? 0
  if (all === 0) return { kind: 'nothing' }
  if (vessel >= all) return { kind: 'tare-too-heavy' }
  const quantity = (all - vessel) as Thousandths
  return { kind: 'net', quantity, amountMinor: extend(unitMinor, quantity) }
}
