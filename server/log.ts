/** Structured logs: what was asked and how it went, never tokens, bodies, names or whole addresses. */
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

/** The part of a logger that the endpoint uses; pino fits. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** One line for each request; files, pictures and health are quiet unless they fail. */
export function logRequests(log: Log): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const startMs = performance.now()
    await next()
    const { status } = context.res
    const route = context.get('route') ?? 'none'
    const fields = {
      method: context.req.method,
      route,
      status,
      ms: Math.round((performance.now() - startMs) * 10) / 10,
      location: context.get('device')?.location,
    }
    const level = levelOf(route, status)
    if (level) log[level](fields, 'request')
  }
}

const QUIET_ROUTES = new Set(['/*', '/pictures/:file', '/healthz', '/api/health'])

/** A flood is not written down line by line: it would be a second flood. */
function levelOf(route: string, status: number): keyof Log | null {
  if (status >= 500) return 'error'
  if (QUIET_ROUTES.has(route) || status === 429) return null
  return status >= 400 && status !== 409 ? 'warn' : 'info'
}
