/** The bars that a figure must reach. */
import type { BenchRow } from './row.ts'

export interface Bar {
  readonly words: string
  readonly holds: (row: BenchRow) => boolean
}

type Figure = 'value' | 'p50' | 'p95' | 'p99' | 'ratio'

const atMost = (figure: Figure, limit: number): Bar => ({
  words: `${figure} ≤ ${limit}`,
  holds: (row) => (row[figure] ?? Number.POSITIVE_INFINITY) <= limit,
})
const atLeast = (figure: Figure, limit: number): Bar => ({
  words: `${figure} ≥ ${limit}`,
  holds: (row) => (row[figure] ?? 0) >= limit,
})

/** Against a peer of the same run; where there is none, nothing is said. */
const besidePeer = (limit: number): Bar => ({
  words: `ratio to the peer ≤ ${limit}`,
  holds: ({ ratio }) => ratio === null || ratio <= limit,
})

export const BARS: Readonly<Record<string, readonly Bar[]>> = {
  'press-to-paint-10k': [atMost('p95', 60), atMost('p99', 100), atMost('ratio', 1.5)],
  'press-to-paint': [atMost('p99', 50)],
  'press-own-share': [atMost('p50', 1)],
  'done-to-durable': [atMost('ratio', 2)],
  'cold-start-offline-10k': [atMost('p50', 1000)],
  'open-warm': [atMost('p50', 400)],
  'total-to-next-sale': [atMost('p50', 80)],
  'catalogue-into-memory-10k': [atMost('p50', 20)],
  'reconcile-2000': [besidePeer(1 / 3)],
  'reconcile-2000-outbox': [besidePeer(1)],
  'reconcile-2000-bytes': [besidePeer(0.15)],
  'reconcile-2000-again': [atMost('value', 10)],
  'sell-at-50000-queued': [atMost('ratio', 1.5)],
  'script-till-gzip': [atMost('value', 120)],
  'push-sqlite': [atLeast('ratio', 0.25)],
  'push-sqlite-again': [atLeast('ratio', 3)],
  'push-postgres': [atLeast('ratio', 0.25)],
  'push-postgres-again': [atLeast('ratio', 2)],
  'push-single': [atLeast('value', 3000)],
  'push-50-tills': [atMost('p99', 500), atLeast('ratio', 0.5)],
  'live-badge': [atMost('p95', 250)],
  'sse-1000': [atMost('p99', 100)],
  'sse-10000': [atMost('p99', 500)],
  'reprice-100x10': [atMost('p95', 2)],
  'reprice-100x10-stacked': [atMost('p95', 2)],
  'sales-search-50k': [atMost('p95', 50)],
  'sales-order-50k': [atMost('p95', 100)],
  'catalogue-import-10k': [atMost('value', 10_000)],
}
