/** The endpoint over HTTP. Every answer is parsed; failures are decided by status and code, never by text. */
import * as v from 'valibot'
import { failureSchema } from '../../core/protocol/failure.ts'
import {
  type PairRequest,
  pairAnswerSchema,
  pairingCodeAnswerSchema,
  type RegisterRequest,
  registerAnswerSchema,
  setupAnswerSchema,
} from '../../core/protocol/identity.ts'
import { pictureAnswerSchema } from '../../core/protocol/picture.ts'
import { pullHeaderSchema } from '../../core/protocol/pull.ts'
import { gapAnswerSchema, type PushHeader, pushAnswerSchema } from '../../core/protocol/push.ts'
import { err, ok, type Result } from '../../core/result.ts'

/** Why the endpoint could not help: no answer at all, or its refusal in a person's words. */
export interface EndpointProblem {
  readonly kind: 'unreachable' | 'refused'
  /** A failure code of the protocol; 'unreachable' when there was no answer. */
  readonly code: string
  readonly message: string
}

export interface EndpointClientDeps {
  readonly fetch: typeof fetch
  readonly token: () => string | null
  /** A line that is connected and silent is given up after this long. */
  readonly timeoutMs: number
  /** Hears of every request, and of what became of it. */
  readonly watch?: LineWatch
}

/** Called when a request leaves; what it gives is called with the outcome. */
export type LineWatch = () => (outcome: 'answered' | EndpointProblem) => void

export type EndpointClient = ReturnType<typeof createEndpointClient>

const UNREACHABLE: EndpointProblem = {
  kind: 'unreachable',
  code: 'unreachable',
  message: 'The endpoint does not answer. Everything stays safe on this device.',
}

/** Bodies above this many characters travel compressed. */
const COMPRESS_ABOVE = 1024

export function createEndpointClient(deps: EndpointClientDeps) {
  const call = (path: string, init: RequestInit = {}) => request(deps, path, init)
  const callJson = async <Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    init?: RequestInit,
  ) => {
    const answer = await call(path, init)
    return answer.ok ? parseAnswer(schema, await readJson(answer.value)) : answer
  }
  const post = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return {
    setup: () => callJson(setupAnswerSchema, '/api/setup'),
    register: (body: RegisterRequest) => callJson(registerAnswerSchema, '/api/register', post(body)),
    pair: (body: PairRequest) => callJson(pairAnswerSchema, '/api/pair', post(body)),
    newPairingCode: () => callJson(pairingCodeAnswerSchema, '/api/pairing-codes', { method: 'POST' }),
    uploadPicture: (file: Blob) =>
      callJson(pictureAnswerSchema, '/api/pictures', { method: 'POST', body: file }),
    fetchPicture: (url: string) => callJson(pictureAnswerSchema, '/api/pictures/fetch', post({ url })),
    /** Sends entries as they are stored. A gap is an answer, not a failure: it says where to go on. */
    push: async (header: PushHeader, lines: readonly string[]) => {
      const answer = await call('/api/push', await pushInit(header, lines))
      if (answer.ok) return parseAnswer(pushAnswerSchema, await readJson(answer.value))
      const gap = v.safeParse(gapAnswerSchema, answer.error.body)
      return gap.success ? ok({ protocol: header.protocol, results: [], ...gap.output }) : answer
    },
    pull: async (cursor: number, limit: number) => {
      const answer = await call(`/api/pull?cursor=${cursor}&limit=${limit}`)
      if (!answer.ok) return answer
      const [first = '', ...rest] = (await answer.value.text().catch(() => '')).split('\n')
      const header = parseAnswer(pullHeaderSchema, parseJson(first))
      return header.ok ? ok({ header: header.value, lines: rest.filter((line) => line !== '') }) : header
    },
  }
}

type CallProblem = EndpointProblem & { readonly body?: unknown }

async function request(
  deps: EndpointClientDeps,
  path: string,
  init: RequestInit,
): Promise<Result<Response, CallProblem>> {
  const hear = deps.watch?.()
  const outcome = await exchange(deps, path, init)
  hear?.(outcome.ok ? 'answered' : outcome.error)
  return outcome
}

async function exchange(
  deps: EndpointClientDeps,
  path: string,
  init: RequestInit,
): Promise<Result<Response, CallProblem>> {
  const headers = new Headers(init.headers)
  const token = deps.token()
  if (token) headers.set('authorization', `Bearer ${token}`)
  try {
    const response = await deps.fetch(path, {
      ...init,
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(deps.timeoutMs),
    })
    return response.ok ? ok(response) : err(await refusal(response))
  } catch {
    return err(UNREACHABLE)
  }
}

async function refusal(response: Response): Promise<CallProblem> {
  const body = await readJson(response)
  const failure = v.safeParse(failureSchema, body)
  if (failure.success) return { kind: 'refused', ...failure.output, body }
  // Somebody between us and the endpoint (a captive portal, a proxy) has answered: the same as no answer.
  return response.status === 409 ? { ...UNREACHABLE, body } : UNREACHABLE
}

const readJson = async (response: Response): Promise<unknown> =>
  parseJson(await response.text().catch(() => ''))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer of another shape is a captive portal's page or a newer endpoint's: nothing is believed of it. */
function parseAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): Result<v.InferOutput<Schema>, EndpointProblem> {
  const parsed = v.safeParse(schema, body)
  return parsed.success ? ok(parsed.output) : err(UNREACHABLE)
}

async function pushInit(header: PushHeader, lines: readonly string[]): Promise<RequestInit> {
  const text = `${JSON.stringify(header)}\n${lines.join('\n')}\n`
  const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' }
  if (text.length < COMPRESS_ABOVE || typeof CompressionStream === 'undefined')
    return { method: 'POST', headers, body: text }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  const body = await new Response(stream).arrayBuffer()
  return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body }
}
