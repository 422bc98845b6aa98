/**
 * Proofs of a device's key (docs/spec/identity.md, I3 to I7). The cheap checks come first, the signature last;
 * it is verified on another thread, so that the one that serves goes on.
 */
import * as v from 'valibot'
import type { PublicKey } from '../../core/protocol/identity.ts'
import { MAX_PROOF_CHARACTERS, proofClaimsSchema, proofHeaderSchema } from '../../core/protocol/proof.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Nonces } from './nonces.ts'
import type { ReplayMemory } from './replays.ts'
import { isSignedBy } from './signatures.ts'

export interface ProofDeps {
  readonly nonces: Nonces
  readonly replays: ReplayMemory
}

/** What a proof must be a proof of. */
export interface ProvenRequest {
  readonly method: string
  readonly path: string
  /** The names by which the endpoint is called, with port: the request's own and the public one. */
  readonly hosts: readonly string[]
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string
  readonly publicKey: PublicKey
}

/**
 * `use-nonce`: made without a nonce of ours that is good, or used before: a fresh proof may well be taken.
 * `full`: too many proofs to remember. Anything else is the reason, for the log and for whoever sets it up.
 */
export type ProofFlaw =
  | 'use-nonce'
  | 'full'
  | 'missing'
  | 'malformed'
  | 'other-key'
  | 'other-request'
  | 'other-host'
  | 'other-token'
  | 'bad-signature'

/** Checks a proof; gives the SHA-256 (base64url) that the body must have, null where no body is allowed. */
export async function verifyProof(
  deps: ProofDeps,
  request: ProvenRequest,
  proof: string | undefined,
): Promise<Result<{ readonly bodyHash: string | null }, ProofFlaw>> {
  if (proof === undefined) return err('missing')
  const parts = parseProof(proof)
  if (!parts) return err('malformed')
  const flaw = findOther(request, parts)
  if (flaw) return err(flaw)
  const slot = deps.nonces.slotOf(parts.claims.nonce)
  if (slot === null) return err('use-nonce')
  const { signed, signature } = parts
  if (!(await isSignedBy({ publicKey: request.publicKey, signed, signature }))) return err('bad-signature')
  const taken = deps.replays.take(slot, request.tokenHash, parts.claims.jti)
  if (taken !== 'first') return err(taken === 'again' ? 'use-nonce' : 'full')
  return ok({ bodyHash: parts.claims.bh ?? null })
}

type ProofParts = NonNullable<ReturnType<typeof parseProof>>

const SHAPE = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/

function parseProof(proof: string) {
  if (proof.length > MAX_PROOF_CHARACTERS) return null
  const [, head = '', payload = '', signature = ''] = SHAPE.exec(proof) ?? []
  const header = v.safeParse(proofHeaderSchema, parseSegment(head))
  const claims = v.safeParse(proofClaimsSchema, parseSegment(payload))
  if (!header.success || !claims.success) return null
  return { jwk: header.output.jwk, claims: claims.output, signed: `${head}.${payload}`, signature }
}

function parseSegment(segment: string): unknown {
  try {
    return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** What the proof is for, if not for this request. */
function findOther(request: ProvenRequest, { jwk, claims }: ProofParts): ProofFlaw | null {
  if (jwk.x !== request.publicKey.x || jwk.y !== request.publicKey.y) return 'other-key'
  if (claims.ath !== Buffer.from(request.tokenHash, 'hex').toString('base64url')) return 'other-token'
  const address = URL.parse(claims.htu)
  if (claims.htm !== request.method || address?.pathname !== request.path) return 'other-request'
  return request.hosts.includes(address.host) ? null : 'other-host'
}
