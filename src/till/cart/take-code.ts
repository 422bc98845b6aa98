/** Codes that customers bring: a coupon goes onto the cart, a voucher for certain goods becomes its line. No React. */
import type { CartLine } from '../../../core/domain/cart.ts'
import { couponByCode } from '../../../core/domain/coupon-check.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import { type Minor, ONE_PIECE, type Thousandths, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { readVoucherCode } from '../../../core/domain/voucher-code.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { type VoucherStanding, voidedBy, voucherStanding } from '../../replica/standings.ts'
import { say } from '../../ui/toast-store.ts'
import { isInTouch } from '../pay/pay-deeds.ts'
import { type IssuingLine, issuingLine, OTHER_MODE_VOUCHER, singlePurposeUse } from '../pay/voucher-use.ts'
import { voidVoucherWords } from '../pay/voucher-words.ts'
import { type TillModel, withPermission } from '../till-model.ts'
import { isLocked } from './cart-store.ts'
import { giveCoupon } from './coupon-deeds.ts'

/** Why it was not taken, in words; null: nobody here knows such a code. */
type NotTaken = Result<never, string | null>

/** Takes a coupon's or a voucher's code (rules M43 and M45). Whatever is wrong with it leaves the cart as it was. */
export async function takeCode(till: TillModel, text: string): Promise<Result<'taken', string | null>> {
  const coupon = couponByCode(till.app.replica.store.getState().coupons, text)
  if (coupon) {
    const problem = await giveCoupon(till, coupon)
    return problem === null ? ok('taken') : err(problem)
  }
  const code = readVoucherCode(text)
  if (!code.ok) return err(null)
  const standing = await voucherStanding(till.app.replica, code.value)
  if (standing) return takeVoucher(till, standing)
  const issuer = await voidedBy(till.app.replica, code.value)
  return err(issuer === null ? null : voidVoucherWords(issuer))
}

async function takeVoucher(
  till: TillModel,
  standing: VoucherStanding,
): Promise<Result<'taken', string | null>> {
  const { code, purpose, expiresAt, balanceMinor } = standing
  if (purpose !== 'single') return payLater(till, balanceMinor)
  const line = await issuingLine(till.app.replica, standing)
  if (!line)
    return err(
      'This till does not hold the sale of this voucher, so it does not know its tax. It comes when the till is in touch again; until then take it at the till that sold it.',
    )
  const { cart, priced } = till.carts.getState()
  if (isLocked(cart))
    return err('Part of this sale is paid already. Take the parts back, then take this voucher first.')
  if (balanceMinor <= 0) return err('This voucher is used up.')
  if (line.taxMode !== priced.taxMode) return err(OTHER_MODE_VOUCHER)
  const offlineMinor = isInTouch(till.app) ? null : offlineLimit(till)
  const { amountMinor, limit } = singlePurposeUse(standing, line, { priced, offlineMinor })
  if (amountMinor === 0 && limit === 'offline')
    return err('This till is cut off and takes no more of this voucher until it is in touch again.')
  if (amountMinor === 0)
    return err(
      cart.lines.some(({ voucher }) => voucher?.code === code)
        ? 'This voucher pays for all that it can pay for already.'
        : `Nothing in the cart is what this voucher is for: goods at the rate of ${line.name}.`,
    )
  const redeem = (passedBy?: StaffId) => {
    const key = till.app.replica.deps.newId()
    till.carts.dispatch({ type: 'add', line: redemption(key, line, { amountMinor, passedBy }) })
    say(`${line.name} taken back`)
  }
  if (expiresAt === null || expiresAt >= till.app.replica.deps.now()) redeem()
  else withPermission(till, 'override-price', 'Taking a voucher that has expired', redeem)
  return ok('taken')
}

const offlineLimit = ({ app }: TillModel): Minor =>
  app.replica.store.getState().location?.voucherOfflineMinor ?? ZERO

/** It pays like money, for anything: so its place is where money is taken. */
function payLater({ app }: TillModel, balanceMinor: Minor): NotTaken {
  const currency = app.replica.store.getState().location?.currency ?? 'XXX'
  if (balanceMinor <= 0) return err('This voucher is used up.')
  const held = formatMoney(balanceMinor, currency, app.locale)
  return err(`${held} are on this voucher. It pays like money: press Charge, then take it there.`)
}

export interface Redeemed {
  readonly amountMinor: Minor
  /** Who lets pass that it has expired. */
  readonly passedBy?: StaffId | undefined
}

/** Its tax was paid when it was sold: it comes back as a line of its own rate, so that the goods' tax nets out. */
export const redemption = (
  key: string,
  { product, name, variantName, sku, taxRate, voucher, taxMode }: IssuingLine,
  { amountMinor, passedBy }: Redeemed,
): CartLine => ({
  ...{ key, product, variant: null, name, variantName, sku, taxRate, voucher, taxMode },
  ...{
    quantity: -ONE_PIECE as Thousandths,
    unitMinor: amountMinor,
    listMinor: null,
    note: '',
    kind: 'voucher',
  },
  ...(passedBy === undefined ? {} : { passedBy }),
})
