/**
 * How long to wait after `failures` failed attempts, in ms: exponential from 1 s, capped at 30 s, with jitter
 * of ±25 % from `seed` (0..1), so that a venue's tablets do not come back in one breath. Pure.
 */
export function backoffMs(failures: number, seed: number): number {
  if (failures <= 0) return 0
  const ceiling = Math.min(30_000, 1000 * 2 ** (failures - 1))
  return Math.round(ceiling * (0.75 + seed * 0.5))
}
