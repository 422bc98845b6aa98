/** The endpoint over HTTP. Every answer is parsed; failures are decided by status and code, never by text. */
import { createParser } from 'eventsource-parser'
import * as v from 'valibot'
import type { DeviceId, TenderId } from '../../core/domain/ids.ts'
import {
  type CheckoutAsking,
  checkoutAnswerSchema,
  checkoutOfferSchema,
} from '../../core/protocol/checkout.ts'
import { devicesAnswerSchema } from '../../core/protocol/devices.ts'
import { failureSchema } from '../../core/protocol/failure.ts'
import {
  type BindKeyRequest,
  doneAnswerSchema,
  type PairRequest,
  type PinHash,
  pairAnswerSchema,
  pairingCodeAnswerSchema,
  pinsSchema,
  type ReadmitRequest,
  type RegisterRequest,
  registerAnswerSchema,
  setupAnswerSchema,
} from '../../core/protocol/identity.ts'
import { type LeaseAsking, leaseAnswerSchema } from '../../core/protocol/lease.ts'
import { type Poke, pokeSchema } from '../../core/protocol/live.ts'
import { pictureAnswerSchema } from '../../core/protocol/picture.ts'
import { pullHeaderSchema } from '../../core/protocol/pull.ts'
import { gapAnswerSchema, type PushHeader, pushAnswerSchema } from '../../core/protocol/push.ts'
import { snapshotAnswerSchema } from '../../core/protocol/snapshot.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { compress, gzip, type PackedLines, packLines, textOf } from './pack-lines.ts'

/** Why the endpoint could not help: no answer at all, or its refusal in a person's words. */
export interface EndpointProblem {
  readonly kind: 'unreachable' | 'refused'
  /** A failure code of the protocol; 'unreachable' when there was no answer, 'cut' when the line was given up. */
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

/** Called when a request leaves, with its path. */
export type LineWatch = (path: string) => WatchedRequest

/** Follows one request: hears of what comes, and can give it up. */
export interface WatchedRequest {
  /** Aborted when the line that the request is on is known to be dead. */
  readonly signal: AbortSignal
  /** Which of the browser's connections it goes by: a request of another kind gets fresh ones. */
  readonly credentials: RequestCredentials
  /** Something has come. */
  readonly heard: () => void
  readonly ended: (outcome: 'answered' | EndpointProblem) => void
}

export type EndpointClient = ReturnType<typeof createEndpointClient>

const UNREACHABLE: EndpointProblem = {
  kind: 'unreachable',
  code: 'unreachable',
  message: 'The endpoint does not answer. Everything stays safe on this device.',
}

const CUT: EndpointProblem = { ...UNREACHABLE, code: 'cut' }

export function createEndpointClient(deps: EndpointClientDeps) {
  const call = (path: string, init: RequestInit = {}) => request(deps, path, init)
  const callJson = async <Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    init?: RequestInit,
  ) => {
    const answer = await call(path, init)
    return answer.ok ? parseAnswer(schema, parseJson(answer.value)) : answer
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
    /** `replaces`: the device in whose place the new one is paired. */
    newPairingCode: (replaces: DeviceId | null = null) =>
      callJson(pairingCodeAnswerSchema, '/api/pairing-codes', post({ replaces })),
    readmit: (body: ReadmitRequest) => callJson(registerAnswerSchema, '/api/readmit', post(body)),
    bindKey: (body: BindKeyRequest) => callJson(doneAnswerSchema, '/api/bind-key', post(body)),
    sendPins: (pins: PinHash[]) => callJson(doneAnswerSchema, '/api/pins', post({ pins })),
    readPins: () => callJson(pinsSchema, '/api/pins'),
    leases: (body: LeaseAsking) => callJson(leaseAnswerSchema, '/api/leases', post(body)),
    checkout: {
      offer: () => callJson(checkoutOfferSchema, '/api/checkout'),
      request: (body: CheckoutAsking) => callJson(checkoutAnswerSchema, '/api/checkout', post(body)),
      status: (tender: TenderId) => callJson(checkoutAnswerSchema, checkoutPath(tender)),
      cancel: (tender: TenderId) =>
        callJson(checkoutAnswerSchema, `${checkoutPath(tender)}/cancel`, { method: 'POST' }),
    },
    /** The bytes of an entry in quarantine. */
    unreadable: (device: DeviceId, seq: number) => {
      const query = new URLSearchParams({ device, seq: String(seq) })
      return requestBytes(deps, `/api/unreadable?${query}`, () => {})
    },
    devices: () => callJson(devicesAnswerSchema, '/api/devices'),
    uploadPicture: (file: Blob) =>
      callJson(pictureAnswerSchema, '/api/pictures', { method: 'POST', body: file }),
    fetchPicture: (url: string) => callJson(pictureAnswerSchema, '/api/pictures/fetch', post({ url })),
    /** Packs lines for a push to come; null where they travel plain. */
    pack: packLines,
    /** Sends entries as they are stored. A gap is an answer, not a failure: it says where to go on. */
    push: async (header: PushHeader, lines: readonly string[], packed?: PackedLines | null) => {
      const answer = await call('/api/push', await pushInit(header, lines, packed))
      if (answer.ok) return parseAnswer(pushAnswerSchema, parseJson(answer.value))
      const gap = v.safeParse(gapAnswerSchema, answer.error.body)
      return gap.success ? ok({ protocol: header.protocol, results: [], ...gap.output }) : answer
    },
    pull: async (cursor: number, limit: number) =>
      parsePage(await call(`/api/pull?cursor=${cursor}&limit=${limit}`)),
    /** One entry of another device, as it wrote it; null where the endpoint has none at that place. */
    entry: async (device: string, seq: number) => {
      const query = new URLSearchParams({ device, from: String(seq), limit: '1' })
      const page = parsePage(await call(`/api/pull?${query}`))
      return page.ok ? ok(page.value.lines[0] ?? null) : page
    },
    snapshot: () => callJson(snapshotAnswerSchema, '/api/snapshot'),
    /** A part of a snapshot, still packed. `onBytes` hears how many bytes have come. */
    snapshotPart: (cursor: number, part: number, onBytes: (bytes: number) => void) =>
      requestBytes(deps, `/api/snapshot/${cursor}/${part}`, onBytes),
    /** Whether the endpoint gives a sign of life, on a connection that carries nothing else. */
    isAlive: (signal: AbortSignal) => isAlive(deps, signal),
    /** Listens to the live stream from a feed number on until it ends. `hear` gets pokes, and null for a beat. */
    live: (cursor: number, hear: (poke: Poke | null) => void, signal: AbortSignal) =>
      listen(deps, cursor, hear, signal),
  }
}

