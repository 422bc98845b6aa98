/**
 * Signs requests with the device's key (RFC 9449; rules I3 to I7). A request that is refused because its nonce was
 * old is signed and sent again, once, with the nonce of that answer.
 */
import * as v from 'valibot'
import { failureSchema } from '../../core/protocol/failure.ts'
import { NONCE_HEADER, PROOF_HEADER, type ProofClaims, type ProofHeader } from '../../core/protocol/proof.ts'
import { type DeviceKey, SIGNING } from '../replica/device-key.ts'

export interface ProvenFetchDeps {
  readonly fetch: typeof fetch
  /** The device's key; null while there is none. */
  readonly key: () => Promise<DeviceKey | null>
  /** Where the endpoint is, as in "https://till.example". */
  readonly origin: string
}

/** A silent line shows itself by the request itself, which then goes without a nonce. */
const NONCE_MS = 5000

/** A `fetch` that proves each request that carries a token. Its bodies are texts, buffers or blobs, never streams. */
export function provenFetch(deps: ProvenFetchDeps): typeof fetch {
  let nonce = ''
  let asked: Promise<void> | null = null
  // Asked for once, in the open: requests that leave together would each be refused for want of it.
  const firstNonce = async () => {
    const answer = await deps
      .fetch('/api/health', { signal: AbortSignal.timeout(NONCE_MS) })
      .catch(() => null)
    nonce ||= answer?.headers.get(NONCE_HEADER) ?? ''
    // Unread, its body would keep one of the browser's few connections.
    void answer?.body?.cancel()
    if (nonce === '') asked = null
  }
  let key: DeviceKey | null = null
  const send = async (input: RequestInfo | URL, init: RequestInit, token: string, signer: DeviceKey) => {
    const url = new URL(String(input), deps.origin)
    // A browser that has lost its key asks without a proof: the endpoint's refusal is then what a person reads.
    const proof = await prove(signer, { url, init, token, nonce }).catch(() => null)
    if (proof === null) return deps.fetch(input, init)
    const headers = new Headers(init.headers)
    headers.set('authorization', `DPoP ${token}`)
    headers.set(PROOF_HEADER, proof)
    const response = await deps.fetch(input, { ...init, headers })
    nonce = response.headers.get(NONCE_HEADER) ?? nonce
    return response
  }
  return async (input, init = {}) => {
    const token = tokenOf(init)
    if (token === null) return deps.fetch(input, init)
    key ??= await deps.key()
    if (!key) return deps.fetch(input, init)
    if (nonce === '') {
      asked ??= firstNonce()
      await asked
    }
    const response = await send(input, init, token, key)
    return (await wantsNonce(response)) ? send(input, init, token, key) : response
  }
}

function tokenOf({ headers }: RequestInit): string | null {
  const [scheme, token] = new Headers(headers).get('authorization')?.split(' ') ?? []
  return scheme === 'Bearer' && token ? token : null
}

async function wantsNonce(response: Response): Promise<boolean> {
  if (response.status !== 401) return false
  const body = v.safeParse(
    failureSchema,
    await response
      .clone()
      .json()
      .catch(() => null),
  )
  return body.success && body.output.code === 'use-nonce'
}

interface Proven {
  readonly url: URL
  readonly init: RequestInit
  readonly token: string
  readonly nonce: string
}

/** The proof of one request, as the value of its header. */
async function prove(signer: DeviceKey, { url, init, token, nonce }: Proven): Promise<string> {
  const jwk = { kty: 'EC', crv: 'P-256', ...signer.publicKey } as const
  const header: ProofHeader = { typ: 'dpop+jwt', alg: 'ES256', jwk }
  const claims: ProofClaims = {
    jti: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    htm: init.method ?? 'GET',
    htu: url.origin + url.pathname,
    // A label: a wrong clock costs nothing.
    iat: Math.floor(Date.now() / 1000),
    ath: await digest(token),
    nonce,
    ...(init.body ? { bh: await digest(init.body) } : {}),
  }
  const signed = `${toSegment(header)}.${toSegment(claims)}`
  const signature = await crypto.subtle.sign(SIGNING, signer.key, new TextEncoder().encode(signed))
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`
}

/** SHA-256 of a body's bytes, base64url. */
async function digest(body: BodyInit): Promise<string> {
  const bytes = await new Response(body).arrayBuffer()
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const toSegment = (part: ProofHeader | ProofClaims) =>
  toBase64Url(new TextEncoder().encode(JSON.stringify(part)))

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
