/** How much push sends at once: all it may, and less after a line was given up under it. Pure. */
import type { Result } from '../../core/result.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { Ahead } from './read-ahead.ts'

/** Kept from step to step by whoever runs push. */
export interface PushPace {
  /** The most entries of the next batch. */
  entries: number
  /** Ask what the endpoint holds, before anything else. */
  helloDue: boolean
  /** A push is on the wire. */
  sending: boolean
  /** The endpoint has refused a packed push: entries travel as they are. */
  plainly?: boolean
  /** The batch that follows on the one that was sent last. */
  ahead?: Ahead
}

export const MOST_ENTRIES = 1000
export const FEWEST_ENTRIES = 20
const BATCH_BYTES = 3_000_000

export const newPushPace = (): PushPace => ({
  entries: MOST_ENTRIES,
  helloDue: true,
  sending: false,
})

/**
 * A batch whose line was given up may only have been too long for a slow one: the next is half of it. One that
 * arrived doubles the next. Any answer has told what the endpoint holds, so that no hello is due.
 */
export function paceAfter(pace: PushPace, answer: Result<unknown, EndpointProblem>, sent: number): PushPace {
  if (answer.ok) return { sending: false, entries: Math.min(MOST_ENTRIES, pace.entries * 2), helloDue: false }
  if (answer.error.code !== 'cut' || sent === 0) return { ...pace, sending: false }
  return {
    ...pace,
    sending: false,
    entries: Math.max(FEWEST_ENTRIES, Math.floor(Math.min(sent, pace.entries) / 2)),
  }
}

/** At most three megabytes a batch, and at least one entry. */
export function cutBatch<Row extends { readonly bytes: string }>(rows: readonly Row[]): readonly Row[] {
  const encoder = new TextEncoder()
  let bytes = 0
  const end = rows.findIndex((row) => {
    bytes += encoder.encode(row.bytes).byteLength
    return bytes > BATCH_BYTES
  })
  return end === -1 ? rows : rows.slice(0, Math.max(1, end))
}
