/**
 * Telling those who wait that a location's feed has grown: at once in this process, to the others by
 * LISTEN/NOTIFY, or, where the database has none, by asking every second. Hints only: nothing depends on them.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import * as v from 'valibot'
import type { LocationId } from '../../core/domain/ids.ts'
import { countSchema, idSchema } from '../../core/journal/schema.ts'
import { connectionConfig, type PostgresDatabase, statement } from './postgres-database.ts'
import type { Storage } from './storage.ts'

type Hear = Parameters<Storage['onFeed']>[0]

export interface PostgresEars {
  readonly onFeed: Storage['onFeed']
  /** To be called after each commit that lengthened a feed. */
  tell: Hear
  /** Says that this process serves the location: only such are asked about where there is no LISTEN. */
  serve(location: LocationId): void
  close(): Promise<void>
}

const CHANNEL = 'barrow_feed'

/** What other processes are told is gathered for so long: a notification costs the database a lock of its own. */
const GATHER_MS = 10
const POLL_MS = 1000
const RECONNECT_MS = 100
/** How long our own notification may take before the database counts as one that does not deliver any. */
const PROBE_MS = 3000
const PROBE_EVERY_MS = 30_000
/** So many locations are asked about; past that, those served longest ago are not. */
const MAX_SERVED = 10_000

export function createPostgresEars(url: string, database: PostgresDatabase): PostgresEars {
  const ears = new Set<Hear>()
  const served = new Map<LocationId, number>()
  const hear: Hear = (location, lastV) => {
    if (served.has(location)) served.set(location, Math.max(lastV, served.get(location) ?? 0))
    for (const ear of ears) ear(location, lastV)
  }
  const self = randomUUID()
  const notifier = createNotifier(database, self)
  let others: Others | null = null
  return {
    onFeed(ear) {
      // Wrapped, so that the same function may listen twice and end once.
      const own: Hear = (location, lastV) => ear(location, lastV)
      ears.add(own)
      others ??= listenToOthers({ url, database, self, served, hear })
      return () => void ears.delete(own)
    },
    tell(location, lastV) {
      hear(location, lastV)
      notifier.tell(location, lastV)
    },
    serve(location) {
      if (served.has(location)) return
      served.set(location, 0)
      const [oldest] = served.keys()
      if (served.size > MAX_SERVED && oldest !== undefined) served.delete(oldest)
    },
    async close() {
      await notifier.close()
      await others?.close()
    },
  }
}

const NOTIFY = statement<object>(
  'notify',
  `select pg_notify('${CHANNEL}', payload) from unnest($1::text[]) as payload`,
)

/** Sends the first at once, then what has gathered meanwhile. */
function createNotifier(database: PostgresDatabase, self: string) {
  const waiting = new Map<LocationId, number>()
  let sending: Promise<void> | null = null
  const sendAll = async () => {
    while (waiting.size > 0) {
      const payloads = [...waiting].map(([location, lastV]) =>
        JSON.stringify({ location, v: lastV, by: self }),
      )
      waiting.clear()
      // A database without NOTIFY refuses: its listeners ask by themselves.
      await database.all(NOTIFY, payloads).catch(() => {})
      await sleep(GATHER_MS)
    }
    sending = null
  }
  return {
    tell(location: LocationId, lastV: number) {
      waiting.set(location, lastV)
      sending ??= sendAll()
    },
    close: async () => void (await sending),
  }
}

interface Listening {
  readonly url: string
  readonly database: PostgresDatabase
  readonly self: string
  readonly served: Map<LocationId, number>
  readonly hear: Hear
}

interface Others {
  close(): Promise<void>
}

/** Listens on a connection of its own, and connects again when that breaks; while it cannot, it asks. */
function listenToOthers(deps: Listening): Others {
  const closing = new AbortController()
  const { signal } = closing
  const work = async () => {
    for (let failures = 0; !signal.aborted; ) {
      const delivered = await listenUntilBroken(deps, signal)
      failures = delivered ? 0 : Math.min(failures + 1, 6)
      // The longer LISTEN fails, the more rarely it is tried between two questions.
      for (let asked = 0; asked < 2 ** failures && !signal.aborted; asked++) {
        await ask(deps)
        await sleep(delivered ? RECONNECT_MS : POLL_MS, undefined, { signal }).catch(() => {})
      }
    }
  }
  const working = work()
  return {
    async close() {
      closing.abort()
      await working
    },
  }
}

/** Gives whether the database delivered at all, once the connection is gone or `signal` says stop. */
async function listenUntilBroken(deps: Listening, signal: AbortSignal): Promise<boolean> {
  const client = new pg.Client(connectionConfig(deps.url))
  const broken = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.once('end', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    const isDelivering = await probe(client)
    client.on('notification', ({ payload }) => heard(deps, payload))
    if (!isDelivering) return false
    // What was said while nobody listened.
    await ask(deps)
    await Promise.race([broken, untilSilent(client, signal)])
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A line may die without a word: from time to time it is asked to carry one. */
async function untilSilent(client: pg.Client, signal: AbortSignal): Promise<void> {
  do await sleep(PROBE_EVERY_MS, undefined, { signal }).catch(() => {})
  while (!signal.aborted && (await probe(client)))
}

/** Whether what is said on this connection is heard on it: some poolers and databases take LISTEN and stay silent. */
function probe(client: pg.Client): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PROBE_MS)
    const answer = (isDelivering: boolean) => {
      clearTimeout(timer)
      resolve(isDelivering)
    }
    client.once('notification', () => answer(true))
    client.query(`select pg_notify('${CHANNEL}', 'probe')`).catch(() => answer(false))
  })
}

const payloadSchema = v.object({ location: idSchema<LocationId>(), v: countSchema, by: v.string() })

/** Anybody who reaches the database may speak on the channel: what is not ours is passed over. */
function heard({ self, hear }: Listening, payload = ''): void {
  const said = v.safeParse(v.pipe(v.string(), v.parseJson(), payloadSchema), payload)
  if (said.success && said.output.by !== self) hear(said.output.location, said.output.v)
}

const ENDS = statement<{ readonly location: LocationId; readonly lastV: number }>(
  'feed-ends',
  'select location_id as location, last_v as "lastV" from location where location_id = any($1::text[])',
)

async function ask({ database, served, hear }: Listening): Promise<void> {
  if (served.size === 0) return
  const ends = await database.all(ENDS, [...served.keys()]).catch(() => [])
  for (const { location, lastV } of ends) if (lastV > (served.get(location) ?? 0)) hear(location, lastV)
}
