import { request as httpRequest } from 'node:http'
import { expect, test } from './support/fixtures.ts'

/** A request whose path is sent as it is: fetch would tidy it up. */
function rawGet(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((settle, fail) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method: 'GET', agent: false }, (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => settle({ status: answer.statusCode ?? 0, body }))
    })
    sent.on('error', fail)
    sent.end()
  })
}

const TRAVERSALS = [
  '/pictures/../barrow.sqlite',
  '/pictures/..%2fbarrow.sqlite',
  '/pictures/%2e%2e%2fbarrow.sqlite',
  '/pictures/..%5cbarrow.sqlite',
  '/pictures/....//barrow.sqlite',
  '/pictures/%00.webp',
  '/pictures/..%252f..%252fpackage.json',
  '/../package.json',
  '/..%2fpackage.json',
  '/assets/..%2f..%2fpackage.json',
]

test('a picture’s name never becomes a path', async ({ endpoint }) => {
  for (const path of TRAVERSALS) {
    const { status, body } = await rawGet(endpoint.port(), path)
    expect([400, 404], `${path} is refused`).toContain(status)
    expect(body).not.toMatch(/SQLite format|"dependencies"/)
  }
})

test('the page runs under a strict policy, and data answers can do nothing', async ({ endpoint }) => {
  const page = await fetch(`${endpoint.url()}/`, { headers: { accept: 'text/html' } })
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const data = await fetch(`${endpoint.url()}/api/health`)
  expect(data.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('journals are for paired devices only', async ({ endpoint }) => {
  for (const path of ['/api/pull?cursor=0', '/api/state'])
    expect((await fetch(`${endpoint.url()}${path}`)).status).toBe(401)
  const push = await fetch(`${endpoint.url()}/api/push`, { method: 'POST', body: '{}' })
  expect(push.status).toBe(401)
})

test('a body of 50 MB is refused and the endpoint stays up', async ({ endpoint }) => {
  const refused = await fetch(`${endpoint.url()}/api/pair`, {
    method: 'POST',
    body: 'x'.repeat(50_000_000),
  }).then(
    ({ status }) => status,
    () => 413,
  )
  expect(refused).toBe(413)
  expect((await fetch(`${endpoint.url()}/healthz`)).ok).toBe(true)
})

test('what a product is called is text, never markup', async ({ till }) => {
  await till.getByTestId('search').fill('<img src=x onerror=document.title=1>')
  await expect(till.getByText('Nothing found for')).toBeVisible()
  expect(await till.title()).not.toBe('1')
  expect(await till.locator('img[src="x"]').count()).toBe(0)
})
