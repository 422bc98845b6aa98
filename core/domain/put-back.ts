/** Undoing a removal in a cart on which somebody has gone on working. Pure. */
import { applyToCart, type Cart, type CartLine } from './cart.ts'
import { REASON_GAP } from './preset-reasons.ts'

export interface Undoing {
  /** The cart as it was before something was taken out. */
  readonly before: Cart
  /** As that left it. */
  readonly after: Cart
  readonly now: Cart
}

/**
 * The cart of now with what was taken out, at its old place. What came or changed since stays as it is now; pieces of
 * what is put back join it. A return or a voucher that was taken anew since stands there already. Null where it does
 * not all fit into one cart.
 */
export function putBack({ before, after, now }: Undoing): Cart | null {
  const old = before.lines.flatMap((line) => {
    const isSame = ({ key }: CartLine) => key === line.key
    const isOut = !after.lines.some(isSame) && !now.lines.some((other) => isTakenAnew(line, other))
    return now.lines.find(isSame) ?? (isOut ? line : [])
  })
  const since = now.lines.filter(({ key }) => !old.some((line) => line.key === key))
  const fields = fieldsBack({ before, after, now })
  // A price that was frozen knows nothing of these lines together.
  const base: Cart = { ...now, ...fields, lines: old, frozen: undefined }
  const whole = since.reduce((into, line) => applyToCart(into, { type: 'add', line }), base)
  // Beyond the bounds of a line or a cart, adding leaves out.
  return pieces(whole.lines) === pieces([...old, ...since]) ? whole : null
}

const pieces = (lines: readonly CartLine[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)

const isTakenAnew = ({ returned, voucher }: CartLine, other: CartLine): boolean =>
  (returned?.sale && other.returned?.sale === returned.sale && other.returned.line === returned.line) ||
  (voucher !== undefined && other.voucher?.code === voucher.code)

/** What was given to the whole cart and was taken away with its lines; what was given anew since stands. */
function fieldsBack({ before, after, now }: Undoing): Partial<Cart> {
  const untouched = Object.entries(before).filter(([field]) => {
    const key = field as keyof Cart
    return now[key] === after[key]
  })
  const dropped = before.coupons?.filter((id) => !after.coupons?.includes(id)) ?? []
  const coupons = [...new Set([...dropped, ...(now.coupons ?? [])])]
  const reasons = new Set([before.reason, now.reason].filter(Boolean))
  return {
    ...Object.fromEntries(untouched),
    ...(coupons.length > 0 ? { coupons } : {}),
    ...(reasons.size > 1 ? { reason: [...reasons].join(REASON_GAP) } : {}),
  }
}
