import type { ProductId, SaleId, StaffId, VariantId } from './ids.ts'
import { add, extend, type Minor, ONE_PIECE, sum, type Thousandths } from './money.ts'
import { type TaxBucket, type TaxMode, type TaxRate, taxBuckets, taxTotal } from './tax.ts'

/**
 * One row of the cart. Name, price and rate are those of the moment when it was added, so that a catalogue
 * change never moves a sale that is being built.
 */
export interface CartLine {
  readonly key: string
  /** null for a custom amount. */
  readonly product: ProductId | null
  readonly variant: VariantId | null
  readonly name: string
  readonly variantName: string
  readonly sku: string | null
  readonly quantity: Thousandths
  readonly unitMinor: Minor
  /** The catalogue's price at that moment; differs from `unitMinor` when somebody overrode it. */
  readonly listMinor: Minor | null
  readonly taxRate: TaxRate
  readonly note: string
  /** Units of capped stock beyond what this till holds, allowed by somebody with the permission; never in the sale's line. */
  readonly override?: { readonly by: StaffId; readonly quantity: Thousandths }
}

/** A sale being built. Its id becomes the sale's, minted before any money is asked for. */
export interface Cart {
  readonly id: SaleId
  readonly lines: readonly CartLine[]
  /** What a parked cart is called. */
  readonly label: string
}

export type CartCommand =
  | { readonly type: 'add'; readonly line: CartLine }
  | { readonly type: 'set-quantity'; readonly key: string; readonly quantity: Thousandths }
  | { readonly type: 'set-price'; readonly key: string; readonly unitMinor: Minor }
  | { readonly type: 'allow'; readonly key: string; readonly override: NonNullable<CartLine['override']> }
  | { readonly type: 'set-note'; readonly key: string; readonly note: string }
  | { readonly type: 'remove'; readonly key: string }
  | { readonly type: 'label'; readonly label: string }

/** The largest quantity of one line: 99,999 pieces. */
export const MAX_QUANTITY = 99_999_000 as Thousandths
export const MAX_LINES = 500
export const MAX_NOTE = 280

export const emptyCart = (id: SaleId): Cart => ({ id, lines: [], label: '' })

/**
 * The cart after a command. Adding the same variant at the same price and without a note raises the
 * quantity of the line that is there; a quantity of zero removes the line.
 */
export function applyToCart(cart: Cart, command: CartCommand): Cart {
  switch (command.type) {
    case 'add':
      return addLine(cart, command.line)
    case 'set-quantity':
      if (command.quantity <= 0) return applyToCart(cart, { type: 'remove', key: command.key })
      return mapLine(cart, command.key, { quantity: clampQuantity(command.quantity) })
    case 'set-price':
      return mapLine(cart, command.key, { unitMinor: command.unitMinor })
    case 'allow':
      return mapLine(cart, command.key, { override: command.override })
    case 'set-note':
      return mapLine(cart, command.key, { note: command.note.slice(0, MAX_NOTE) })
    case 'remove':
      return { ...cart, lines: cart.lines.filter((line) => line.key !== command.key) }
    case 'label':
      return { ...cart, label: command.label }
  }
}

function addLine(cart: Cart, line: CartLine): Cart {
  const same = cart.lines.find((other) => canMerge(other, line))
  if (!same) return cart.lines.length >= MAX_LINES ? cart : { ...cart, lines: [...cart.lines, line] }
  const quantity = clampQuantity((same.quantity + line.quantity) as Thousandths)
  return mapLine(cart, same.key, { quantity })
}

function canMerge(a: CartLine, b: CartLine): boolean {
  return (
    a.variant !== null &&
    a.variant === b.variant &&
    a.unitMinor === b.unitMinor &&
    a.note === b.note &&
    a.taxRate.id === b.taxRate.id &&
    a.taxRate.ppm === b.taxRate.ppm
  )
}

function mapLine(cart: Cart, key: string, change: Partial<CartLine>): Cart {
  return { ...cart, lines: cart.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) }
}

function clampQuantity(quantity: Thousandths): Thousandths {
  return quantity > MAX_QUANTITY ? MAX_QUANTITY : quantity
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

/** A cart's money: what the lines come to, the tax per rate, and what the customer pays. */
export interface CartTotals {
  readonly subtotalMinor: Minor
  readonly taxes: readonly TaxBucket[]
  readonly taxMinor: Minor
  readonly totalMinor: Minor
}

/** Prices a cart. The same function runs on the till, on the endpoint and in the checks of a pushed sale. */
export function priceLines(
  mode: TaxMode,
  lines: readonly Pick<CartLine, 'unitMinor' | 'quantity' | 'taxRate'>[],
): CartTotals {
  const amounts = lines.map((line) => ({
    rate: line.taxRate,
    amountMinor: extend(line.unitMinor, line.quantity),
  }))
  const subtotalMinor = sum(amounts.map((amount) => amount.amountMinor))
  const taxes = taxBuckets(mode, amounts)
  const taxMinor = taxTotal(taxes)
  const totalMinor = mode === 'inclusive' ? subtotalMinor : add(subtotalMinor, taxMinor)
  return { subtotalMinor, taxes, taxMinor, totalMinor }
}
