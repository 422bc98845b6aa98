/** A fresh database for a test file, on the run's one PostgreSQL. */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { inject, vi } from 'vitest'

// Whoever asks first waits until the server is made, and a busy machine commits slowly.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 30_000 })

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

export async function freshDatabase(): Promise<TestDatabase> {
  const server = await serverUrl()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const run = async (sql: string) => {
    const client = new pg.Client(server)
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) }
}

async function serverUrl(): Promise<string> {
  const answer = JSON.parse(await text(connect(inject('postgresSocket'))))
  if (answer.error) throw new Error(answer.error)
  return answer.url
}
