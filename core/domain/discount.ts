/** Discounts as they are given and as they are frozen on lines. */
import type { StaffId } from './ids.ts'
import type { Minor, Ppm } from './money.ts'

/** A discount that somebody gives by hand, on a line or on the whole cart: a share or an amount, never both. */
export type GivenDiscount = {
  readonly reason: string
  /** Who gave it, or who allowed it. */
  readonly by: StaffId | null
} & ({ readonly ppm: Ppm; readonly amountMinor: null } | { readonly ppm: null; readonly amountMinor: Minor })

/**
 * Where a discount comes from, in the order in which they are taken: by hand on a line, a promotion, by hand on the
 * whole cart (which stored sales call `basket`), a coupon; an exemption takes the tax out of a price that contains it;
 * `mirror` is a return's share of what the sale had taken off.
 */
export type DiscountSource = 'line' | 'promotion' | 'basket' | 'coupon' | 'exemption' | 'mirror'

/** What one discount took off one line, frozen with it: the line's share to the minor unit (rule M9). */
export interface LineDiscount {
  readonly source: DiscountSource
  /** The promotion's or the coupon's id; absent where it was given by hand. */
  readonly ref?: string | undefined
  /** What the receipt calls it. */
  readonly label: string
  /** The rate, where it is a share. */
  readonly ppm?: Ppm | undefined
  /** What the line is cheaper by; of the opposite sign on what comes back. */
  readonly amountMinor: Minor
  readonly by?: StaffId | undefined
}
