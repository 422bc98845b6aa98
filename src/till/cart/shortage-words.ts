/** A shortage of capped goods in a person's words. Pure. */
import type { Thousandths } from '../../../core/domain/money.ts'
import type { Shortage, Whereabouts } from './shortage.ts'

/** How a quantity is written here: "2", "0,5". */
export type WriteQuantity = (quantity: Thousandths) => string

/** What happened: what this till may still sell, and where the others are. */
export function shortageWords(
  { name, held }: Pick<Shortage, 'name' | 'held'>,
  { counted, others, free }: Whereabouts,
  { cutOff, write }: { readonly cutOff: boolean; readonly write: WriteQuantity },
): string {
  const figure = (quantity: number) => write(Math.max(0, quantity) as Thousandths)
  const may = cutOff
    ? `This till may sell ${figure(held)} of ${name} while it is cut off.`
    : `This till may sell ${figure(held)} of ${name} now.`
  if (counted <= 0) return `${may} By the count none is left anywhere.`
  const elsewhere = others > 0 ? [`${figure(others)} ${others === 1000 ? 'is' : 'are'} with other tills`] : []
  const shared = free > 0 ? [`${figure(free)} can be had over the network`] : []
  const rest = [...elsewhere, ...shared].join(', ')
  return rest === '' ? `${may} There are no more.` : `${may} ${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`
}

/** How things stand with a line that is short; quantities in thousandths. */
export interface ShortLine {
  readonly missing: Thousandths
  readonly held: number
  /** What is left in all, at whatever till. */
  readonly counted: number
  readonly asking: boolean
  readonly cutOff: boolean
}

/** Under a line of the cart, in a few words. */
export function shortHint(
  { missing, held, counted, asking, cutOff }: ShortLine,
  write: WriteQuantity,
): { readonly words: string; readonly amber: boolean } {
  const own = write(held as Thousandths)
  if (cutOff) return { words: `only ${own} while this till is cut off`, amber: true }
  if (asking) return { words: `asking for ${missing === 1000 ? 'one' : write(missing)} more`, amber: false }
  if (counted <= 0) return { words: 'the last one was sold at another till', amber: true }
  return { words: counted <= held ? `only ${own} left` : `only ${own} for this till`, amber: true }
}
