/**
 * A stand-in for Stripe over HTTP: its API for Checkout sessions, the page on which a customer pays, and the faults of
 * a real line. Tests deliver its events themselves, or let it deliver them.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  type Answer,
  type Asked,
  createBooks,
  problem,
  type Session,
  type StripeDelivery,
  TEST_KEY,
} from './stripe-books.ts'

/**
 * What happens to the next request: `hang`: it is never answered, nothing is done; `cut`: its line breaks, nothing is
 * done; `lost`: it is done, and the line breaks; `fail`: it is answered 500, nothing is done; `busy`: its key is in use
 * by another request, nothing is done.
 */
export type StripeFault = 'hang' | 'cut' | 'lost' | 'fail' | 'busy'

export interface StandInOptions {
  /** Milliseconds: what it takes for now. */
  readonly now?: () => number
  readonly port?: number
  /** Where events are delivered at once; else they wait for `takeEvents`. */
  readonly webhookUrl?: string
}

export type StripeStandIn = Awaited<ReturnType<typeof startStripeStandIn>>

/** Starts it on a port of this machine; `close` ends it, with what hangs. */
export async function startStripeStandIn({ now = Date.now, port = 0, webhookUrl }: StandInOptions = {}) {
  let url = ''
  const books = createBooks(
    () => Math.floor(now() / 1000),
    () => url,
  )
  const faults: StripeFault[] = []
  const requests: string[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = await read(request)
    const page = pageOf(books, asked)
    if (page) return sendPage(response, page)
    requests.push(`${asked.method} ${asked.url.pathname}`)
    const fault = faults.shift()
    if (fault === 'hang') return
    if (fault === 'cut') return void request.socket.destroy()
    if (fault === 'fail') return send(response, { status: 500, body: problem('api_error', 'It failed.') })
    if (fault === 'busy') return send(response, BUSY)
    const isAllowed = request.headers.authorization === `Bearer ${TEST_KEY}`
    const answer = isAllowed ? books.answer(asked) : KEY_REFUSED
    if (fault === 'lost') request.socket.destroy()
    else send(response, answer)
  }
  const server = createServer(async (request, response) => {
    await serve(request, response).catch((error) => response.destroy(error))
    if (webhookUrl) await deliverAll(webhookUrl, books.deeds.takeEvents())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...books.deeds,
    url,
    /** The faults of the coming requests, in order. */
    faults,
    /** Every request so far, as method and path. */
    requests,
    /** The sessions that there are, by id. */
    sessions: books.sessions,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { method = 'GET', headers } = request
  const url = new URL(request.url ?? '/', 'http://stripe.test')
  const body = await text(request)
  const params = method === 'GET' ? url.searchParams : new URLSearchParams(body)
  return { method, url, params, body, key: headers['idempotency-key']?.toString() ?? null }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_standin' })
  response.end(JSON.stringify(body))
}

const KEY_REFUSED: Answer = {
  status: 401,
  body: problem('invalid_request_error', `Invalid API Key provided: sk_test_***${TEST_KEY.slice(-3)}`),
}

const BUSY: Answer = {
  status: 409,
  body: problem('idempotency_error', 'Another request uses this key.', { code: 'idempotency_key_in_use' }),
}

async function deliverAll(url: string, events: readonly StripeDelivery[]): Promise<void> {
  for (const { body, signature } of events) {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
    // An endpoint that is away misses it: a test of what is lost.
    await fetch(url, { method: 'POST', headers, body }).catch(() => {})
  }
}

interface Page {
  readonly html: string
  /** Where the browser goes on. */
  readonly to?: string
}

/** The customer's page: what is to be paid, and a button each for what they can do. Null: not asked for. */
function pageOf(books: ReturnType<typeof createBooks>, { method, url, params }: Asked): Page | null {
  const session = books.sessions.get(/^\/c\/pay\/(\w+)$/.exec(url.pathname)?.[1] ?? '')
  if (!session) return null
  const deed = PAGE_DEEDS.find((name) => name === params.get('deed'))
  if (method !== 'POST' || !deed) return { html: payPage(session) }
  if (session.status !== 'open') return { html: payPage(session) }
  books.deeds[deed](session.id)
  return { html: '', to: String(session.success_url) }
}

const PAGE_DEEDS = ['pay', 'payLater'] as const

function payPage({ amount_total: amount, currency, product, status }: Session): string {
  const buttons = PAGE_DEEDS.map((deed) => `<button name="deed" value="${deed}">${deed}</button>`)
  const form = status === 'open' ? `<form method="post">${buttons.join(' ')}</form>` : ''
  const words = `${product} ${amount} ${currency} ${status}`.replace(/[<>&]/g, ' ')
  return `<!doctype html><meta charset="utf-8"><title>Stand-in for Stripe</title><p>${words}</p>${form}`
}

function sendPage(response: ServerResponse, { html, to }: Page): void {
  response.writeHead(to ? 303 : 200, { 'content-type': 'text/html', ...(to ? { location: to } : {}) })
  response.end(html)
}
