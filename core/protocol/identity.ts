/** How a device becomes known to the endpoint: it makes a location, or it is paired to one. */
import * as v from 'valibot'
import type { DeviceId, LocationId, StaffId } from '../domain/ids.ts'
import { countSchema, hashSchema, idSchema, positiveSchema, textSchema } from '../journal/schema.ts'

/** Argon2id of a staff member's PIN with its salt (hex): what a device binds to its own key before keeping it. */
export const pinHashSchema = v.object({
  staff: idSchema<StaffId>(),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  hash: hashSchema,
})
export type PinHash = v.InferOutput<typeof pinHashSchema>

/** `GET /api/setup`: what a browser without an identity may do here. */
export const setupAnswerSchema = v.object({
  protocol: positiveSchema,
  floor: positiveSchema,
  /** Whether a new location may be made from where the request comes. */
  open: v.boolean(),
  /** A pairing code that anybody may use: only of an endpoint started with --demo. */
  demoCode: v.nullable(textSchema(64)),
})
export type SetupAnswer = v.InferOutput<typeof setupAnswerSchema>

/**
 * `POST /api/register`: the first device makes the location. The device mints its own token (32 random
 * bytes, hex) and the endpoint keeps only its SHA-256, so that a repeated call is the same call.
 */
export const registerSchema = v.object({
  protocol: positiveSchema,
  location: idSchema<LocationId>(),
  device: idSchema<DeviceId>(),
  token: hashSchema,
  pins: v.pipe(v.array(pinHashSchema), v.maxLength(200)),
})
export type RegisterRequest = v.InferOutput<typeof registerSchema>

export const registerAnswerSchema = v.object({ protocol: positiveSchema, epoch: countSchema })
export type RegisterAnswer = v.InferOutput<typeof registerAnswerSchema>

/** `POST /api/pairing-codes` (a paired device asks): a single-use code for one more device. */
export const pairingCodeAnswerSchema = v.object({
  code: textSchema(64),
  /** Seconds until it is void, by the endpoint's clock. */
  validForSeconds: positiveSchema,
})
export type PairingCodeAnswer = v.InferOutput<typeof pairingCodeAnswerSchema>

/** `POST /api/pair`: a new device uses a code. */
export const pairSchema = v.object({
  protocol: positiveSchema,
  code: v.pipe(v.string(), v.minLength(8), v.maxLength(64)),
  device: idSchema<DeviceId>(),
  token: hashSchema,
})
export type PairRequest = v.InferOutput<typeof pairSchema>

export const pairAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  location: idSchema<LocationId>(),
  /** The till's letter, unique in the location: receipts are numbered "B-000001". */
  letter: textSchema(4),
  pins: v.array(pinHashSchema),
})
export type PairAnswer = v.InferOutput<typeof pairAnswerSchema>
