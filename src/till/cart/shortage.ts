/** Capped goods in the cart of which this till holds too little, and what a cashier can do about it. No React. */
import type { Cart, CartLine } from '../../../core/domain/cart.ts'
import type { VariantId } from '../../../core/domain/ids.ts'
import { heldTogether } from '../../../core/domain/lease.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { cappedNeeds, cappedVariants } from '../../replica/sale-leases.ts'
import type { Views } from '../../replica/views-store.ts'
import { type TillModel, withPermission } from '../till-model.ts'

export interface Shortage {
  readonly variant: VariantId
  /** The product's name with the variant's. */
  readonly name: string
  /** What this till may sell now, and what the cart lacks beyond it and beyond what was allowed; thousandths. */
  readonly held: number
  readonly missing: Thousandths
}

/** The shortages of a cart; none is nearly always the answer. */
export function shortagesOf(
  cart: Pick<Cart, 'lines'>,
  { products, leased }: Pick<Views, 'products' | 'leased'>,
): readonly Shortage[] {
  const short: Shortage[] = []
  for (const [variant, needed] of cappedNeeds(cart, cappedVariants(products))) {
    const held = leased.get(variant) ?? 0
    const missing = (needed - held - allowedOf(cart, variant)) as Thousandths
    const line = cart.lines.find((one) => one.variant === variant)
    if (missing > 0 && line) short.push({ variant, name: nameOf(line), held, missing })
  }
  return short
}

export const shortagesNow = ({ app, carts }: TillModel): readonly Shortage[] =>
  shortagesOf(carts.getState().cart, app.replica.store.getState())

const allowedOf = ({ lines }: Pick<Cart, 'lines'>, variant: VariantId): number =>
  lines.reduce((sum, line) => sum + (line.variant === variant ? (line.override?.quantity ?? 0) : 0), 0)

const nameOf = ({ name, variantName }: CartLine): string =>
  variantName === '' ? name : `${name} · ${variantName}`

/** Where the units of a variant are, in thousandths; `free` are shared out by the endpoint, to whoever asks. */
export interface Whereabouts {
  readonly counted: number
  readonly own: number
  readonly others: number
  readonly free: number
}

export function whereabouts({ app: { replica } }: TillModel, variant: VariantId): Promise<Whereabouts> {
  const { device } = replica.identity
  return replica.readState(({ leases, stock }) => {
    const counted = stock.get(variant) ?? 0
    const held = heldTogether(leases.values(), variant)
    const own = heldTogether(leases.values(), variant, device)
    return { counted, own, others: held - own, free: Math.max(0, counted - held) }
  })
}

/** Sells what is missing without a lease, once somebody with the permission has said yes: it is in the customer's hand. */
export function allowShortage(till: TillModel, { variant, name, missing }: Shortage): void {
  withPermission(till, 'override-stock', `Selling ${name} beyond the count`, (by) => {
    const line = till.carts.getState().cart.lines.find((one) => one.variant === variant)
    if (!line) return
    const quantity = ((line.override?.quantity ?? 0) + missing) as Thousandths
    till.carts.dispatch({ type: 'change', key: line.key, fields: { override: { by, quantity } } })
  })
}

/** Takes out of the cart what this till cannot sell, from the last line that has it. */
export function dropShortage({ carts }: TillModel, { variant, missing }: Shortage): void {
  let due: number = missing
  for (const line of [...carts.getState().cart.lines].reverse()) {
    if (line.variant !== variant || due <= 0) continue
    const quantity = Math.max(0, line.quantity - due) as Thousandths
    due -= line.quantity - quantity
    carts.dispatch({ type: 'set-quantity', key: line.key, quantity })
  }
}
