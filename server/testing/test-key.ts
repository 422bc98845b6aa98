/** A device's key in a test, and the proofs that it signs: right ones, and with any part made wrong. */
import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto'
import type { PublicKey } from '../../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { json, type TestEndpoint } from './test-endpoint.ts'
import { type PushOptions, pushBody, type TestTill, tillOf } from './test-till.ts'

export interface TestKey {
  readonly publicKey: PublicKey
  /** A proof's text for these parts. */
  sign(header: object, claims: object): string
}

export function testKey(): TestKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
  const segment = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return {
    publicKey: { x, y },
    sign(header, claims) {
      const signed = `${segment(header)}.${segment(claims)}`
      const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
    },
  }
}

export interface Signed {
  readonly method?: string
  readonly path: string
  readonly body?: Uint8Array | string
  /** What is to be wrong with the proof. */
  readonly header?: object
  readonly claims?: object
}

export const proofHeaderOf = (key: TestKey) => ({
  typ: 'dpop+jwt',
  alg: 'ES256',
  jwk: { kty: 'EC', crv: 'P-256', ...key.publicKey },
})

/** The headers of a request that this till signs with this key. */
export function proven(till: TestTill, key: TestKey, nonce: string, request: Signed): Record<string, string> {
  const { method = 'GET', path, body } = request
  const claims = {
    jti: randomBytes(16).toString('base64url'),
    htm: method,
    htu: `https://barrow.test${path.split('?')[0]}`,
    iat: 0,
    ath: hash('sha256', till.token, 'base64url'),
    nonce,
    ...(body === undefined ? {} : { bh: hash('sha256', body, 'base64url') }),
    ...request.claims,
  }
  const dpop = key.sign({ ...proofHeaderOf(key), ...request.header }, claims)
  return { authorization: `DPoP ${till.token}`, dpop }
}

/** The nonce that the endpoint gives out now. */
export async function nonceOf(endpoint: TestEndpoint): Promise<string> {
  return (await endpoint.send('/api/setup')).headers.get('dpop-nonce') ?? ''
}

/** A till with a key: the first of its location. */
export async function registerProven(endpoint: TestEndpoint, location = 'location-1', device = 'device-1') {
  const till = tillOf(location, device)
  const key = testKey()
  const { token } = till
  const { publicKey } = key
  const body = json({ protocol: PROTOCOL_VERSION, location, device, token, pins: [], publicKey })
  const response = await endpoint.send('/api/register', body)
  if (!response.ok) throw new Error(await response.text())
  return { till, key }
}

export interface ProvenTill {
  readonly till: TestTill
  readonly key: TestKey
}

/** Sends a request with a right proof, or with one that is wrong as asked. */
export async function sendProven(
  endpoint: TestEndpoint,
  { till, key }: ProvenTill,
  request: Signed & { readonly type?: string },
): Promise<Response> {
  const { method = 'GET', path, body, type = 'application/json' } = request
  const headers = proven(till, key, await nonceOf(endpoint), request)
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }
  const typed: Record<string, string> = body === undefined ? {} : { 'content-type': type }
  return endpoint.send(path, { method, headers: { ...headers, ...typed }, ...init })
}

/** Pushes lines with a right proof. */
export function pushProven(
  endpoint: TestEndpoint,
  device: ProvenTill,
  lines: readonly (string | Uint8Array)[],
  options: PushOptions = {},
): Promise<Response> {
  const body = pushBody(device.till, lines, { ...options, header: { protocol: 2, ...options.header } })
  return sendProven(endpoint, device, { method: 'POST', path: '/api/push', body })
}

/** Pairs one more device with a key, by a code that a proven device asks for. */
export async function pairProven(
  endpoint: TestEndpoint,
  owner: ProvenTill,
  device: string,
  replaces: string | null = null,
) {
  const path = '/api/pairing-codes'
  const asked = { method: 'POST', path, body: JSON.stringify({ replaces }) }
  const made = await sendProven(endpoint, owner, asked)
  const { code } = (await made.json()) as { code: string }
  const till = tillOf(owner.till.location, device)
  const key = testKey()
  const { token } = till
  const request = { protocol: PROTOCOL_VERSION, code, device, token, publicKey: key.publicKey }
  const response = await endpoint.send('/api/pair', json(request))
  if (!response.ok) throw new Error(await response.text())
  return { till, key, answer: (await response.json()) as Record<string, unknown>, request }
}
