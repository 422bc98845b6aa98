/** Carts of which a part is paid: no entry tells of cash that was taken for them until they are sold (rule S20). */
import type { Cart } from '../../../core/domain/cart.ts'
import { type Minor, sum, toMinor } from '../../../core/domain/money.ts'
import type { Replica } from '../../replica/replica.ts'
import { KIND_WORDS } from '../pay/tender-words.ts'
import { isLocked } from './cart-store.ts'

/** All of this device, parked or open in any of its tabs, the oldest first. */
export async function partPaidCarts({ deps: { journal } }: Replica): Promise<readonly Cart[]> {
  const rows = await journal.carts.toArray()
  return rows
    .filter(({ cart }) => isLocked(cart))
    .sort((a, b) => a.parkedAt - b.parkedAt)
    .map(({ cart }) => cart)
}

/** What a cart is called in a list. */
export const cartName = ({ label, lines }: Cart): string => label || lines[0]?.name || 'Cart'

/** What is paid of it; below nought what was given back. */
export const paidMinorOf = ({ tenders = [] }: Cart): Minor => sum(tenders.map((part) => part.amountMinor))

/** What is paid of how much, and by what; null where nothing is. `money` writes an amount out. */
export function partPaidText(cart: Cart, totalMinor: Minor, money: (minor: Minor) => string): string | null {
  const { tenders = [] } = cart
  if (tenders.length === 0) return null
  const amount = (minor: Minor) => money(toMinor(Math.abs(minor)))
  const parts = tenders.map(({ kind, amountMinor }) => `${KIND_WORDS[kind]} ${amount(amountMinor)}`)
  const deed = totalMinor < 0 ? 'given back' : 'paid'
  return `${amount(paidMinorOf(cart))} of ${amount(totalMinor)} is ${deed}: ${parts.join(', ')}`
}
