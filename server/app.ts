/** The endpoint's routes and nothing else: callable with a Request and no port. */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { leaseRequestSchema } from '../core/protocol/lease.ts'
import { fetchPictureSchema, MAX_PICTURE_BYTES } from '../core/protocol/picture.ts'
import type { AppEnv } from './app-env.ts'
import { addCheckoutRoutes } from './checkout/checkout-routes.ts'
import type { StripeCheckout } from './checkout/stripe.ts'
import { readDevices } from './devices.ts'
import { readHealth } from './health.ts'
import { addIdentityRoutes, type IdentityDeps } from './identity-routes.ts'
import { grantLeases } from './lease.ts'
import { createLive, type Live } from './live.ts'
import { readLocationState } from './location-state.ts'
import type { LocationViews } from './location-views.ts'
import { type Log, logRequests } from './log.ts'
import { makeOpenApi } from './openapi.ts'
import type { Pictures } from './pictures.ts'
import { createProofGuard } from './proof/proof-guard.ts'
import { pull } from './pull.ts'
import { receivePush } from './push.ts'
import type { RateLimit } from './rate-limit.ts'
import { readBody, readJson } from './read-body.ts'
import { answerWith, failure, refuse } from './refusal.ts'
import { type AddRoute, routeAdder } from './route-adder.ts'
import { securityHeaders } from './security-headers.ts'
import { createSnapshots, type SnapshotOptions } from './snapshot.ts'
import type { StaticFiles } from './static-files.ts'
import type { Storage } from './storage/storage.ts'
import { readUnreadable } from './unreadable.ts'

export interface AppDeps extends IdentityDeps {
  readonly storage: Storage
  readonly views: LocationViews
  readonly pictures: Pictures
  readonly files: StaticFiles
  readonly rateLimit: RateLimit
  /** Given by whoever ends its streams; else the app's own. */
  readonly live?: Live
  readonly log: Log
  /** Whether browsers come by HTTPS. */
  readonly tls: boolean
  /** Host and port of PUBLIC_URL, where it is set. */
  readonly publicHost?: string | null
  readonly snapshots?: SnapshotOptions
  /** Where a key is set: payments by Stripe Checkout. */
  readonly stripe?: StripeCheckout | null
}

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const proofs = createProofGuard(deps)
  app.use(logRequests(deps.log), securityHeaders(deps))
  app.use('/api/*', proofs.nonceOnAnswers)
  const add = routeAdder(app, { ...deps, proofs })
  addIdentityRoutes(add, deps)
  addSyncRoutes(add, deps)
  addSnapshotRoutes(add, deps)
  addCheckoutRoutes(add, deps)
  addPictureRoutes(add, deps)
  addPlainRoutes(add, deps)
  app.notFound(() => refuse(NOT_FOUND))
  app.onError((error, context) => {
    deps.log.error({ route: context.get('route'), err: error }, 'failed')
    return refuse(INTERNAL)
  })
  return app
}

function addSyncRoutes(add: AddRoute, deps: AppDeps): void {
  add('POST', '/api/push', async (context) => {
    const outcome = await receivePush(deps, context.get('device'), context.req.raw)
    if (!outcome.ok) return refuse(outcome.error)
    if ('gap' in outcome.value) return context.json(outcome.value.gap, 409)
    return context.json(outcome.value.answer)
  })
  add('GET', '/api/pull', async (context) => {
    const page = await pull(deps.storage, context.get('device'), context.req.query())
    return page.ok ? ndjson(context, page.value) : refuse(page.error)
  })
  const live = deps.live ?? createLive(deps.storage)
  add('GET', '/api/live', (context) => {
    const after = /^\d{1,15}$/.exec(context.req.header('last-event-id') ?? '')?.[0]
    return live.open(context.get('device'), Number(after ?? 0))
  })
  add('POST', '/api/leases', async (context) => {
    const request = await readJson(context.req.raw, leaseRequestSchema)
    if (!request.ok) return refuse(request.error)
    return context.json(await grantLeases(deps, context.get('device'), request.value))
  })
  add('GET', '/api/devices', async (context) =>
    context.json(await readDevices(deps, context.get('device').location)),
  )
  add('GET', '/api/unreadable', async (context) => {
    const bytes = await readUnreadable(deps.storage, context.get('device'), context.req.query())
    return bytes.ok ? new Response(new Uint8Array(bytes.value), { headers: AS_FILE }) : refuse(bytes.error)
  })
  add('GET', '/api/state', async (context) =>
    context.json(await readLocationState(deps, context.get('device').location)),
  )
}