const checkoutPath = (tender: TenderId) => `/api/checkout/${encodeURIComponent(tender)}`

type CallProblem = EndpointProblem & { readonly body?: unknown }

const UNWATCHED: WatchedRequest = {
  signal: new AbortController().signal,
  credentials: 'same-origin',
  heard: () => {},
  ended: () => {},
}

/** Asks, and gives the whole text of the answer. */
async function request(
  deps: EndpointClientDeps,
  path: string,
  init: RequestInit,
): Promise<Result<string, CallProblem>> {
  const decoder = new TextDecoder()
  const chunks: string[] = []
  const onBytes = (bytes: Uint8Array) => chunks.push(decoder.decode(bytes, { stream: true }))
  const outcome = await watchedExchange(deps, path, { ...init, onBytes })
  return outcome.ok ? ok(chunks.join('')) : outcome
}

/** Asks, and gives the bytes of the answer. */
async function requestBytes(
  deps: EndpointClientDeps,
  path: string,
  hear: (bytes: number) => void,
): Promise<Result<Blob, CallProblem>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  const onBytes = (bytes: Uint8Array<ArrayBuffer>) => {
    chunks.push(bytes)
    received += bytes.byteLength
    hear(received)
  }
  const outcome = await watchedExchange(deps, path, { onBytes })
  return outcome.ok ? ok(new Blob(chunks)) : outcome
}

async function watchedExchange(deps: EndpointClientDeps, path: string, init: Exchange) {
  const watched = deps.watch?.(path) ?? UNWATCHED
  const limits = [watched.signal, AbortSignal.timeout(deps.timeoutMs)]
  const outcome = await exchange(deps, watched, path, { ...init, signal: AbortSignal.any(limits) })
  watched.ended(outcome.ok ? 'answered' : outcome.error)
  return outcome
}

