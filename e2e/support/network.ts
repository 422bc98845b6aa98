/**
 * The venue's network, between browser and endpoint: it can be cut, go silent, become slow, lose one answer after
 * the endpoint has committed what was asked, and bring a file in another version.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Network {
  readonly url: () => string
  /** Refuses connections, and breaks those that are open. */
  readonly cut: () => Promise<void>
  /** Accepts, and never answers. */
  readonly silence: () => void
  /** Answers, but only after so many ms. */
  readonly delay: (ms: number) => void
  /** Back to a good line: what hangs is broken, what comes is answered. */
  readonly mend: () => Promise<void>
  /** The next answer to this path gets lost, after the endpoint has done what it asked. Resolves when it has. */
  readonly loseAnswer: (path: string) => Promise<void>
  /** Resolves once the endpoint has been sent the next request to this path; its answer is held back for good. */
  readonly onRequest: (path: string) => Promise<void>
  /** From now on this path's body is what `change` makes of it. */
  readonly rewrite: (path: string, change: (body: string) => string) => void
  /** Every path that has come through, with its method: "POST /api/push". */
  readonly seen: readonly string[]
  readonly close: () => Promise<void>
}

interface Line {
  silent: boolean
  delayMs: number
  readonly lose: Map<string, () => void>
  readonly watch: Map<string, () => void>
  readonly rewrites: Map<string, (body: string) => string>
  readonly seen: string[]
}

/** Starts a network on a port of its own. `target` is asked at each request, because an endpoint may restart. */
export async function startNetwork(target: () => number): Promise<Network> {
  const line: Line = {
    silent: false,
    delayMs: 0,
    lose: new Map(),
    watch: new Map(),
    rewrites: new Map(),
    seen: [],
  }
  const make = () => createServer((request, response) => void pass(line, target(), request, response))
  let server = make()
  const listen = (port: number) =>
    new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(port, '127.0.0.1', done)
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  const cut = async () => {
    const closed = new Promise((done) => server.close(done))
    server.closeAllConnections()
    await closed
  }
  return {
    url: () => `http://127.0.0.1:${port}`,
    cut,
    silence: () => {
      line.silent = true
    },
    delay: (ms) => {
      line.delayMs = ms
    },
    mend: async () => {
      line.silent = false
      line.delayMs = 0
      server.closeAllConnections()
      if (server.listening) return
      server = make()
      await listen(port)
    },
    loseAnswer: (path) => new Promise((done) => line.lose.set(path, done)),
    onRequest: (path) => new Promise((done) => line.watch.set(path, done)),
    rewrite: (path, change) => line.rewrites.set(path, change),
    seen: line.seen,
    close: async () => {
      if (server.listening) await cut()
    },
  }
}

async function pass(line: Line, port: number, request: IncomingMessage, response: ServerResponse) {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  line.seen.push(`${request.method} ${path}`)
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  if (line.silent) return
  const watched = take(line.watch, path)
  const body = await readAll(request)
  const rewrite = line.rewrites.get(path)
  if (path === '/api/live') return follow(line, port, request, response)
  const answer = await forward(port, request, body, rewrite !== undefined, watched)
  if (line.silent || watched) return
  if (line.delayMs > 0) await new Promise((done) => setTimeout(done, line.delayMs))
  const lost = take(line.lose, path)
  if (!answer || lost) {
    response.destroy()
    lost?.()
    return
  }
  const bytes = rewrite ? Buffer.from(rewrite(answer.body.toString('utf8'))) : answer.body
  const headers = { ...answer.headers, 'content-length': String(bytes.length) }
  if (rewrite) Reflect.deleteProperty(headers, 'etag')
  response.writeHead(answer.status, headers)
  response.end(bytes)
}

/** The live stream has no end to wait for: it is passed on as it comes, late or not at all, as the line is. */
function follow(line: Line, port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request
  const asked = httpRequest({ host: '127.0.0.1', port, method, path: url, headers, agent: false })
  const late = (pass: () => void) => void setTimeout(() => line.silent || pass(), line.delayMs)
  asked.on('error', () => response.destroy())
  asked.on('response', (answer) => {
    late(() => response.writeHead(answer.statusCode ?? 502, endToEnd(answer)).flushHeaders())
    answer.on('data', (chunk: Buffer) => late(() => response.write(chunk)))
    answer.on('error', () => response.destroy())
    answer.on('end', () => late(() => response.end()))
  })
  response.on('close', () => asked.destroy())
  asked.end()
}

function take(from: Map<string, () => void>, path: string): (() => void) | undefined {
  const found = from.get(path)
  from.delete(path)
  return found
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[]>
  readonly body: Buffer
}

/** Asks the endpoint; null when it is not there. `onSent` hears when the request has left. */
function forward(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  plain: boolean,
  onSent?: () => void,
): Promise<Answer | null> {
  const { 'accept-encoding': encoding, 'if-none-match': known, connection: _, ...rest } = headers
  const kept = plain ? rest : { ...rest, ...(encoding ? { 'accept-encoding': encoding } : {}) }
  const asked = plain || known === undefined ? kept : { ...kept, 'if-none-match': known }
  return new Promise((settle) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, method, path: url, headers: asked, agent: false },
      (answer) => {
        readAll(answer).then(
          (bytes) => settle({ status: answer.statusCode ?? 502, headers: endToEnd(answer), body: bytes }),
          () => settle(null),
        )
      },
    )
    sent.on('error', () => settle(null))
    sent.end(body, () => onSent?.())
  })
}

/** The answer's headers without those of one connection. */
function endToEnd({ headers }: IncomingMessage): Record<string, string | string[]> {
  const drop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])
  const kept = Object.entries(headers).filter(([name, value]) => !drop.has(name) && value !== undefined)
  return Object.fromEntries(kept) as Record<string, string | string[]>
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
