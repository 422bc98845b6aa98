/** Follows the open cart: asks for capped goods that it lacks, and notices what another till has sold meanwhile. */
import { quantityInCart } from '../../../core/domain/cart.ts'
import type { VariantId } from '../../../core/domain/ids.ts'
import type { TillModel } from '../till-model.ts'
import { askForMore, hearAnswers } from './ask-for-more.ts'
import { shortagesNow } from './shortage.ts'
import { shortageStoreOf } from './shortage-store.ts'
import { variantIndexOf } from './variant-index.ts'

/** Starts following; the answer ends it. Nothing here is on the way of a press: it runs after the cart has changed. */
export function watchShortages(till: TillModel): () => void {
  const stops = [watchCapped(till), watchGone(till), hearAnswers(till)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** A shortage that grew is asked for; cut off, where nobody can be asked, the cashier is told at once. */
function watchCapped(till: TillModel): () => void {
  const { app, carts } = till
  let cart = carts.getState().cart.id
  let known = new Map<VariantId, number>()
  const look = () => {
    const short = shortagesNow(till)
    const grew = short.some(({ variant, missing }) => missing > (known.get(variant) ?? 0))
    const isOther = cart !== carts.getState().cart.id
    cart = carts.getState().cart.id
    known = new Map(short.map(({ variant, missing }) => [variant, missing]))
    if (!grew) return
    if (isCutOff(till) && !isOther) tell(till)
    else void askForMore(till)
  }
  const lookAgain = () => {
    known = new Map()
    look()
  }
  const stops = [
    carts.subscribe(look),
    app.replica.store.subscribe((now, before) => now.leased !== before.leased && look()),
    app.sync.subscribe((now, before) => before.state === 'offline' && now.state !== 'offline' && lookAgain()),
  ]
  look()
  return () => {
    for (const stop of stops) stop()
  }
}

const isCutOff = ({ app }: TillModel) => app.sync.getState().state === 'offline'

/** Only where somebody is pressing products: a payment under way says it itself. */
function tell({ sheets }: TillModel): void {
  const top = sheets.getState().sheets.at(-1)
  if (!top || top.kind === 'cart') sheets.open({ kind: 'shortage' })
}

/** Counted goods that were there when they came into the cart, and are sold now. */
function watchGone(till: TillModel): () => void {
  const { app, carts } = till
  const store = shortageStoreOf(till)
  let cart = carts.getState().cart.id
  let known = stockInCart(till)
  const look = () => {
    const now = stockInCart(till)
    const isOther = cart !== carts.getState().cart.id
    const gone = new Set(isOther ? [] : store.getState().gone)
    for (const [variant, left] of now) {
      const needed = quantityInCart(carts.getState().cart, variant)
      if (left >= needed) gone.delete(variant)
      else if (!isOther && (known.get(variant) ?? 0) >= needed) gone.add(variant)
    }
    cart = carts.getState().cart.id
    known = now
    if (gone.size + store.getState().gone.size > 0) store.setState({ gone })
  }
  const stops = [
    carts.subscribe(look),
    app.replica.store.subscribe((views, before) => views.stockVersion !== before.stockVersion && look()),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What is left of the counted, uncapped goods in the cart, in thousandths. */
function stockInCart({ app, carts }: TillModel): ReadonlyMap<VariantId, number> {
  const { stock, products } = app.replica.store.getState()
  const index = variantIndexOf(products)
  const left = new Map<VariantId, number>()
  for (const { variant } of carts.getState().cart.lines) {
    const known = variant === null ? undefined : index.get(variant)
    if (known?.tracked && !known.capped) left.set(known.id, stock.get(known.id) ?? 0)
  }
  return left
}
