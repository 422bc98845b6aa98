/** One measured figure, as `npm run bench -- --json FILE` writes it. Names are stable. */
export interface BenchRow {
  readonly name: string
  readonly unit: string
  /** The figure itself: a median for times, a rate or a size otherwise. */
  readonly value: number
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  readonly n: number
  /** The raw limit beside which it stands, in the same unit and run; null where there is none. */
  readonly baseline: number | null
  /** value / baseline, or what the row's name says it is compared by. */
  readonly ratio: number | null
}

/** The share's quantile of some samples, by the nearest rank. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A row of times in ms, against a raw limit measured in the same run: both at their p95 (`by`: or at their p50). */
export function timesRow(
  name: string,
  samples: readonly number[],
  raw: readonly number[] | null,
  by: 0.5 | 0.95 = 0.95,
): BenchRow {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(samples, share)) as [
    number,
    number,
    number,
  ]
  const baseline = raw ? quantile(raw, by) : null
  const ratio = baseline ? quantile(samples, by) / baseline : null
  return { name, unit: 'ms', value: p50, p50, p95, p99, n: samples.length, baseline, ratio }
}