function addSnapshotRoutes(add: AddRoute, { views, now, snapshots: options }: AppDeps): void {
  const snapshots = createSnapshots(views, now, options)
  add('GET', '/api/snapshot', async (context) =>
    context.json(await snapshots.current(context.get('device').location)),
  )
  add('GET', '/api/snapshot/:cursor/:part', (context) => {
    const [cursor, part] = ['cursor', 'part'].map((name) => Number(context.req.param(name)))
    const packed = snapshots.part(context.get('device').location, cursor ?? 0, part ?? 0)
    if (!packed) return refuse(SNAPSHOT_GONE)
    return new Response(packed as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': 'application/gzip' },
    })
  })
}

function addPictureRoutes(add: AddRoute, { pictures }: AppDeps): void {
  add('POST', '/api/pictures', async (context) => {
    const bytes = await readBody(context.req.raw, MAX_PICTURE_BYTES)
    return bytes.ok ? answerWith(await pictures.keep(bytes.value)) : refuse(bytes.error)
  })
  add('POST', '/api/pictures/fetch', async (context) => {
    const request = await readJson(context.req.raw, fetchPictureSchema)
    return request.ok ? answerWith(await pictures.fetch(request.value.url)) : refuse(request.error)
  })
  add('GET', '/pictures/:file', async (context) => {
    const file = await pictures.read(context.req.param('file') ?? '')
    if (!file) return refuse(NOT_FOUND)
    return new Response(file.bytes, { headers: { 'content-type': file.type, 'cache-control': FOR_EVER } })
  })
}

function addPlainRoutes(add: AddRoute, deps: AppDeps): void {
  add('GET', '/healthz', async (context) => context.json(await readHealth(deps.storage)))
  // A probe wants to know whether a connection made now gets through: one that was used before proves less.
  add('GET', '/api/health', async (context) =>
    context.json(await readHealth(deps.storage), 200, { connection: 'close' }),
  )
  const openApi = JSON.stringify(makeOpenApi())
  add(
    'GET',
    '/api/openapi.json',
    () => new Response(openApi, { headers: { 'content-type': 'application/json' } }),
  )
  add('ALL', '/api/*', () => refuse(NOT_FOUND))
  add(
    'GET',
    '/*',
    async (context) => (await deps.files.serve(context.req.raw, context.req.path)) ?? refuse(NOT_FOUND),
  )
}

const gzipAsync = promisify(gzip)

/** Packed when the caller takes it and it is worth it. */
async function ndjson(context: Context<AppEnv>, body: Buffer): Promise<Response> {
  const headers = { 'content-type': 'application/x-ndjson', vary: 'accept-encoding' }
  const packs = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '') && body.length > 1024
  if (!packs) return new Response(new Uint8Array(body), { headers })
  const packed = await gzipAsync(body, { level: 4 })
  return new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } })
}

const AS_FILE = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }
const FOR_EVER = 'public, max-age=31536000, immutable'
const SNAPSHOT_GONE = failure('not-found', 'This snapshot is no longer kept: ask for another one.')
const NOT_FOUND = failure('not-found', 'There is nothing at this address.')
const INTERNAL = failure('internal', 'The endpoint failed. Nothing that was recorded is lost; try again.')
