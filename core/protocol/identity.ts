/** How a device becomes known to the endpoint: it makes a location, or it is paired to one. */
import * as v from 'valibot'
import type { DeviceId, LocationId, ShiftId, StaffId } from '../domain/ids.ts'
import { countSchema, hashSchema, idSchema, positiveSchema, textSchema } from '../journal/schema.ts'

/** Argon2id of a staff member's PIN with its salt (hex): what a device binds to its own key before keeping it. */
export const pinHashSchema = v.object({
  staff: idSchema<StaffId>(),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  hash: hashSchema,
})
export type PinHash = v.InferOutput<typeof pinHashSchema>

const coordinateSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'a P-256 coordinate, base64url'))

/** A device's public key: an EC P-256 JWK (RFC 7518, section 6.2) without what is the same for all. */
export const publicKeySchema = v.object({ x: coordinateSchema, y: coordinateSchema })
export type PublicKey = v.InferOutput<typeof publicKeySchema>

/** A device's own id. Names that the endpoint keeps for its own journals are not taken by anybody. */
const newDeviceSchema = v.pipe(
  idSchema<DeviceId>() as unknown as v.GenericSchema<string, string>,
  v.regex(/^(?!endpoint-)/, 'a name that the endpoint keeps for itself'),
) as unknown as v.GenericSchema<string, DeviceId>

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
  device: newDeviceSchema,
  token: hashSchema,
  pins: v.pipe(v.array(pinHashSchema), v.maxLength(200)),
  /** From version 2 on. A device without one can push and pull, as version 1 did, until it is paired anew. */
  publicKey: v.optional(publicKeySchema),
})
export type RegisterRequest = v.InferOutput<typeof registerSchema>

export const registerAnswerSchema = v.object({ protocol: positiveSchema, epoch: countSchema })
export type RegisterAnswer = v.InferOutput<typeof registerAnswerSchema>

/** `POST /api/pairing-codes` (a paired device asks; the body may be empty): a single-use code for one more device. */
export const pairingCodeSchema = v.object({
  /** The device that the new one stands in for: lost, broken, or its storage was wiped. */
  replaces: v.optional(v.nullable(idSchema<DeviceId>()), null),
})
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
  device: newDeviceSchema,
  token: hashSchema,
  /** From version 2 on. */
  publicKey: v.optional(publicKeySchema),
})
export type PairRequest = v.InferOutput<typeof pairSchema>

export const pairAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  location: idSchema<LocationId>(),
  /** The till's letter, unique in the location: receipts are numbered "B-000001". */
  letter: textSchema(4),
  pins: v.array(pinHashSchema),
  /**
   * From version 2 on. An HMAC of the endpoint over this pairing: with it a device that was paired behind the
   * last backup is admitted again after a restore (`POST /api/readmit`).
   */
  credential: v.optional(hashSchema),
  /** From version 2 on: the open shift of the till in whose place this one was paired. */
  shift: v.optional(v.nullable(v.object({ id: idSchema<ShiftId>(), number: countSchema }))),
  /** From version 2 on: the device in whose place this one was paired; that one's pairing has ended. */
  replaces: v.optional(v.nullable(idSchema<DeviceId>())),
})
export type PairAnswer = v.InferOutput<typeof pairAnswerSchema>

/** `POST /api/readmit`: a device that a restored endpoint does not know shows what it got when it was paired. */
export const readmitSchema = v.object({
  protocol: positiveSchema,
  location: idSchema<LocationId>(),
  device: newDeviceSchema,
  token: hashSchema,
  letter: textSchema(4),
  publicKey: v.optional(publicKeySchema),
  credential: hashSchema,
})
export type ReadmitRequest = v.InferOutput<typeof readmitSchema>

/** `POST /api/bind-key`: a device that was paired by version 1 names its key, once. */
export const bindKeySchema = v.object({ protocol: positiveSchema, publicKey: publicKeySchema })
export type BindKeyRequest = v.InferOutput<typeof bindKeySchema>

/** `POST /api/pins` (a paired device sends) and the answer of `GET /api/pins`. */
export const pinsSchema = v.object({ pins: v.pipe(v.array(pinHashSchema), v.maxLength(200)) })

/** The answer to what needs no other. */
export const doneAnswerSchema = v.object({ protocol: positiveSchema })
export type DoneAnswer = v.InferOutput<typeof doneAnswerSchema>
