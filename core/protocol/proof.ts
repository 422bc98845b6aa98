/**
 * The proof that travels with every request of a device that has a key: a DPoP JWT (RFC 9449) in the header
 * `DPoP`. Freshness is the endpoint's nonce, never a clock: `iat` is carried because the RFC has it and is not
 * judged. `bh` is ours: the SHA-256 of the body as it is sent, so that a proof is good for one body only.
 */
import * as v from 'valibot'
import { textSchema } from '../journal/schema.ts'
import { publicKeySchema } from './identity.ts'

/** The request's header with the proof, and the answer's header with the nonce for the next one. */
export const PROOF_HEADER = 'dpop'
export const NONCE_HEADER = 'dpop-nonce'

/** A proof's largest size in characters: some 700 are usual. */
export const MAX_PROOF_CHARACTERS = 4000

/** A SHA-256, base64url. */
const digestSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256, base64url'))

/** Strict: a JWK that holds anything else, a private key above all, is refused. */
export const proofHeaderSchema = v.object({
  typ: v.literal('dpop+jwt'),
  alg: v.literal('ES256'),
  jwk: v.strictObject({ kty: v.literal('EC'), crv: v.literal('P-256'), ...publicKeySchema.entries }),
})
export type ProofHeader = v.InferOutput<typeof proofHeaderSchema>

export const proofClaimsSchema = v.object({
  /** Fresh for each request: one proof is taken once. */
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'an id of 16 to 64 characters, base64url')),
  htm: textSchema(10),
  /** The address without query and fragment. */
  htu: textSchema(2000),
  /** Seconds since epoch by the device's clock: a label. */
  iat: v.pipe(v.number(), v.finite()),
  /** SHA-256 of the token. */
  ath: digestSchema,
  /** The endpoint's latest; none before its first answer. */
  nonce: v.optional(textSchema(100), ''),
  /** SHA-256 of the body as sent, after packing; absent where there is no body. */
  bh: v.optional(digestSchema),
})
export type ProofClaims = v.InferOutput<typeof proofClaimsSchema>
