/** The connections to PostgreSQL: a pool, statements sent in one flight, transactions that are tried again. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isWorthAnother, passesByItself, retryDelayMs } from './postgres-retry.ts'

/** Nothing that the driver could fail to serialise: a flight's later statements are on the wire by then. */
type Plain = string | number | boolean | null
export type SqlValue = Plain | Uint8Array | readonly Plain[]

/** A statement that each connection prepares once. `Row` is what the reader of the SQL sees. */
export interface Statement<_Row> {
  readonly name: string
  readonly text: string
}

export const statement = <Row = never>(name: string, text: string): Statement<Row> => ({ name, text })

/** Inside a transaction. */
export interface Sql {
  all<Row>(statement: Statement<Row>, ...values: readonly SqlValue[]): Promise<readonly Row[]>
  get<Row>(statement: Statement<Row>, ...values: readonly SqlValue[]): Promise<Row | undefined>
  /** Sends a write without waiting: it is on the wire with what follows, and its failure fails the transaction. */
  write(statement: Statement<never>, ...values: readonly SqlValue[]): void
}

export interface PostgresDatabase extends Pick<Sql, 'all' | 'get'> {
  /**
   * One transaction, READ COMMITTED. `work` runs again after a failure that passes by itself, also when it is
   * unknown whether the commit was carried out: it must be a deed that may be done twice.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const POOL_SIZE = 10

/**
 * What a connection is opened with. The time-outs end a transaction whose process froze: it would hold its
 * location's lock for everybody else.
 */
export function connectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'barrow',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    types: { getTypeParser },
  }
}

/** Counts and feed numbers stay below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return pg.types.getTypeParser(oid, format)
}

/** A line that has gone silent is given up after `silenceMs`: longer than the server lets a statement run. */
export function openPool(url: string, silenceMs = 35_000): PostgresDatabase {
  // One connection stays: by it a restore sees that somebody is at work here.
  const sizes = { min: 1, max: POOL_SIZE }
  const pool = new pg.Pool({ ...connectionConfig(url), ...sizes, pipeline: true, query_timeout: silenceMs })
  // A broken connection fails the statement under way, which says so; nobody else needs to hear of it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const all: Sql['all'] = (asked, ...values) => again(() => run(pool, asked, values))
  return {
    all,
    get: async (asked, ...values) => (await all(asked, ...values))[0],
    transaction: (work) => again(() => attempt(pool, work)),
    close: () => pool.end(),
  }
}

/** Tries until it succeeds, fails for good, or has been tried enough. */
export async function again<T>(attemptOnce: () => Promise<T>, mayPass = passesByItself): Promise<T> {
  const startMs = performance.now()
  for (let attempts = 1; ; attempts++) {
    try {
      return await attemptOnce()
    } catch (error) {
      const tried = { attempts, sinceMs: performance.now() - startMs }
      if (!mayPass(error) || !isWorthAnother(tried)) throw error
      await sleep(retryDelayMs(attempts, Math.random()))
    }
  }
}

async function run<Row>(on: pg.Pool | pg.PoolClient, asked: Statement<Row>, values: readonly SqlValue[]) {
  const { name, text } = asked
  const answer = await on.query({ name, text, values: [...values] })
  return answer.rows as readonly Row[]
}

async function attempt<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const flight: Promise<unknown>[] = []
  const send = <Answer>(sent: Promise<Answer>): Promise<Answer> => {
    sent.catch(() => {})
    flight.push(sent)
    return sent
  }
  const all: Sql['all'] = (asked, ...values) => send(run(client, asked, values))
  const sql: Sql = {
    all,
    get: async (asked, ...values) => (await all(asked, ...values))[0],
    write: (asked, ...values) => void send(run(client, asked, values)),
  }
  try {
    send(client.query('begin isolation level read committed'))
    const result = await work(sql)
    send(client.query('commit'))
    await Promise.all(flight)
    client.release()
    return result
  } catch (thrown) {
    const failed = (await Promise.allSettled(flight)).find(({ status }) => status === 'rejected')
    // The first statement that failed is the reason; those behind it only say that the transaction is over.
    const error = failed?.status === 'rejected' ? failed.reason : thrown
    await abandon(client, error)
    throw error
  }
}

/** Ends what is left of a transaction; a connection that cannot even do that is thrown away. */
async function abandon(client: pg.PoolClient, error: unknown): Promise<void> {
  const ended = await client.query('rollback').then(
    () => true,
    () => false,
  )
  client.release(ended ? undefined : error instanceof Error ? error : true)
}
