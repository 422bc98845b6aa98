/** What is looked at once more when somebody presses Charge. No React. */
import { discountsOverLimit, type OverLimit } from '../../../core/domain/discount-check.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import { sum } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { mayDo } from '../../../core/domain/staff.ts'
import { priceRules } from '../../replica/price-rules.ts'
import type { TillModel, withPermission } from '../till-model.ts'
import { isLocked } from './cart-store.ts'
import { priceByRules } from './price-by-rules.ts'

/**
 * Prices the cart by all rules and goes on to the money; a discount that has come to be above the limit, because goods
 * were taken out after it was given, needs somebody with the permission first (rule M41).
 */
export function beforeCharge(till: TillModel, ask: typeof withPermission, goOn: () => void): void {
  priceByRules(till)
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
  if (!views.location || isLocked(cart) || cart.frozen) return []
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
