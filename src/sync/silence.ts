/**
 * When a request that gets no answer is given up. A browser does not notice that a connection has become a black
 * hole; so, while something waits, fresh requests are sent beside it (probes), and one that is answered proves that
 * whatever was silent already when it began will be silent for good. Pure: times are ms of a monotonic clock.
 */

/** A request, or a stream, from which something is awaited. */
export interface Waiting {
  /** When something came last; at first, when it began. */
  readonly silentSinceMs: number
  /** So long its silence is nothing odd. */
  readonly patienceMs: number
}

export interface Probe {
  readonly begunMs: number
}

/** How long an answer may take before it is doubted, and the most that a slow line earns. */
export const PATIENCE_MS = 3000
export const LONGEST_PATIENCE_MS = 24_000

export const PROBE_EVERY_MS = 3000

export const isOverdue = (waiting: Waiting, nowMs: number): boolean =>
  nowMs - waiting.silentSinceMs > waiting.patienceMs

/** Whether a probe is due: something is overdue, and the last probe began long enough ago. */
export function isProbeDue(waiting: Iterable<Waiting>, probes: readonly Probe[], nowMs: number): boolean {
  const last = probes.at(-1)?.begunMs ?? Number.NEGATIVE_INFINITY
  if (nowMs - last < PROBE_EVERY_MS) return false
  return [...waiting].some((one) => isOverdue(one, nowMs))
}

/**
 * What an answered probe proves dead. What began or moved after the probe did may be as alive as the probe: where
 * every answer takes 20 s, nothing is proven.
 */
export function provenDead<One extends Waiting>(
  waiting: Iterable<One>,
  probe: Probe,
  nowMs: number,
): readonly One[] {
  return [...waiting].filter((one) => one.silentSinceMs < probe.begunMs && isOverdue(one, nowMs))
}

/** A request that was given up may only have been slow (an upload shows no progress): its next one gets twice as long. */
export const nextPatience = (patienceMs: number): number => Math.min(LONGEST_PATIENCE_MS, patienceMs * 2)
