import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import type { AppEnv } from './app-env.ts'
import { routeAdder } from './route-adder.ts'
import { ROUTES } from './routes.ts'
import { from, json, type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { registerTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
let dist: string
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'barrow-dist-'))
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), `<!doctype html>${'<p>till</p>'.repeat(200)}`)
  writeFileSync(join(dist, 'assets/app-1a2b.js'), 'console.log(1)'.repeat(200))
  endpoint = testEndpoint({ distFolder: dist })
})
afterEach(async () => {
  await endpoint.close()
  rmSync(dist, { recursive: true, force: true })
})

describe('the table of routes', () => {
  it('Y18: holds every route that is registered, and no other', () => {
    const key = (route: { method: string; path: string }) => `${route.method} ${route.path}`
    const middleware = new Set(['ALL /*'])
    const registered = new Set(endpoint.app.routes.map(key).filter((route) => !middleware.has(route)))
    expect([...registered].sort()).toEqual(ROUTES.map(key).sort())
  })

  it('Y18: lets no route be registered without its line', () => {
    const add = routeAdder(new Hono<AppEnv>(), {} as never)
    expect(() => add('GET', '/api/secrets', () => new Response())).toThrow(/table of routes/)
  })

  it('Y18: says of each public route for whom it is', () => {
    for (const route of ROUTES) expect(route.summary.length).toBeGreaterThan(10)
    const open = ROUTES.filter(({ access }) => access === 'public').map(
      ({ method, path }) => `${method} ${path}`,
    )
    expect(open).toEqual([
      'GET /api/setup',
      'POST /api/register',
      'POST /api/pair',
      'POST /api/readmit',
      'POST /api/stripe/webhook',
      'GET /pictures/:file',
      'GET /api/health',
      'GET /healthz',
      'GET /api/openapi.json',
      'ALL /api/*',
      'GET /*',
    ])
  })
})

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and lists every route with its answer and its security', async () => {
    const response = await endpoint.send('/api/openapi.json')
    const document = (await response.json()) as {
      openapi: string
      paths: Record<string, Record<string, { security: unknown[]; responses: object }>>
    }
    expect(document.openapi).toBe('3.1.0')
    for (const { method, path, access, hidden } of ROUTES) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      expect([path, operation === undefined]).toEqual([path, hidden === true])
      if (hidden) continue
      expect(operation?.security).toEqual(access === 'device' ? [{ device: [] }] : [])
      expect(operation?.responses).toHaveProperty('default')
    }
  })

  it('describes the wire by the wire’s own schemas', async () => {
    const document = (await (await endpoint.send('/api/openapi.json')).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>
    }
    const post = document.paths['/api/register']?.post
    expect(post?.requestBody.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['protocol', 'location', 'device', 'token', 'pins'],
      properties: { token: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    })
  })
})

