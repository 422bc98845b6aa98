/**
 * Push: `POST /api/push`, a body of newline-delimited JSON. Line 1 is the header; each further line is one
 * entry's canonical bytes, exactly as the device stored and hashed them. gzip is welcome.
 */
import * as v from 'valibot'
import type { DeviceId, LocationId } from '../domain/ids.ts'
import {
  countSchema,
  hashSchema,
  idSchema,
  positiveSchema,
  textSchema,
  wallClockSchema,
} from '../journal/schema.ts'

/** The most entries, and the most bytes before compression, of one push. */
export const MAX_PUSH_ENTRIES = 1000
export const MAX_PUSH_BYTES = 4 * 1024 * 1024

export const pushHeaderSchema = v.object({
  protocol: positiveSchema,
  location: idSchema<LocationId>(),
  device: idSchema<DeviceId>(),
  /** The endpoint's epoch as the device knows it; null before the first answer. */
  epoch: v.nullable(countSchema),
  /** The sequence number of the first entry; the others follow without a gap. */
  from: positiveSchema,
  /** The app's build, for the office's list of devices. */
  build: textSchema(60),
  /** From version 2 on: the end of the device's own journal, so that the endpoint knows what is still to come. */
  head: v.optional(countSchema),
  /** From version 2 on: the device's clock at sending, ms since epoch. A label: it flags a wrong clock. */
  at: v.optional(wallClockSchema),
  /**
   * From version 2 on: whether the device has pulled all of this epoch and brought what it holds of others and the
   * endpoint had lost. Only then has it come back after a restore.
   */
  relayed: v.optional(v.boolean()),
  /**
   * From version 2 on: the device has found that its storage is an older copy of itself. Its own word is needed: a
   * push that was overtaken on its way tells an older head too.
   */
  setBack: v.optional(v.boolean()),
  /**
   * From version 2 on: the device that brings these entries of another one, after a restore. Then `device` is
   * whose they are, and the token is the bringer's.
   */
  relayedBy: v.optional(idSchema<DeviceId>()),
  /** From version 2 on: the lines behind the header are packed, see `packed-push.ts`. */
  packed: v.optional(v.literal(1)),
})
export type PushHeader = v.InferOutput<typeof pushHeaderSchema>

export const quarantineReasonSchema = v.picklist([
  'not-json',
  'bad-envelope',
  'bad-body',
  'wrong-place',
  'too-large',
])
export type QuarantineReason = v.InferOutput<typeof quarantineReasonSchema>

/**
 * What became of an entry when it was not simply recorded. `quarantined`: kept whole, needs a person.
 * `chain-broken`: recorded, but its `prev` is not the hash of the entry before it. `forked`: this place in the
 * sequence holds another entry already; both are kept.
 */
export const pushResultSchema = v.object({
  seq: positiveSchema,
  outcome: v.picklist(['quarantined', 'chain-broken', 'forked']),
  detail: textSchema(400),
})
export type PushResult = v.InferOutput<typeof pushResultSchema>

/** The endpoint's head of this device's journal, durable when the answer leaves. */
const haveSchema = v.object({ seq: countSchema, hash: hashSchema })

/** The answer comes after the commit. Entries that `results` does not name were recorded, now or before. */
export const pushAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  have: haveSchema,
  results: v.array(pushResultSchema),
})
export type PushAnswer = v.InferOutput<typeof pushAnswerSchema>

/** 409 `gap`: the push starts beyond `have + 1`. The device goes on from there. */
export const gapAnswerSchema = v.object({ code: v.literal('gap'), epoch: countSchema, have: haveSchema })
export type GapAnswer = v.InferOutput<typeof gapAnswerSchema>
