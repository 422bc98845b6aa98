/** The guard of routes for devices that have a key: a proof on every request, a nonce on every answer. */
import type { Context, MiddlewareHandler } from 'hono'
import type { Millis } from '../../core/domain/ids.ts'
import { NONCE_HEADER, PROOF_HEADER } from '../../core/protocol/proof.ts'
import type { AppEnv } from '../app-env.ts'
import type { Log } from '../log.ts'
import { expectBody } from '../read-body.ts'
import { failure, refuse } from '../refusal.ts'
import type { KnownDevice, Storage } from '../storage/storage.ts'
import { createNonces, type Nonces } from './nonces.ts'
import { createReplayMemory } from './replays.ts'
import { type ProofFlaw, verifyProof } from './verify-proof.ts'

export interface ProofGuardDeps {
  readonly storage: Pick<Storage, 'secret'>
  readonly now: () => Millis
  readonly log: Pick<Log, 'warn'>
  /** Host and port of PUBLIC_URL: what devices sign where a proxy changes the Host header. */
  readonly publicHost?: string | null
}

export interface ProofGuard {
  /** The refusal that a device's request meets for want of a right proof, or null. */
  refuseUnproven(context: Context<AppEnv>, device: KnownDevice): Promise<Response | null>
  /** Puts the nonce for the next request on every answer. */
  readonly nonceOnAnswers: MiddlewareHandler<AppEnv>
}

export function createProofGuard(deps: ProofGuardDeps): ProofGuard {
  const replays = createReplayMemory()
  let made: Promise<Nonces> | null = null
  const nonces = () => {
    made ??= deps.storage.secret().then(
      (secret) => createNonces(secret, deps.now),
      (error) => {
        // A store that is away now is asked again by the next request.
        made = null
        throw error
      },
    )
    return made
  }
  return {
    async refuseUnproven(context, device) {
      const { publicKey, tokenHash } = device
      // Paired by version 1, or the command line: its token alone is its word until it binds a key.
      if (!publicKey) return null
      const { method, path } = context.req
      const request = { method, path, hosts: hostsOf(deps, context), tokenHash, publicKey }
      const proofs = { nonces: await nonces(), replays }
      const proof = await verifyProof(proofs, request, context.req.header(PROOF_HEADER))
      if (!proof.ok) return refuseFlaw(deps, device, proof.error)
      expectBody(context.req.raw, proof.value.bodyHash)
      return null
    },
    nonceOnAnswers: async (context, next) => {
      await next()
      context.header(NONCE_HEADER, (await nonces()).current())
    },
  }
}

/**
 * The scheme is left out: TLS may end before the endpoint. The host is a check of the set-up rather than a
 * defence, because whoever sends a request chooses its Host header (docs/decisions/0008).
 */
function hostsOf({ publicHost }: ProofGuardDeps, context: Context<AppEnv>): readonly string[] {
  const called = URL.parse(context.req.url)?.host ?? ''
  return publicHost ? [called, publicHost] : [called]
}

function refuseFlaw({ log }: ProofGuardDeps, { device }: KnownDevice, flaw: ProofFlaw): Response {
  if (flaw === 'use-nonce') return refuse(USE_NONCE, { 'www-authenticate': 'DPoP error="use_dpop_nonce"' })
  log.warn({ device, flaw }, 'proof refused')
  if (flaw === 'full') return refuse(TOO_MANY, { 'retry-after': '60' })
  const words = flaw === 'other-host' ? OTHER_HOST : NOT_PROVEN
  return refuse(words, { 'www-authenticate': 'DPoP error="invalid_dpop_proof", algs="ES256"' })
}

const USE_NONCE = failure('use-nonce', 'The request is to be signed anew, with the nonce of this answer.')
const TOO_MANY = failure('too-many-requests', 'This device sends more than can be followed. Try again later.')
const NOT_PROVEN = failure(
  'unauthorized',
  'This device no longer has the key that it was paired with. Everything stays safe on it: pair it again, in the till’s status, and its unsent sales come along.',
)
const OTHER_HOST = failure(
  'unauthorized',
  'The device calls the endpoint by another name than it has here. Set PUBLIC_URL to the address that people use.',
)