describe('files of the app', () => {
  it('are immutable where their name holds their hash, and asked for again elsewhere', async () => {
    const script = await endpoint.send('/assets/app-1a2b.js')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(script.headers.get('content-type')).toContain('javascript')
    const page = await endpoint.send('/')
    expect(page.headers.get('cache-control')).toBe('no-cache')
  })

  it('are packed once and answered 304 when they have not changed', async () => {
    for (const encoding of ['br', 'gzip']) {
      const packed = await endpoint.send('/', { headers: { 'accept-encoding': encoding } })
      expect(packed.headers.get('content-encoding')).toBe(encoding)
    }
    const etag = (await endpoint.send('/')).headers.get('etag') ?? ''
    expect((await endpoint.send('/', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('an address of the app gives its page, a missing file does not', async () => {
    const navigate = { headers: { accept: 'text/html,*/*' } }
    expect(await (await endpoint.send('/till/anything', navigate)).text()).toContain('till')
    expect((await endpoint.send('/assets/gone.js', navigate)).status).toBe(404)
    expect((await endpoint.send('/till')).status).toBe(404)
    expect((await endpoint.send('/till', { method: 'POST' })).status).toBe(404)
  })

  it.each(['/../package.json', '/..%2fpackage.json', '/assets/..%2f..%2fbarrow.sqlite', '/%00', '/assets/'])(
    'a name never becomes a path: %s',
    async (path) => {
      expect((await endpoint.send(path)).status).toBe(404)
    },
  )

  it('without a build says what to do', async () => {
    const unbuilt = testEndpoint()
    const response = await unbuilt.send('/')
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
    await unbuilt.close()
  })
})

describe('every answer', () => {
  it('carries a strict policy; the app’s allows its own scripts and WebAssembly only', async () => {
    const policy = (await endpoint.send('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(policy).toContain("style-src 'self';")
    for (const path of ['/', '/api/health', '/api/nothing']) {
      const { headers } = await endpoint.send(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  it('insists on HTTPS only where there is HTTPS', async () => {
    const secure = testEndpoint({ tls: true })
    expect((await secure.send('/api/health')).headers.get('strict-transport-security')).toContain('max-age=')
    await secure.close()
  })

  it('to an unknown address of the API is a JSON failure', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const response = await endpoint.send('/api/nothing', { method })
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'not-found' })
    }
  })

  it('of health says that the store can be read', async () => {
    for (const path of ['/healthz', '/api/health'])
      expect(await (await endpoint.send(path)).json()).toEqual({
        ok: true,
        protocol: PROTOCOL_VERSION,
        floor: 1,
      })
  })
})

describe('what is refused', () => {
  it('a post that another site makes a browser send', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const response = await endpoint.send('/api/pair', json({}, headers))
    expect(response.status).toBe(403)
    expect((await endpoint.send('/api/pair', json({}, { 'sec-fetch-site': 'same-origin' }))).status).toBe(400)
  })

  it('JSON that is sent as something else, and JSON that is none', async () => {
    const plain = await endpoint.send('/api/pair', { method: 'POST', body: '{}' })
    expect(plain.status).toBe(415)
    const broken = { ...json({}), body: '{"a":' }
    expect((await endpoint.send('/api/pair', broken)).status).toBe(400)
  })

  it('Y19: JSON above 64 KB, whatever it says it is', async () => {
    const body = JSON.stringify({ pad: 'x'.repeat(70_000) })
    expect((await endpoint.send('/api/pair', { ...json({}), body })).status).toBe(413)
    const headers = { 'content-length': '50000000' }
    expect((await endpoint.send('/api/pair', { method: 'POST', headers, body: 'x' })).status).toBe(413)
  })

  it('Y19: a flood from one address, while another is served', async () => {
    const statuses = new Map<number, number>()
    for (let index = 0; index < 10_000; index++) {
      const { status } = await endpoint.send('/healthz')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(statuses).toEqual(
      new Map([
        [200, 2000],
        [429, 8000],
      ]),
    )
    expect((await endpoint.send('/healthz', {}, '192.168.1.99')).status).toBe(200)
    endpoint.clock.monotonic += 1000
    expect((await endpoint.send('/healthz')).status).toBe(200)
  })
})

describe('the log', () => {
  it('holds route, status and location, never a token, a body, a name or an address', async () => {
    const till = await registerTill(endpoint)
    await endpoint.send('/api/state?secret=sesame', { headers: till.authorization })
    await endpoint.send('/api/zzz/sesame')
    const text = JSON.stringify(endpoint.logged)
    expect(text).toContain('"route":"/api/state"')
    expect(text).toContain('"location":"location-1"')
    expect(text).not.toContain(till.token)
    expect(text).not.toContain('sesame')
    expect(text).not.toContain('192.168')
  })

  it('is quiet about files and health', async () => {
    await endpoint.send('/')
    await endpoint.send('/healthz')
    expect(endpoint.logged).toEqual([])
  })

  it('a failure of ours is one word to the caller and the whole to the log', async () => {
    await endpoint.storage.close()
    const response = await endpoint.app.fetch(new Request('http://barrow.test/healthz'), from('10.0.0.1'))
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ code: 'internal' })
    expect(endpoint.logged.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
    endpoint = testEndpoint()
  })
})
