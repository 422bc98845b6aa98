/**
 * vitest's global set-up: one PostgreSQL for the whole run, started when the first test asks for it. Tests run in
 * threads of their own and ask over a socket.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Whoever connects is told the server's address. */
    postgresSocket: string
  }
}

let started: Promise<PostgresServer> | null = null
const folder = mkdtempSync(join(tmpdir(), 'barrow-postgres-socket-'))

const desk = createServer((asking) => {
  asking.on('error', () => {})
  started ??= startPostgres()
  started.then(
    ({ url }) => asking.end(JSON.stringify({ url })),
    (error: Error) => asking.end(JSON.stringify({ error: error.message })),
  )
})

export async function setup(project: TestProject): Promise<void> {
  const socket = join(folder, 'ask')
  await new Promise<void>((resolve) => desk.listen(socket, resolve))
  desk.unref()
  project.provide('postgresSocket', socket)
}

export async function teardown(): Promise<void> {
  desk.close()
  rmSync(folder, { recursive: true, force: true })
  await (await started?.catch(() => null))?.stop()
}
