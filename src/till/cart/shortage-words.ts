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
  const shared =
    free > 0 ? [`${figure(free)} ${free === 1000 ? 'is' : 'are'} shared out over the network`] : []
  const rest = [...elsewhere, ...shared].join(', ')
  return rest === '' ? may : `${may} ${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`
}

/** Under a line of the cart, in a few words. */
export function shortHint(
  missing: Thousandths,
  at: { readonly asking: boolean; readonly cutOff: boolean; readonly counted: number },
  write: WriteQuantity,
): { readonly words: string; readonly amber: boolean } {
  if (at.cutOff) return { words: `${write(missing)} more than this till may sell while cut off`, amber: true }
  if (at.asking)
    return { words: `asking for ${missing === 1000 ? 'one' : write(missing)} more`, amber: false }
  if (at.counted <= 0) return { words: 'the last one was sold at another till', amber: true }
  return {
    words: `${write(missing)} more than this till may sell: the rest is with other tills`,
    amber: true,
  }
}
