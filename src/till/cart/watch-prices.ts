/** Keeps the open cart at the prices of now: when settings change, and when an hour begins or ends. No React. */
import type { Views } from '../../replica/views-store.ts'
import type { TillModel } from '../till-model.ts'
import { isLocked } from './cart-store.ts'

const MINUTE_MS = 60_000

/** What a price depends on besides the cart. */
const SETTINGS = ['location', 'promotions', 'coupons', 'takeAwayRates', 'products'] as const

/** Starts watching; the answer stops it. */
export function watchPrices(till: TillModel): () => void {
  const { replica } = till.app
  const stopHearing = replica.store.subscribe((views, before) => {
    if (SETTINGS.some((key) => views[key] !== before[key])) reprice(till)
  })
  let timer: ReturnType<typeof setTimeout>
  const tick = () => {
    if (isTimed(replica.store.getState())) reprice(till)
    wait()
  }
  // Hours begin on the minute.
  const wait = () => {
    timer = setTimeout(tick, MINUTE_MS - (replica.deps.now() % MINUTE_MS))
  }
  wait()
  return () => {
    stopHearing()
    clearTimeout(timer)
  }
}

const isTimed = ({ promotions, coupons }: Pick<Views, 'promotions' | 'coupons'>) =>
  promotions.length > 0 || coupons.length > 0

/** A cart of which parts are paid keeps its total; an empty one costs nothing at any hour. */
function reprice({ carts }: TillModel): void {
  const { cart } = carts.getState()
  if (cart.lines.length > 0 && !isLocked(cart)) carts.reprice()
}
