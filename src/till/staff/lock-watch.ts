/** When a till locks by itself (rules P2 and P6). No timer, no screen. */
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import type { IdleClock } from './idle-clock.ts'

export interface LockWatchDeps {
  readonly idle: IdleClock
  /** Idle for so long is too long, in ms; 0 for never. */
  readonly limitMs: () => number
  /** Whether this is no moment to lock: locked already, money is being taken, or nobody looks at this tab. */
  readonly busy: () => boolean
  readonly staff: () => readonly Staff[]
  readonly signedIn: () => StaffId | null
  /** Whether it is locked now: not where nobody could open it again. */
  readonly lock: () => Promise<boolean>
  /** The other tabs are to hear that somebody is there. */
  readonly tell: () => void
}

export interface LockWatch {
  /** Somebody touches the till. Whoever comes back after its time was over finds it locked. */
  readonly touch: () => Promise<void>
  /** To be called each second, and when the tab is looked at again. */
  readonly look: () => Promise<void>
}

export function createLockWatch(deps: LockWatchDeps): LockWatch {
  const { idle, limitMs, busy, staff, signedIn, lock, tell } = deps
  /** Where one person works alone the till stays open. */
  const isOver = () => limitMs() > 0 && idle.idleMs() >= limitMs() && staff().length > 1
  /** Who was signed in has been removed; before the staff have arrived nobody is. */
  const isStranger = () => staff().length > 0 && signedIn() !== null && !staff().some(isSignedIn)
  const isSignedIn = ({ id }: Staff) => id === signedIn()
  const lockIfDue = async () => !busy() && (isOver() || isStranger()) && (await lock())
  return {
    touch: async () => {
      if (isOver() && (await lockIfDue())) return
      if (idle.touch()) tell()
    },
    look: async () => {
      await lockIfDue()
    },
  }
}
