import { useStore } from 'zustand'
import type { CartLine } from '../../../core/domain/cart.ts'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { useApp, useSync, useViews } from '../../app/app-context.tsx'
import { useCart, useTill } from '../till-context.tsx'
import styles from './cart-line-row.module.css'
import { shortagesOf } from './shortage.ts'
import { shortageStoreOf } from './shortage-store.ts'
import { shortHint, type WriteQuantity } from './shortage-words.ts'

export interface OverHintProps {
  readonly line: CartLine
  /** Thousandths in the cart beyond what can be sold: nought when this takes the last one. */
  readonly over: number
  readonly capped: boolean
}

/** What the stock says of a line that takes the last one, or more. */
export function OverHint({ line, over, capped }: OverHintProps) {
  return capped ? <CappedHint line={line} over={over} /> : <CountedHint line={line} over={over} />
}

function CountedHint({ line, over }: Omit<OverHintProps, 'capped'>) {
  const store = shortageStoreOf(useTill())
  const gone = useStore(store, (state) => line.variant !== null && state.gone.has(line.variant))
  const write = useQuantityWriting()
  if (over === 0) return <Hint words="last one" amber={false} />
  if (gone) return <Hint words="the last one was just sold at another till" amber />
  return (
    <Hint
      words={`${write((Math.ceil(over / 1000) * 1000) as Thousandths)} more than counted`}
      amber={false}
    />
  )
}

function CappedHint({ line, over }: Omit<OverHintProps, 'capped'>) {
  const store = shortageStoreOf(useTill())
  const asking = useStore(store, (state) => state.asking)
  const cutOff = useSync(({ state }) => state === 'offline')
  const { missing, held } = useMissing(line)
  const counted = useViews(({ stock }) => (line.variant ? (stock.get(line.variant) ?? 0) : 0))
  const staff = useViews((views) => views.staff.find(({ id }) => id === line.override?.by)?.name)
  const write = useQuantityWriting()
  if (missing > 0) return <Hint {...shortHint({ missing, held, counted, asking, cutOff }, write)} />
  if (over > 0) return <Hint words={`allowed by ${staff ?? 'a manager'}`} amber={false} />
  return <Hint words="last one here" amber={false} />
}

/** What the cart lacks of the line's variant, over all its lines, and what this till holds of it. */
function useMissing({ variant }: CartLine) {
  const cart = useCart((open) => open.cart)
  const products = useViews((views) => views.products)
  const leased = useViews((views) => views.leased)
  const short = shortagesOf(cart, { products, leased }).find((one) => one.variant === variant)
  return { missing: short?.missing ?? (0 as Thousandths), held: short?.held ?? 0 }
}

function useQuantityWriting(): WriteQuantity {
  const { locale } = useApp()
  return (quantity) => formatQuantity(quantity, locale)
}

function Hint({ words, amber }: { readonly words: string; readonly amber: boolean }) {
  return (
    <>
      {' · '}
      <span className={styles.warn} data-testid="line-hint" data-amber={amber ? '' : undefined}>
        {words}
      </span>
    </>
  )
}
