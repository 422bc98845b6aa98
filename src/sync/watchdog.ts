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

export interface WatchdogView {
  readonly oldest: OldestUnsent | null
  readonly nowMs: number
  /** When the endpoint was last heard of, whatever was asked; null for never. */
  readonly answeredMs: number | null
  readonly restartedMs: number | null
  /** A push is on the wire: how long it may take is not the watchdog's matter. */
  readonly sending: boolean
}

export interface Verdict {
  readonly restart: boolean
  readonly tell: boolean
}

export function judgePush({ oldest, nowMs, answeredMs, restartedMs, sending }: WatchdogView): Verdict {
  const answers = answeredMs !== null && nowMs - answeredMs <= RESTART_AFTER_MS
  if (!oldest || !answers) return { restart: false, tell: false }
  const waitsMs = nowMs - oldest.sinceMs
  const restMs = nowMs - (restartedMs ?? Number.NEGATIVE_INFINITY)
  const restart = !sending && waitsMs > RESTART_AFTER_MS && restMs > RESTART_AFTER_MS
  return { restart, tell: waitsMs > TELL_AFTER_MS }
}
