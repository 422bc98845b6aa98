/** Selling a voucher: it gets a code that nobody can guess, and stands alone in the cart. No React. */
import type { CartLine } from '../../../core/domain/cart.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { ONE_PIECE } from '../../../core/domain/money.ts'
import type { Product } from '../../../core/domain/product.ts'
import { newVoucherCode } from '../../../core/domain/voucher-code.ts'
import { say } from '../../ui/toast-store.ts'
import type { TillModel } from '../till-model.ts'
import { lastMoment } from './last-moment.ts'

/** More at once is a slip of the finger. */
const MOST_AT_ONCE = 20_000

/** Adds a line for each piece of `line`, each with a code of its own: none can stand for two vouchers. */
export function sellVoucher(till: TillModel, product: Product, line: CartLine): void {
  if (line.unitMinor <= 0) say('A voucher needs an amount above nought.', { tone: 'warn' })
  else if (line.quantity % ONE_PIECE !== 0 || line.quantity > MOST_AT_ONCE)
    say('Vouchers are sold in whole pieces, 20 at once at most.', { tone: 'warn' })
  else for (let left: number = line.quantity; left > 0; left -= ONE_PIECE) addVoucher(till, product, line)
}

function addVoucher({ app, carts }: TillModel, product: Product, line: CartLine): void {
  const { newId, now } = app.replica.deps
  const { zone = 'UTC' } = app.replica.store.getState().location ?? {}
  const { voucherPurpose: purpose, voucherMonths: months } = product
  const voucher = {
    ...{ code: newVoucherCode(randomBytes), purpose },
    expiresAt: months === null ? null : lastMoment(now(), months, zone),
  }
  const untaxed = purpose === 'multi' ? { taxRate: NO_TAX } : {}
  const own = { key: newId(), quantity: ONE_PIECE, kind: 'voucher', voucher } as const
  carts.dispatch({ type: 'add', line: { ...line, ...untaxed, ...own } })
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))
