/** Deposits: what is owed back for cups and bottles stands as a line of its own (rule M20). */
import type { CartLine, DepositOf } from './cart.ts'
import { extend, ONE_PIECE, type Thousandths } from './money.ts'
import type { LineItem } from './sale.ts'

/** The deposit lines of goods that are sold: one for each deposit product and price, in the order of the goods. */
export function depositLines(lines: readonly CartLine[]): readonly LineItem[] {
  const merged = new Map<string, { readonly deposit: DepositOf; quantity: number }>()
  for (const line of lines) {
    const { deposit, quantity } = line
    if (!deposit || quantity <= 0) continue
    const { product, variant, unitMinor, taxRate } = deposit
    const key = [product, variant, unitMinor, taxRate.id, taxRate.ppm].join(' ')
    const one = merged.get(key) ?? { deposit, quantity: 0 }
    merged.set(key, { ...one, quantity: one.quantity + containers(line) })
  }
  return [...merged.values()].map(({ deposit, quantity }) => lineOf(deposit, quantity as Thousandths))
}

/** As many pieces of deposit one receipt pays out on anybody's word. */
export const FREE_PIECES_BACK = 20

/**
 * How many pieces of deposit a priced cart pays out: those that come back less those that leave, never below nought.
 * What comes back with its receipt was allowed with it.
 */
export function depositPiecesOut(lines: readonly Pick<LineItem, 'kind' | 'returned' | 'quantity'>[]): number {
  const cups = lines.filter(({ kind, returned }) => kind === 'deposit' && !returned)
  const left = cups.reduce((all, { quantity }) => all + quantity, 0)
  return Math.max(0, Math.ceil(-left / ONE_PIECE))
}

/** Goods by the piece have one each; what is measured comes in one. */
function containers({ quantity, unit = 'piece' }: CartLine): number {
  if (unit !== 'piece') return ONE_PIECE
  const begun = quantity % ONE_PIECE
  return begun === 0 ? quantity : quantity - begun + ONE_PIECE
}

const lineOf = (deposit: DepositOf, quantity: Thousandths): LineItem => ({
  ...deposit,
  variantName: '',
  quantity,
  listMinor: deposit.unitMinor,
  note: '',
  kind: 'deposit',
  amountMinor: extend(deposit.unitMinor, quantity),
})
