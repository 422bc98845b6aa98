/** Digits become amounts and quantities. Pure. */

import { MAX_QUANTITY } from '../../core/domain/cart.ts'
import { MAX_MINOR, type Minor, type Thousandths, toMinor, ZERO } from '../../core/domain/money.ts'
import type { KeypadKey } from '../ui/keypad.tsx'

/** Money grows from its last minor unit: 1, 2, 00 is 12.00. A key that would leave the largest amount does nothing. */
export function typeMoney(amount: Minor, key: KeypadKey): Minor {
  if (key === '.') return amount
  if (key === 'erase') return toMinor(Math.floor(amount / 10))
  const grown = key === '00' ? amount * 100 : amount * 10 + Number(key)
  return grown > MAX_MINOR ? amount : toMinor(grown)
}

/** An amount being keyed in: a suggestion is replaced by the first digit, digits are continued. */
export interface Keyed {
  readonly minor: Minor
  readonly typed: boolean
}

export const NOTHING_KEYED: Keyed = { minor: ZERO, typed: false }

export function typeKeyed({ minor, typed }: Keyed, key: KeypadKey): Keyed {
  return { minor: typeMoney(typed || key === 'erase' ? minor : ZERO, key), typed: true }
}

/** A quantity is text with at most three decimals, so that "0." can be on its way to "0.5". */
export function typeQuantity(text: string, key: KeypadKey): string {
  if (key === 'erase') return text.slice(0, -1)
  if (key === '.') return text.includes('.') ? text : `${text === '' ? '0' : text}.`
  const grown = text === '0' ? key : text + key
  return /^\d{1,5}(?:\.\d{0,3})?$/.test(grown) ? grown : text
}

/** The text as thousandths; null for nothing, for nought and for too many. */
export function quantityOf(text: string): Thousandths | null {
  const match = /^(\d{1,5})(?:\.(\d{0,3}))?$/.exec(text)
  if (!match) return null
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return thousandths > 0 && thousandths <= MAX_QUANTITY ? (thousandths as Thousandths) : null
}

/** Thousandths as the text that `typeQuantity` goes on from: 500 → "0.5". */
export function quantityText(quantity: Thousandths): string {
  return String(quantity / 1000)
}
