/** Request bodies under a limit that holds while they stream in, also while they are being unpacked. */
import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import * as v from 'valibot'
import type { Failure } from '../core/protocol/failure.ts'
import { err, ok, type Result } from '../core/result.ts'
import { failure } from './refusal.ts'

const unpack = promisify(gunzip)

/** The largest JSON body, in bytes. */
export const MAX_JSON_BYTES = 64 * 1024

/** What the signed proofs of requests say of their bodies: looked at where a body is read, whoever reads it. */
const provenHashes = new WeakMap<Request, string | null>()

/** From now on the request's body is taken only with this SHA-256 (base64url); null: only when it is empty. */
export function expectBody(request: Request, bodyHash: string | null): void {
  provenHashes.set(request, bodyHash)
}

/** Reads the body, unpacking gzip; at most `limit` bytes before and after. */
export async function readBody(request: Request, limit: number): Promise<Result<Buffer, Failure>> {
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    return err(
      failure('unsupported', `Content-Encoding ${encoding} is not understood: send gzip or nothing.`),
    )
  const packed = await readLimited(request, limit)
  if (!packed.ok || encoding === 'identity') return packed
  try {
    return ok(await unpack(packed.value, { maxOutputLength: limit }))
  } catch (error) {
    if (error instanceof RangeError) return err(tooLarge(limit))
    return err(failure('bad-request', 'The body says it is gzip, but cannot be unpacked. Send it again.'))
  }
}

async function readLimited(request: Request, limit: number): Promise<Result<Buffer, Failure>> {
  if (declaresMore(request, limit)) return err(tooLarge(limit))
  // HTTP holds a body to the length that it declares, and reading it at once costs half of streaming it.
  const isDeclared = request.headers.has('content-length')
  const body = isDeclared ? Buffer.from(await request.arrayBuffer()) : await readStream(request, limit)
  if (body === null || body.length > limit) return err(tooLarge(limit))
  return isProven(request, body) ? ok(body) : err(OTHER_BODY)
}

/** Null when it is larger than `limit`. */
async function readStream(request: Request, limit: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function isProven(request: Request, body: Buffer): boolean {
  const expected = provenHashes.get(request)
  if (expected === undefined) return true
  return expected === null ? body.length === 0 : expected === hash('sha256', body, 'base64url')
}

const OTHER_BODY = failure('unauthorized', 'The body is not the one that this device signed.')

const declaresMore = (request: Request, limit: number) =>
  Number(request.headers.get('content-length') ?? 0) > limit

const tooLarge = (limit: number) =>
  failure('too-large', `The body is larger than ${limit} bytes. Send it in smaller parts.`)

/** Reads a JSON body by its schema; a failure names the first field that is wrong. */
export async function readJson<Output>(
  request: Request,
  schema: v.GenericSchema<unknown, Output>,
): Promise<Result<Output, Failure>> {
  if (declaresMore(request, MAX_JSON_BYTES)) return err(tooLarge(MAX_JSON_BYTES))
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\b/i.test(type))
    return err(failure('unsupported', 'Send the body as Content-Type: application/json.'))
  const body = await readBody(request, MAX_JSON_BYTES)
  if (!body.ok) return body
  return parseJson(body.value.toString('utf8'), schema)
}

/** Reads JSON text by its schema; a failure names the first field that is wrong, never what it held. */
export function parseJson<Output>(
  text: string,
  schema: v.GenericSchema<unknown, Output>,
): Result<Output, Failure> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err(failure('bad-request', 'The body is not JSON.'))
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  const field = v.getDotPath(issue) ?? 'body'
  return err(failure('bad-request', `${field}: expected ${issue.expected ?? issue.message}`.slice(0, 500)))
}
