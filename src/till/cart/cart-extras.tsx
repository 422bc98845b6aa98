import { unreachable } from '../../../core/assert.ts'
import { PaidSums } from '../pay/paid-sums.tsx'
import { CartAddedLines } from './cart-added-lines.tsx'
import { CartSums, WholeSum } from './cart-sums.tsx'
import { CartTop } from './cart-top.tsx'
import { LineDiscounts } from './line-discounts.tsx'

/** Where in the cart: above its lines, under one of them, behind the last, or above the tax. */
export type CartExtrasProps =
  | { readonly part: 'top' | 'lines' | 'sums' }
  | { readonly part: 'discounts'; readonly index: number }

/** What a cart shows besides its own lines. */
export function CartExtras(props: CartExtrasProps) {
  switch (props.part) {
    case 'top':
      return <CartTop />
    case 'discounts':
      return <LineDiscounts index={props.index} />
    case 'lines':
      return <CartAddedLines />
    case 'sums':
      return (
        <>
          <CartSums />
          <WholeSum />
          <PaidSums />
        </>
      )
    default:
      return unreachable(props)
  }
}
