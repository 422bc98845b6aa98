/** Locks the till when nobody has touched it for a while, and keeps the tabs of a device of one mind about it. */
import type { App } from '../../app/app-context.tsx'
import { keptSession, LOCKED_KEY, STAFF_KEY } from '../../app/session.ts'
import { type TillModel, tillModelOf } from '../till-model.ts'
import { createIdleClock } from './idle-clock.ts'

const LOOK_EVERY_MS = 1000
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const

/** Starts it, for as long as the page lives. */
export function startIdleLock(app: App): void {
  const till = tillModelOf(app)
  const idle = createIdleClock([() => performance.now(), app.replica.deps.now])
  const channel = new BroadcastChannel('barrow-touched')
  channel.addEventListener('message', idle.touch)
  const touch = () => {
    if (idle.touch()) channel.postMessage(null)
  }
  for (const type of TOUCHES) addEventListener(type, touch, { capture: true, passive: true })
  addEventListener('storage', ({ key }) => {
    if (key === STAFF_KEY || key === LOCKED_KEY) app.session.setState(keptSession())
  })
  setInterval(() => {
    const minutes = app.replica.store.getState().location?.lockMinutes ?? 0
    if (minutes > 0 && idle.idleMs() >= minutes * 60_000 && mayLock(till)) void lockTill(till)
  }, LOOK_EVERY_MS)
}

/**
 * Whether the till may lock by itself: never while money is being taken or a terminal's answer is awaited, and not
 * where one person works alone. Only a tab that is looked at decides.
 */
function mayLock({ app, sheets }: TillModel): boolean {
  const paying = sheets.getState().sheets.some(({ kind }) => kind === 'pay' || kind === 'questions')
  const alone = app.replica.store.getState().staff.length < 2
  return !paying && !alone && !app.session.getState().locked && document.visibilityState === 'visible'
}

/** Locks at once, if anybody has a PIN here to open it again. The cart stays. Whether it is locked now. */
export async function lockTill({ app, sheets }: TillModel): Promise<boolean> {
  if (!(await somebodyCanOpen(app))) return false
  sheets.closeAll()
  app.session.setState({ locked: true })
  return true
}

async function somebodyCanOpen({ replica }: App): Promise<boolean> {
  const ids = replica.store.getState().staff.map(({ id }) => id)
  const rows = await replica.deps.journal.pins.bulkGet(ids)
  return rows.some((row) => row !== undefined)
}
