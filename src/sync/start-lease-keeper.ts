/** When the lease keeper takes a round: at the start, after deeds and wishes, when the feed brings something, and now and then. */
import { onSignal, signal } from '../replica/lease-wish.ts'
import { LeaseKeeper, type LeaseKeeperDeps } from './lease-keeper.ts'

/** A burst of presses is one request. */
const WISH_MS = 200
/** Other tills sell all the time: their sales are no hurry. */
const FEED_MS = 2000
const ROUND_MS = 30_000

export interface LeaseRoundDeps extends LeaseKeeperDeps {
  /** Hears whenever something was learnt of the line, also that it is as before. */
  readonly onLineChange: (hear: () => void) => void
}

/** Starts the rounds in the leading tab; one at a time, at most one request under way. */
export function startLeaseKeeper(deps: LeaseRoundDeps): void {
  const { replica } = deps
  const keeper = new LeaseKeeper(deps)
  let timer: { readonly id: ReturnType<typeof setTimeout>; readonly dueMs: number } | null = null
  let running = false
  let wished = false
  const kick = (afterMs: number) => {
    const dueMs = deps.nowMs() + afterMs
    if (timer && timer.dueMs <= dueMs) return
    if (timer) clearTimeout(timer.id)
    timer = { dueMs, id: setTimeout(() => void round(), afterMs) }
  }
  const round = async () => {
    timer = null
    if (running) return kick(WISH_MS)
    running = true
    const asked = wished
    wished = false
    // A database that is gone for a moment is back by the next round.
    await keeper.step().catch(() => undefined)
    running = false
    if (asked) signal(replica, 'lease-answer')
  }
  onSignal(replica, 'lease-wish', () => {
    wished = true
    kick(WISH_MS)
  })
  replica.onAppend(() => kick(WISH_MS))
  replica.deps.tabs.listen(({ type }) => type === 'journal' && kick(WISH_MS))
  replica.store.subscribe((now, before) => {
    if (now.products !== before.products) kick(WISH_MS)
    else if (now.stockVersion !== before.stockVersion) kick(FEED_MS)
  })
  let before = deps.line()
  deps.onLineChange(() => {
    const isBack = deps.line() === 'good' && before !== 'good'
    before = deps.line()
    if (isBack) kick(WISH_MS)
  })
  setInterval(() => kick(0), ROUND_MS)
  kick(0)
}
