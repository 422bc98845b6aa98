import type { GivenDiscount } from './discount.ts'
import type { CouponId, SaleId, StaffId, TenderId, VariantId } from './ids.ts'
import type { Line } from './line.ts'
import { isPayable, type Minor, ONE_PIECE, type Ppm, type Thousandths } from './money.ts'
import type { PricedCart } from './price-cart.ts'
import { rateKey, type TaxMode } from './tax.ts'
import type { Tender } from './tender.ts'

/**
 * One row of the cart. Name, price and rate are those of the moment when it was added, so that a catalogue
 * change never moves a sale that is being built.
 */
export interface CartLine extends Line {
  readonly key: string
  /** Units of capped stock beyond what this till holds, allowed by somebody with the permission; never in the sale's line. */
  readonly override?: { readonly by: StaffId; readonly quantity: Thousandths } | undefined
  /** Who lets pass that its voucher has expired; never in the sale's line. */
  readonly passedBy?: StaffId | undefined
  /** How the prices were written by which its amount is fixed: of what comes back and of vouchers for certain goods; never in the sale's line. */
  readonly taxMode?: TaxMode | undefined
  /** Of what comes back: what is taken off it because its customer owed no tax; never in the sale's line. */
  readonly exemptMinor?: Minor | undefined
  /** What its label says; never in the sale's line. */
  readonly label?: LabelPrice | undefined
  /** Given by hand on this line. */
  readonly discount?: GivenDiscount | undefined
  /** What is owed back for each piece of it: becomes a line of its own (rule M20). */
  readonly deposit?: DepositOf | undefined
}

/** What a scale's label says some goods cost, as long as quantity and price of one are still those it was read with. */
export interface LabelPrice extends Pick<Line, 'quantity' | 'unitMinor'> {
  readonly amountMinor: Minor
}

/** The deposit that goes along with one piece of some goods. */
export type DepositOf = Pick<Line, 'product' | 'variant' | 'name' | 'sku' | 'unitMinor' | 'taxRate'>

/** A tip: a share of what is to pay, or an amount; for the pool or for one of the staff. */
export type Tip = { readonly staff: StaffId | null } & (
  | { readonly ppm: Ppm; readonly amountMinor: null }
  | { readonly ppm: null; readonly amountMinor: Minor }
)

/** A customer who pays no tax: why, and the paper that says so. */
export interface Exemption {
  readonly reason: string
  readonly reference: string
}

/** A sale being built. Its id becomes the sale's, minted before any money is asked for. */
export interface Cart {
  readonly id: SaleId
  readonly lines: readonly CartLine[]
  /** What a parked cart is called. */
  readonly label: string
  /** Given by hand on the whole cart. */
  readonly discount?: GivenDiscount | undefined
  readonly coupons?: readonly CouponId[] | undefined
  readonly tip?: Tip | undefined
  readonly service?: 'take-away' | undefined
  readonly exempt?: Exemption | undefined
  /** Why goods come back. */
  readonly reason?: string | undefined
  /** Parts of the total that have been paid already (rule S12). */
  readonly tenders?: readonly Tender[] | undefined
  /** Transfers that were taken back: what the customer's bank or a till's entry says of them is of no later part (rule S26). */
  readonly takenBack?: readonly TenderId[] | undefined
  /** Its price since money was first asked for; a change of what is sold ends it. */
  readonly frozen?: FrozenPrice | undefined
}

/** One that an earlier version has kept does not say by which rules. */
export type FrozenPrice = Pick<PricedCart, 'lines' | 'totals'> &
  Partial<Pick<PricedCart, 'taxMode' | 'taxPolicy'>>

/** What of a cart is not its lines. */
export type CartFields = Omit<Cart, 'id' | 'lines'>

export type CartCommand =
  | { readonly type: 'add'; readonly line: CartLine }
  | { readonly type: 'set-quantity'; readonly key: string; readonly quantity: Thousandths }
  | {
      readonly type: 'change'
      readonly key: string
      readonly fields: Partial<Omit<CartLine, 'key' | 'quantity'>>
    }
  | { readonly type: 'remove'; readonly key: string }
  | { readonly type: 'set'; readonly fields: Partial<CartFields> }

