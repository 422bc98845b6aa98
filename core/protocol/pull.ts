/**
 * Pull: `GET /api/pull?cursor=N&limit=M`, an answer of newline-delimited JSON. Line 1 is the header; each
 * further line is one entry's bytes as its device sent them. `cursor` is the endpoint's own numbering of the
 * location's journal, assigned under the lock of the commit: never a time.
 */
import * as v from 'valibot'
import type { DeviceId } from '../domain/ids.ts'
import { countSchema, idSchema, positiveSchema } from '../journal/schema.ts'

export const MAX_PULL_ENTRIES = 1000

export const pullHeaderSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  /** The cursor after the last entry of this page. */
  next: countSchema,
  /** Whether more entries wait behind this page. */
  more: v.boolean(),
  /** From version 2 on: how many lines follow, so that a page that was cut on its way is known for one. */
  count: v.optional(countSchema),
  /** Places whose bytes nobody can read: to be stepped over in the fold. */
  unreadable: v.array(v.object({ device: idSchema<DeviceId>(), seq: positiveSchema })),
})
export type PullHeader = v.InferOutput<typeof pullHeaderSchema>