interface Exchange extends RequestInit {
  readonly onBytes: (bytes: Uint8Array<ArrayBuffer>) => void
}

async function exchange(
  deps: EndpointClientDeps,
  { signal: given, credentials, heard }: WatchedRequest,
  path: string,
  { onBytes, ...init }: Exchange,
): Promise<Result<null, CallProblem>> {
  const headers = new Headers(init.headers)
  const token = deps.token()
  if (token) headers.set('authorization', `Bearer ${token}`)
  try {
    const response = await deps.fetch(path, { ...init, headers, credentials, cache: 'no-store' })
    if (!response.ok) return err(await refusal(response, heard))
    heard()
    for await (const bytes of bytesOf(response)) {
      heard()
      onBytes(bytes)
    }
    return ok(null)
  } catch {
    return err(given.aborted ? CUT : UNREACHABLE)
  }
}

/** An answer as it comes. Not every browser can iterate over a stream itself. */
async function* bytesOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done || value === undefined) return
    yield value
  }
}

/** A live stream has no end of its own: only silence, or whoever listens, ends it. */
async function listen(
  deps: EndpointClientDeps,
  cursor: number,
  hear: (poke: Poke | null) => void,
  signal: AbortSignal,
): Promise<Result<null, EndpointProblem>> {
  const watched = deps.watch?.('/api/live') ?? UNWATCHED
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const poke = event === 'poke' ? v.safeParse(pokeSchema, parseJson(data)) : null
      hear(poke?.success ? poke.output : null)
    },
  })
  const decoder = new TextDecoder()
  const outcome = await exchange(deps, watched, '/api/live', {
    headers: { accept: 'text/event-stream', 'last-event-id': String(cursor) },
    signal: AbortSignal.any([watched.signal, signal]),
    onBytes: (bytes) => parser.feed(decoder.decode(bytes, { stream: true })),
  })
  watched.ended(outcome.ok ? 'answered' : outcome.error)
  return outcome
}

/** Another page's answer (a captive portal's) is no sign of life. `omit`: a request of its own kind, see the prober. */
async function isAlive({ fetch }: EndpointClientDeps, signal: AbortSignal): Promise<boolean> {
  const response = await fetch('/api/health', { cache: 'no-store', credentials: 'omit', signal })
  return response.ok && v.is(v.object({ ok: v.literal(true) }), await readJson(response))
}

async function refusal(response: Response, heard: () => void): Promise<CallProblem> {
  const body = await readJson(response)
  const failure = v.safeParse(failureSchema, body)
  if (failure.success || response.status === 409) heard()
  if (failure.success) return { kind: 'refused', ...failure.output, body }
  // Somebody between us and the endpoint (a captive portal, a proxy) has answered: the same as no answer.
  return response.status === 409 ? { ...UNREACHABLE, body } : UNREACHABLE
}

/** A page of entries: its header, then a line each. */
function parsePage(answer: Result<string, CallProblem>) {
  if (!answer.ok) return answer
  const [first = '', ...rest] = answer.value.split('\n')
  const header = parseAnswer(pullHeaderSchema, parseJson(first))
  if (!header.ok) return header
  const lines = rest.filter((line) => line !== '')
  // A page that was cut on its way may still be well-formed: what it lacks would be passed over for good.
  const isWhole = answer.value.endsWith('\n') && (header.value.count ?? lines.length) === lines.length
  if (!isWhole) return err(UNREACHABLE)
  return ok({ header: header.value, lines })
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

async function pushInit(
  header: PushHeader,
  lines: readonly string[],
  ahead?: PackedLines | null,
): Promise<RequestInit> {
  const packed = ahead?.form ? { packed: ahead.form } : {}
  const first = `${JSON.stringify({ ...header, ...packed })}\n`
  const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' }
  const text = ahead ? '' : textOf(lines)
  const behind = ahead?.body ?? (await compress(text))
  if (!behind) return { method: 'POST', headers, body: first + text }
  // Two members of gzip in a row are one gzip: the lines need not wait for their header.
  const body = await new Blob([await gzip(first), behind]).arrayBuffer()
  return { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body }
}