/** The largest quantity of one line: 99,999 pieces. */
export const MAX_QUANTITY = 99_999_000 as Thousandths
export const MAX_LINES = 500
export const MAX_NOTE = 280

export const emptyCart = (id: SaleId): Cart => ({ id, lines: [], label: '' })

/**
 * The cart after a command. Adding the same variant at the same price, deposit and note raises the
 * quantity of the line that is there; a quantity of zero removes the line. What would come to more than any amount
 * leaves it as it is.
 */
export function applyToCart(cart: Cart, command: CartCommand): Cart {
  const next = changed(cart, command)
  return next.frozen && !keepsPrice(command) ? { ...next, frozen: undefined } : next
}

const keepsPrice = (command: CartCommand): boolean =>
  command.type === 'set' && ('frozen' in command.fields || 'tenders' in command.fields)

function changed(cart: Cart, command: CartCommand): Cart {
  switch (command.type) {
    case 'add':
      return addLine(cart, command.line)
    case 'set-quantity':
      if (command.quantity === 0) return applyToCart(cart, { type: 'remove', key: command.key })
      return mapLine(cart, command.key, { quantity: clampQuantity(command.quantity) })
    case 'change':
      return mapLine(cart, command.key, command.fields)
    case 'remove':
      return { ...cart, lines: cart.lines.filter((line) => line.key !== command.key) }
    case 'set':
      return { ...cart, ...command.fields }
  }
}

function addLine(cart: Cart, line: CartLine): Cart {
  if (!isPayable(line.unitMinor, line.quantity)) return cart
  const same = cart.lines.find((other) => canMerge(other, line))
  if (!same) return cart.lines.length >= MAX_LINES ? cart : { ...cart, lines: [...cart.lines, line] }
  const quantity = clampQuantity((same.quantity + line.quantity) as Thousandths)
  return mapLine(cart, same.key, { quantity })
}

function canMerge(a: CartLine, b: CartLine): boolean {
  return (
    a.variant !== null &&
    a.variant === b.variant &&
    !isAlone(a) &&
    !isAlone(b) &&
    a.quantity > 0 === b.quantity > 0 &&
    a.unitMinor === b.unitMinor &&
    a.note === b.note &&
    a.kind === b.kind &&
    depositKey(a) === depositKey(b) &&
    a.taxRate.id === b.taxRate.id &&
    a.taxRate.ppm === b.taxRate.ppm
  )
}

const depositKey = ({ deposit }: CartLine): string =>
  deposit ? [deposit.variant, deposit.unitMinor, rateKey(deposit.taxRate)].join(' ') : ''

/** A line with a history of its own takes no other in. */
const isAlone = ({ returned, voucher, discount, unit }: CartLine): boolean =>
  returned !== undefined || voucher !== undefined || discount !== undefined || unit !== undefined

function mapLine(cart: Cart, key: string, change: Partial<CartLine>): Cart {
  const changed = (line: CartLine): CartLine => {
    const next = { ...line, ...change }
    return isPayable(next.unitMinor, next.quantity) ? next : line
  }
  return { ...cart, lines: cart.lines.map((line) => (line.key === key ? changed(line) : line)) }
}

function clampQuantity(quantity: Thousandths): Thousandths {
  return Math.max(-MAX_QUANTITY, Math.min(MAX_QUANTITY, quantity)) as Thousandths
}

/** What is in the cart of one variant, over all its lines. */
export function quantityInCart(cart: Cart, variant: VariantId): Thousandths {
  let total = 0
  for (const line of cart.lines) if (line.variant === variant) total += line.quantity
  return total as Thousandths
}

/** How many pieces the cart holds: a weighed line counts as one. */
export function pieceCount(lines: readonly Pick<CartLine, 'quantity'>[]): number {
  return lines.reduce((n, line) => n + (line.quantity % ONE_PIECE === 0 ? line.quantity / ONE_PIECE : 1), 0)
}

/** Whether anything comes back, so that nought is a balance of goods. What a voucher pays for certain goods is none. */
export const bringsBack = (lines: readonly Pick<CartLine, 'quantity' | 'kind' | 'returned'>[]): boolean =>
  lines.some(({ quantity, kind, returned }) => returned !== undefined || (quantity < 0 && kind !== 'voucher'))
