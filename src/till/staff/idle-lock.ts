/** Locks the till when nobody has touched it for a while, and keeps the tabs of a device of one mind about it. */
import type { App } from '../../app/app-context.tsx'
import { keptSession, LOCKED_KEY, STAFF_KEY } from '../../app/session.ts'
import { withReopen } from '../../replica/reopen.ts'
import { type TillModel, tillModelOf } from '../till-model.ts'
import type { TillSheet } from '../till-sheet.ts'
import { createIdleClock } from './idle-clock.ts'
import { createLockWatch, type LockWatch } from './lock-watch.ts'

const LOOK_EVERY_MS = 1000
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const

/** Starts it, for as long as the page lives. */
export function startIdleLock(app: App): void {
  const idle = createIdleClock([() => performance.now(), app.replica.deps.now])
  const channel = new BroadcastChannel('barrow-touched')
  channel.addEventListener('message', idle.touch)
  const watch = watchOf(tillModelOf(app), { idle, tell: () => channel.postMessage(null) })
  for (const type of TOUCHES)
    addEventListener(type, () => void watch.touch(), { capture: true, passive: true })
  addEventListener('storage', ({ key }) => {
    if (key === STAFF_KEY || key === LOCKED_KEY) app.session.setState(keptSession())
  })
  document.addEventListener('visibilitychange', () => void watch.look())
  setInterval(() => void watch.look(), LOOK_EVERY_MS)
}

function watchOf(
  till: TillModel,
  deps: Pick<Parameters<typeof createLockWatch>[0], 'idle' | 'tell'>,
): LockWatch {
  const { replica, session } = till.app
  return createLockWatch({
    ...deps,
    limitMs: () => (replica.store.getState().location?.lockMinutes ?? 0) * 60_000,
    busy: () => isBusy(till),
    staff: () => replica.store.getState().staff,
    signedIn: () => session.getState().staff,
    lock: async () => (await lockTill(till)) === 'locked',
  })
}

/** Money is being taken or a terminal's answer is awaited. Only a tab that is looked at decides. */
function isBusy({ app, sheets }: TillModel): boolean {
  const paying = sheets.getState().sheets.some(takesMoney)
  return paying || app.session.getState().locked || document.visibilityState !== 'visible'
}

/** Not any more when the receipt is on the screen: the sale stands. */
const takesMoney = (sheet: TillSheet): boolean =>
  sheet.kind === 'questions' || (sheet.kind === 'pay' && !sheet.recorded)

type LockAnswer = 'locked' | 'nobody-could-open' | 'failed'

/** Locks at once, if anybody has a PIN here to open it again. The cart stays. */
export async function lockTill({ app, sheets }: TillModel): Promise<LockAnswer> {
  const canOpen = await withReopen(app.replica.deps.journal, () => somebodyCanOpen(app))
  if (!canOpen.ok) return 'failed'
  if (!canOpen.value) return 'nobody-could-open'
  sheets.closeAll()
  app.session.setState({ locked: true })
  return 'locked'
}

async function somebodyCanOpen({ replica }: App): Promise<boolean> {
  const ids = replica.store.getState().staff.map(({ id }) => id)
  const rows = await replica.deps.journal.pins.bulkGet(ids)
  return rows.some((row) => row !== undefined)
}
