/** What is wrong with what was keyed in, for the person at the till. The cart is as it was. */
import type { CouponFlaw } from './coupon.ts'
import type { DiscountFlaw } from './discount-check.ts'
import { formatRate } from './format.ts'
import type { Minor } from './money.ts'
import { formatMoney } from './money-text.ts'
import type { TenderFlaw } from './tender-check.ts'
import type { TipFlaw } from './tip-check.ts'

/** In which currency and locale amounts are said. */
export interface Writing {
  readonly currency: string
  readonly locale: string
}

const said = (minor: Minor, { currency, locale }: Writing) => formatMoney(minor, currency, locale)

export function discountWords(flaw: DiscountFlaw, writing: Writing): string {
  switch (flaw.kind) {
    case 'not-a-number':
      return 'That is no amount. Write it in digits.'
    case 'nought':
      return 'A discount of nothing changes nothing. Give a share or an amount.'
    case 'below-nought':
      return 'A discount below nought would make it dearer. Change the price instead.'
    case 'above-hundred':
      return 'A discount is 100 % at most.'
    case 'no-goods':
      return 'There are no goods here that a discount could be taken off.'
    case 'above-total':
      return `A discount is at most what it is taken off: ${said(flaw.totalMinor, writing)}.`
    case 'needs-permission':
      return `Above ${formatRate(flaw.limit, writing.locale)} somebody with the permission gives it. Ask for a PIN.`
  }
}

export function tipWords(flaw: TipFlaw, writing: Writing): string {
  switch (flaw.kind) {
    case 'not-a-number':
      return 'That is no amount. Write it in digits.'
    case 'below-nought':
      return 'A tip is nothing or more.'
    case 'too-large':
      return 'That is more than any till can hold. Look at the digits.'
    case 'doubtful':
      return `That tip is more than the sale itself (${said(flaw.totalMinor, writing)}). Ask the customer.`
  }
}

export function tenderWords(flaw: TenderFlaw, writing: Writing): string {
  switch (flaw.kind) {
    case 'not-a-number':
      return 'That is no amount. Write it in digits.'
    case 'nought':
    case 'below-nought':
      return 'Give an amount above nought.'
    case 'too-large':
      return 'That is more than any till can hold. Look at the digits.'
    case 'nothing-left':
      return 'Everything is paid already.'
    case 'above-left':
      return `Only ${said(Math.abs(flaw.leftMinor) as Minor, writing)} is left, and only cash gives change.`
  }
}

export function couponWords(flaw: CouponFlaw, writing: Writing): string {
  switch (flaw.kind) {
    case 'switched-off':
      return 'This coupon is switched off.'
    case 'not-yet':
      return 'This coupon is not valid yet.'
    case 'over':
      return 'This coupon has run out.'
    case 'not-now':
      return 'This coupon is not for this day or hour.'
    case 'used-up':
      return 'This coupon has been used as often as it may be.'
    case 'nothing-in-scope':
      return 'Nothing in the cart is what this coupon is for.'
    case 'below-minimum':
      return `This coupon needs goods for ${said(flaw.minimumMinor, writing)}; there are ${said(flaw.goodsMinor, writing)}.`
  }
}
