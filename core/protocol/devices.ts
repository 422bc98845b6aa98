/** `GET /api/devices`: every device as the endpoint knows it, for the office's list and "is it all here?". */
import * as v from 'valibot'
import type { DeviceId } from '../domain/ids.ts'
import { countSchema, idSchema, positiveSchema, textSchema } from '../journal/schema.ts'

/**
 * `active` and `revoked`: paired, the pairing ended. `relayed`: known only by entries that others brought.
 * `endpoint`: one of the endpoint's own journals, an epoch each.
 */
export const DEVICE_STATES = ['active', 'revoked', 'relayed', 'endpoint'] as const

export const deviceAnswerSchema = v.object({
  device: idSchema<DeviceId>(),
  /** The till's letter; empty for the command line and whoever sells nothing. */
  letter: textSchema(4),
  state: v.picklist(DEVICE_STATES),
  /** The app's build that it told last. */
  build: textSchema(60),
  /** Since its last contact, by the endpoint's clock, in ms; null before the first. */
  heardAgoMs: v.nullable(countSchema),
  /** The first entry that is here (0: none); from there to `seq` none is missing: they are taken in order only. */
  firstSeq: countSchema,
  /** Where its journal ends at the endpoint. */
  seq: countSchema,
  /** Where its journal ends by its own last word; null before it told. */
  toldSeq: v.nullable(countSchema),
  /** What it told of and the endpoint lacks. */
  unsent: countSchema,
  /** Its clock less the endpoint's at the last contact, in ms; null before it told. */
  skewMs: v.nullable(v.pipe(v.number(), v.finite())),
  /** Whether it has handed over its journal since the last restore. */
  returned: v.boolean(),
  /** Entries whose bytes nobody can read. */
  quarantined: countSchema,
})
export type DeviceAnswer = v.InferOutput<typeof deviceAnswerSchema>

export const devicesAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  /** After a restore: some device has not handed over what the backup lacked. */
  recovering: v.boolean(),
  devices: v.array(deviceAnswerSchema),
})
export type DevicesAnswer = v.InferOutput<typeof devicesAnswerSchema>
