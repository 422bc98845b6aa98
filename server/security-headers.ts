/** Response headers that keep a browser from doing more with an answer than we mean it to. */
import type { MiddlewareHandler } from 'hono'

/** `wasm-unsafe-eval` lets Argon2id run as WebAssembly; nothing else is evaluated, nothing is inline. */
const APP_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(self), serial=(self)',
}

const YEAR_SECONDS = 31_536_000

/** `tls`: whether browsers reach us by HTTPS and may be told to insist on it. */
export function securityHeaders(options: { readonly tls: boolean }): MiddlewareHandler {
  const strict = options.tls ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}
  return async (context, next) => {
    await next()
    const { path } = context.req
    const isData = /^\/(api|pictures|healthz)(\/|$)/.test(path)
    const policy = { 'content-security-policy': isData ? DATA_POLICY : APP_POLICY }
    if (path.startsWith('/api/')) context.res.headers.set('cache-control', 'no-store')
    for (const [name, value] of Object.entries({ ...HEADERS, ...strict, ...policy }))
      context.res.headers.set(name, value)
  }
}
