/** The Node side of serving: HTTP or HTTPS, starting in words, stopping without losing a request. */
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import type { Environment } from './environment.ts'

export interface Listener {
  /** The port that was really taken: PORT=0 asks for any. */
  readonly port: number
  /** Stops accepting, lets running requests finish for at most `graceMs`, then cuts the rest. */
  stop(graceMs: number): Promise<void>
}

/** Starts to listen; rejects with a sentence for a person. */
export async function listen(app: Hono<AppEnv>, environment: Environment): Promise<Listener> {
  const server = createServer(app, environment)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(wordsOf(error, environment))))
    server.listen(environment.port, environment.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return { port, stop: (graceMs) => stop(server, graceMs) }
}

function createServer(app: Hono<AppEnv>, { tls }: Environment): Server {
  if (!tls) return createAdaptorServer({ fetch: app.fetch, createServer: createHttpServer }) as Server
  const serverOptions = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) }
  return createAdaptorServer({ fetch: app.fetch, createServer: createHttpsServer, serverOptions }) as Server
}

function wordsOf(error: Error, { port, host }: Environment): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the other program, or choose another port with PORT=8788.`
  if (code === 'EACCES') return `Port ${port} is reserved for the system: choose one above 1023 with PORT.`
  if (code === 'EADDRNOTAVAIL') return `HOST ${host} is no address of this machine.`
  return error.message
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(cut)
}
