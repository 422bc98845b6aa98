/** Money that somebody pays into a house account, on the open cart. No React. */
import type { Account } from '../../../core/domain/account.ts'
import type { Cart, CartLine } from '../../../core/domain/cart.ts'
import type { AccountId } from '../../../core/domain/ids.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { type Minor, ONE_PIECE } from '../../../core/domain/money.ts'
import { refusesChange, type TillModel } from '../till-model.ts'

/** The line that pays `amountMinor` into an account: untaxed, and no turnover. */
export const payInLine = (key: string, { id, name }: Account, amountMinor: Minor): CartLine => ({
  key,
  ...{ product: null, variant: null, name, variantName: '', sku: null, note: '' },
  ...{ quantity: ONE_PIECE, unitMinor: amountMinor, listMinor: null, taxRate: NO_TAX },
  kind: 'account',
  account: id,
})

/** Puts it into the cart; false where that may not change, which the person has heard then. */
export function payIn(till: TillModel, account: Account, amountMinor: Minor): boolean {
  if (refusesChange(till)) return false
  till.carts.dispatch({
    type: 'add',
    line: payInLine(till.app.replica.deps.newId(), account, amountMinor),
  })
  return true
}

/** Whether the cart pays into an account: then that account cannot pay for it (rule S25). */
export const paysInto = ({ lines }: Pick<Cart, 'lines'>, account: AccountId): boolean =>
  lines.some((line) => line.account === account)
