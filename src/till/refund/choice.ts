/** What somebody chooses of a sale to come back: so much of each line, and whether it goes into stock. Pure. */
import { ONE_PIECE, type Thousandths } from '../../../core/domain/money.ts'
import type { ReturnableLine } from './returnable.ts'

export interface ChosenLine {
  readonly quantity: Thousandths
  readonly restock: boolean
}

/** By the line's place in the sale; what is not in it stays with the customer. */
export type Choice = ReadonlyMap<number, ChosenLine>

/** What may come back at all. */
export const openLines = (lines: readonly ReturnableLine[]): readonly ReturnableLine[] =>
  lines.filter(({ left, never }) => left > 0 && never === null)

/** Whether a line can move stock when it comes back: goods and cups, neither tips nor a voucher’s paper. */
export const isStocked = ({ item }: ReturnableLine): boolean =>
  item.variant !== null && item.kind !== 'voucher'

/** Everything that is left. */
export const chooseAll = (lines: readonly ReturnableLine[]): Choice =>
  new Map(openLines(lines).map((line) => [line.line, { quantity: line.left, restock: isStocked(line) }]))

export const isAll = (choice: Choice, lines: readonly ReturnableLine[]): boolean =>
  openLines(lines).every(({ line, left }) => choice.get(line)?.quantity === left)

/** The one press for all lines: everything, and where that is chosen already, nothing. */
export const pressAll = (choice: Choice, lines: readonly ReturnableLine[]) =>
  isAll(choice, lines)
    ? ({ words: 'Nothing', next: new Map() as Choice } as const)
    : ({ words: 'Everything that is left', next: chooseAll(lines) } as const)

/** So much of a line and not more than is left; nought takes it out. */
export function chooseQuantity(choice: Choice, line: ReturnableLine, quantity: number): Choice {
  const next = new Map(choice)
  const most = Math.max(0, Math.min(line.left, quantity)) as Thousandths
  const restock = choice.get(line.line)?.restock ?? isStocked(line)
  if (most === 0) next.delete(line.line)
  else next.set(line.line, { quantity: most, restock })
  return next
}

/** One piece more or less; of what is weighed, all that is left or nothing. */
export function stepChoice(choice: Choice, line: ReturnableLine, step: 1 | -1): Choice {
  const now = choice.get(line.line)?.quantity ?? 0
  const isWhole = line.left % ONE_PIECE === 0
  const size = isWhole ? ONE_PIECE : line.left
  return chooseQuantity(choice, line, now + step * size)
}

export function chooseRestock(choice: Choice, line: number, restock: boolean): Choice {
  const known = choice.get(line)
  return known ? new Map(choice).set(line, { ...known, restock }) : choice
}

/** As the arithmetic of refunds takes it, in the sale's order. */
export const choiceList = (choice: Choice) =>
  [...choice].sort(([a], [b]) => a - b).map(([line, chosen]) => ({ line, ...chosen }))
