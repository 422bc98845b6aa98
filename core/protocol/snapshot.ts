/**
 * Snapshot: what a newcomer takes over instead of years of entries. `GET /api/snapshot` names one that fits
 * together, `GET /api/snapshot/:cursor/:part` is one of its parts, JSON packed as gzip: part 0 all but the sales
 * (`state-parts.ts`), the others sales by a thousand. The tail behind `cursor` is then pulled. A snapshot is kept
 * for minutes; when it is gone (404), the newcomer asks for another one.
 */
import * as v from 'valibot'
import { countSchema, hashSchema, positiveSchema } from '../journal/schema.ts'

export const MAX_SNAPSHOT_PARTS = 10_000

export const snapshotAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  /** The feed number as far as which the snapshot goes: the pull goes on behind it. */
  cursor: countSchema,
  /** The hash of the state that the parts come to together. */
  stateHash: hashSchema,
  /** Size in bytes and SHA-256 of each part as it is sent. None: the feed is short, it is pulled as it is. */
  parts: v.pipe(
    v.array(v.object({ bytes: positiveSchema, hash: hashSchema })),
    v.maxLength(MAX_SNAPSHOT_PARTS),
  ),
})
export type SnapshotAnswer = v.InferOutput<typeof snapshotAnswerSchema>
