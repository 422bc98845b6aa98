/** Why a sale was not recorded, in a person's words. The cart and its parts are as they were. Pure. */
import type { Minor } from '../../../core/domain/money.ts'
import { groupVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { SaleFailure } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'

/** `money` writes an amount out. */
export function refusalText(
  failure: Exclude<SaleFailure, StorageFailure>,
  money: (minor: Minor) => string,
): string {
  switch (failure.kind) {
    case 'lease-short':
      return 'This till may not sell that many of the capped goods.'
    case 'tenders-amiss':
      return `The parts come to ${money(failure.paidMinor)}, and ${money(failure.dueMinor)} is due. Nothing was recorded: take a part back.`
    case 'too-large':
      return 'This sale is too large to be written down: too many lines, or too large an amount. Nothing was recorded: sell it in two.'
    case 'voucher-short':
      return `Voucher ${groupVoucherCode(failure.voucher)} holds ${money(failure.balanceMinor)}, and this takes more. Nothing was recorded: take that part back, or its line out.`
    case 'voucher-unknown':
      return `Nobody here has issued voucher ${groupVoucherCode(failure.voucher)}. Nothing was recorded.`
    case 'voucher-void':
      return `Voucher ${groupVoucherCode(failure.voucher)} was issued by ${failure.receipt}, which is void: its money went back then. Nothing was recorded: take that part back, or its line out.`
    case 'voucher-expired':
      return `Voucher ${groupVoucherCode(failure.voucher)} has expired. Nothing was recorded: take that part back, or its line out.`
    case 'voucher-offline-limit':
      return `This till is cut off: of one voucher it takes at most ${money(failure.limitMinor)}, and it has taken ${money(failure.usedMinor)} of this one. Take that part back, or its line out.`
    case 'other-tax-mode':
      return otherModeText(failure.name)
    case 'voucher-beyond-goods':
      return `Voucher ${groupVoucherCode(failure.voucher)} takes more off than the goods it is for come to. Nothing was recorded: take its line out and take the voucher anew.`
    case 'voucher-taken':
      return 'That voucher code is in use already. Press again for another one.'
    case 'over-returned':
      return `Of one of these lines only ${money(failure.leftMinor)} can still be given back. Nothing was recorded: look at the receipt again.`
    case 'sale-void':
      return `Sale ${failure.receipt} was voided: nothing of it can come back. Take its lines out of the cart.`
    case 'coupon-used-up':
      return 'A coupon in this cart was used up meanwhile. Take it out, and the price is right again.'
    case 'account-over-limit':
      return `That account owes ${money(failure.owedMinor)} and may owe ${money(failure.limitMinor)}. Nothing was recorded.`
    case 'account-pays-itself':
      return 'What is paid into an account cannot be charged to the same account. Nothing was recorded: take that part in another way.'
  }
}

export const otherModeText = (line: string): string =>
  `${line} came into this cart when prices were written the other way, with or without tax. Take its line out and bring it back anew.`
