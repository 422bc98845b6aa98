/** The longest wait between two attempts, in ms: with it, what was cut off is heard of within 10 s of its mending. */
export const LONGEST_BACKOFF_MS = 8000

/**
 * How long to wait after `failures` failed attempts, in ms: exponential from 1 s up to 8 s, with jitter of ±25 %
 * from `seed` (0..1), so that a venue's tablets do not come back in one breath. Pure.
 */
export function backoffMs(failures: number, seed: number): number {
  if (failures <= 0) return 0
  const middle = Math.min(LONGEST_BACKOFF_MS / 1.25, 1000 * 2 ** (failures - 1))
  return Math.round(middle * (0.75 + seed * 0.5))
}
