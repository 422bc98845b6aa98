/** What is looked at once more when somebody presses Charge. No React. */
import type { Cart } from '../../../core/domain/cart.ts'
import { depositPiecesOut, FREE_PIECES_BACK } from '../../../core/domain/deposit.ts'
import { discountsOverLimit, type OverLimit } from '../../../core/domain/discount-check.ts'
import { lineOfOtherMode } from '../../../core/domain/frozen-price.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import { sum } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { mayDo } from '../../../core/domain/staff.ts'
import { priceRules } from '../../replica/price-rules.ts'
import { say } from '../../ui/toast-store.ts'
import { otherModeText } from '../pay/refusal-text.ts'
import type { TillModel, withPermission } from '../till-model.ts'
import { isLocked } from './cart-store.ts'
import { priceByRules } from './price-by-rules.ts'

/**
 * Prices the cart by all rules and goes on to the money. Somebody with the permission is asked first about a discount
 * that has come to be above the limit, because goods were taken out after it was given (rule M41), and about many cups
 * that come back (rule M44). A line whose amount no longer means what it did is named instead (rule M80).
 */
export function beforeCharge(till: TillModel, ask: typeof withPermission, goOn: () => void): void {
  priceByRules(till)
  const odd = lineOfOtherMode(till.carts.getState().priced)
  if (odd) say(otherModeText(odd.name))
  else askDiscounts(till, ask, () => askCups(till, ask, goOn))
}

/** Nobody sees cups that are said to have come back: many of them are cash for somebody's word. */
function askCups(till: TillModel, ask: typeof withPermission, goOn: () => void): void {
  const { cart, priced } = till.carts.getState()
  const pieces = depositPiecesOut(priced.lines)
  if (pieces <= FREE_PIECES_BACK || isSettled(cart)) goOn()
  else ask(till, 'refund', `The deposit of ${pieces} pieces`, goOn)
}

/** Its price was asked for: what had to be allowed has been. */
const isSettled = (cart: Cart): boolean => isLocked(cart) || cart.frozen !== undefined

function askDiscounts(till: TillModel, ask: typeof withPermission, goOn: () => void): void {
  const over = overLimit(till)
  const { location } = till.app.replica.store.getState()
  if (over.length === 0 || !location) {
    goOn()
    return
  }
  const off = formatMoney(sum(over.map(({ offMinor }) => offMinor)), location.currency, till.app.locale)
  ask(till, 'discount', `A discount of ${off}`, (by) => {
    for (const one of over) allow(till, one, by)
    goOn()
  })
}

function overLimit({ app: { replica }, carts }: TillModel): readonly OverLimit[] {
  const views = replica.store.getState()
  const { cart } = carts.getState()
  if (!views.location || isSettled(cart)) return []
  const roles = new Map(views.staff.map(({ id, role }) => [id, role]))
  return discountsOverLimit(cart, priceRules(views, replica.deps.now()), {
    limit: views.location.discountLimit,
    mayGive: (by) => mayDo((by === null ? undefined : roles.get(by)) ?? 'cashier', 'discount'),
  })
}

function allow({ carts }: TillModel, { place, given }: OverLimit, by: StaffId): void {
  const discount = { ...given, by }
  if (place === null) carts.dispatch({ type: 'set', fields: { discount } })
  else carts.dispatch({ type: 'change', key: place, fields: { discount } })
}
