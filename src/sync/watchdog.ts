/**
 * The watchdog of push: entries that wait although the endpoint answers mean that something here has stopped. Then
 * push is started afresh, and after a minute the screen says so. Pure: times are ms of a monotonic clock.
 */

/** Since when the oldest unsent entry has been waiting. */
export interface OldestUnsent {
  readonly afterSeq: number
  readonly sinceMs: number
}

export interface OutboxSeen {
  readonly acknowledgedSeq: number
  readonly unsent: number
  readonly nowMs: number
}

/** Follows the oldest unsent entry: another one, or none, when the acknowledgement has moved. */
export function followOldest(before: OldestUnsent | null, seen: OutboxSeen): OldestUnsent | null {
  if (seen.unsent === 0) return null
  if (before?.afterSeq === seen.acknowledgedSeq) return before
  return { afterSeq: seen.acknowledgedSeq, sinceMs: seen.nowMs }
}

export const RESTART_AFTER_MS = 10_000
export const TELL_AFTER_MS = 60_000
/** Every request is given up long before: a push that takes longer hangs in this device itself. */
const LONGEST_SENDING_MS = 75_000

export interface WatchdogView {
  readonly oldest: OldestUnsent | null
  readonly nowMs: number
  /** When the endpoint was last heard of, whatever was asked; null for never. */
  readonly answeredMs: number | null
  readonly restartedMs: number | null
  /** Since when a push has been under way; null when none is. It has limits of its own, as long as they hold. */
  readonly sendingSinceMs: number | null
}

export interface Verdict {
  readonly restart: boolean
  readonly tell: boolean
}

export function judgePush(view: WatchdogView): Verdict {
  const { oldest, nowMs, answeredMs, restartedMs, sendingSinceMs } = view
  const answers = answeredMs !== null && nowMs - answeredMs <= RESTART_AFTER_MS
  if (!oldest || !answers) return { restart: false, tell: false }
  const waitsMs = nowMs - oldest.sinceMs
  const restMs = nowMs - (restartedMs ?? Number.NEGATIVE_INFINITY)
  const sending = sendingSinceMs !== null && nowMs - sendingSinceMs <= LONGEST_SENDING_MS
  const restart = !sending && waitsMs > RESTART_AFTER_MS && restMs > RESTART_AFTER_MS
  return { restart, tell: waitsMs > TELL_AFTER_MS }
}
