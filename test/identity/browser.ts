/** A browser that becomes a device of a real endpoint: with its key, its token and its replica. */
import type { DeviceId } from '../../core/domain/ids.ts'
import type { PairAnswer } from '../../core/protocol/identity.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { from, type TestEndpoint } from '../../server/testing/test-endpoint.ts'
import { keepDeviceKey, readDeviceKey } from '../../src/replica/device-key.ts'
import { type Identity, type JournalDatabase, journalDatabase } from '../../src/replica/journal-database.ts'
import { openReplica, type Replica } from '../../src/replica/replica.ts'
import { joinLocation, makeLocation, newToken } from '../../src/replica/set-up.ts'
import { viewsDatabase } from '../../src/replica/views-database.ts'
import { createEndpointClient, type EndpointClient } from '../../src/sync/endpoint-client.ts'
import { provenFetch } from '../../src/sync/proof.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { newPushPace } from '../../src/sync/push-pace.ts'
import { pushStep } from '../../src/sync/pusher.ts'
import { sha256 } from '../support/journals.ts'
import { freshName, tabsOfOneDevice } from '../support/replicas.ts'

export interface Browser {
  readonly journal: JournalDatabase
  readonly identity: Identity
  readonly replica: Replica
  readonly client: EndpointClient
  /** Each request that left, as "401 /api/push". */
  readonly seen: string[]
}

let count = 0

const platform = {
  now: () => (1_790_000_000_000 + ++count) as never,
  newId: () => `id-${String(++count).padStart(8, '0')}`,
  sha256: async () => sha256,
}

export type Reach = () => TestEndpoint

/** A client over the endpoint's requests, without a port. */
export function clientOf(reach: Reach, journal: JournalDatabase, token: string, seen: string[] = []) {
  const send = (async (path: string, init?: RequestInit) => {
    const response = await reach().app.fetch(new Request(new URL(path, ORIGIN), init), from('192.168.1.20'))
    seen.push(`${response.status} ${path.split('?')[0]}`)
    return response
  }) as typeof fetch
  const proven = provenFetch({ fetch: send, key: () => readDeviceKey(journal), origin: ORIGIN })
  return createEndpointClient({ fetch: proven, token: () => token, timeoutMs: 5000 })
}

const ORIGIN = 'http://barrow.test'

const WANTED = {
  name: 'Pier',
  currency: 'EUR',
  country: 'DE',
  zone: 'Europe/Berlin',
  taxMode: 'inclusive',
  rates: [],
  ownerName: 'Mika',
  ownerPin: '2468',
} as const

/** Makes a location, as the first run does. */
export async function makeBrowser(reach: Reach): Promise<Browser> {
  const journal = journalDatabase(`${freshName()}-journal`)
  await demand(keepDeviceKey(journal))
  const identity = await demand(makeLocation({ journal, ...platform }, WANTED))
  return open(reach, journal, identity)
}

/** Joins by a code that another device has asked for. */
export async function joinBrowser(reach: Reach, owner: Browser, replaces: DeviceId | null = null) {
  const { code } = await demand(owner.client.newPairingCode(replaces))
  const journal = journalDatabase(`${freshName()}-journal`)
  const { publicKey } = await demand(keepDeviceKey(journal))
  const device = platform.newId() as DeviceId
  const token = newToken()
  const request = { protocol: PROTOCOL_VERSION, code, device, token, publicKey }
  const answer: PairAnswer = await demand(clientOf(reach, journal, token).pair(request))
  const identity = await demand(joinLocation({ journal, ...platform }, { device, token, answer }))
  return open(reach, journal, identity)
}

async function open(reach: Reach, journal: JournalDatabase, identity: Identity): Promise<Browser> {
  const seen: string[] = []
  const replica = await openReplica({
    ...platform,
    journal,
    identity,
    views: viewsDatabase(`${freshName()}-views`),
    tabs: tabsOfOneDevice()(),
    idle: async () => {},
  })
  await replica.catchUp()
  return { journal, identity, replica, client: clientOf(reach, journal, identity.token, seen), seen }
}

/** Says hello, pushes and pulls until there is nothing more; gives the codes of what was refused on the way. */
export async function sync({ replica, client }: Browser): Promise<readonly string[]> {
  const refused: string[] = []
  const pace = { ...newPushPace(), helloDue: true }
  for (const step of [pushStep, pullStep])
    for (let attempt = 0; attempt < 20; attempt++) {
      const outcome = await step({ replica, client, pace, build: 'test' })
      if (!outcome.ok) refused.push(outcome.error.code)
      if (!outcome.ok && attempt < 3) continue
      if (!outcome.ok || outcome.value === 'done') break
    }
  return refused
}

export async function demand<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>) {
  const settled = await outcome
  if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  return settled.value
}
