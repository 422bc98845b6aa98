/** Adds a route to the app together with its guards, as the table of routes says. */
import { timingSafeEqual } from 'node:crypto'
import type { Context, Handler, Hono, MiddlewareHandler } from 'hono'
import { assert } from '../core/assert.ts'
import { type AppEnv, peerAddress } from './app-env.ts'
import type { ProofGuard } from './proof/proof-guard.ts'
import type { RateLimit } from './rate-limit.ts'
import { failure, refuse } from './refusal.ts'
import { hashSecret } from './register.ts'
import { ADDRESS_RATE, ROUTES, type RouteDescriptor, VENUE_RATE } from './routes.ts'
import type { KnownDevice, Storage } from './storage/storage.ts'

export interface GuardDeps {
  readonly storage: Pick<Storage, 'findDeviceByTokenHash'>
  readonly rateLimit: RateLimit
  readonly proofs: Pick<ProofGuard, 'refuseUnproven'>
}

export type AddRoute = (method: RouteDescriptor['method'], path: string, handler: Handler<AppEnv>) => void

/** Gives the function by which all routes are added; it throws for one that the table lacks. */
export function routeAdder(app: Hono<AppEnv>, deps: GuardDeps): AddRoute {
  return (method, path, handler) => {
    const route = ROUTES.find((other) => other.method === method && other.path === path)
    assert(route, `${method} ${path} is in the table of routes`)
    app.on(method, path, guard(deps, route), handler)
  }
}

function guard(deps: GuardDeps, route: RouteDescriptor): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    context.set('route', route.path)
    return (await refuseBefore(deps, route, context)) ?? next()
  }
}

/** The refusal that meets a request before its handler, or null. */
async function refuseBefore(deps: GuardDeps, route: RouteDescriptor, context: Context<AppEnv>) {
  const address = peerAddress(context)
  if (isCrossSite(context)) return refuse(CROSS_SITE)
  const rate = route.access === 'device' ? VENUE_RATE : ADDRESS_RATE
  const tooMany = deps.rateLimit.take(`${route.access} ${address}`, rate)
  if (tooMany > 0) return refuseTooMany(tooMany)
  if (route.access === 'public') return refuseOften(deps, route, address)
  const device = await authenticate(deps, context.req.header('authorization'))
  if (!device) return refuse(UNAUTHORIZED, { 'www-authenticate': 'Bearer, DPoP algs="ES256"' })
  const unproven = await deps.proofs.refuseUnproven(context, device)
  if (unproven) return unproven
  if (device.revoked && !route.revokedToo) return refuse(REVOKED)
  context.set('device', device)
  return refuseOften(deps, route, device.tokenHash)
}

/** A page of another site may make a browser post here: never what a person meant. */
function isCrossSite(context: Context<AppEnv>): boolean {
  return context.req.method === 'POST' && context.req.header('sec-fetch-site') === 'cross-site'
}

function refuseOften(deps: GuardDeps, route: RouteDescriptor, caller: string): Response | null {
  if (route.rate === ADDRESS_RATE) return null
  const waitSeconds = deps.rateLimit.take(`${route.path} ${caller}`, route.rate)
  return waitSeconds > 0 ? refuseTooMany(waitSeconds) : null
}

async function authenticate(deps: GuardDeps, header: string | undefined): Promise<KnownDevice | null> {
  const token = /^(?:Bearer|DPoP) ([0-9a-f]{64})$/.exec(header ?? '')?.[1]
  if (token === undefined) return null
  const tokenHash = hashSecret(token)
  const device = await deps.storage.findDeviceByTokenHash(tokenHash)
  if (!device) return null
  return timingSafeEqual(Buffer.from(device.tokenHash), Buffer.from(tokenHash)) ? device : null
}

const refuseTooMany = (waitSeconds: number) =>
  refuse(failure('too-many-requests', `Too many requests: try again in ${waitSeconds} s.`), {
    'retry-after': String(waitSeconds),
  })

const REVOKED = failure(
  'revoked',
  'This device was removed from the location. Its sales are kept here and still handed over.',
)
const CROSS_SITE = failure('forbidden', 'Another site may not post here.')
const UNAUTHORIZED = failure('unauthorized', 'This device is not paired here, or its pairing was ended.')
