/** Tills and the real endpoint in one process, whose data can be set back to a copy, as a restored backup is. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocationId, Millis } from '../../core/domain/ids.ts'
import { createApp } from '../../server/app.ts'
import { createLocationViews } from '../../server/location-views.ts'
import { createPictures } from '../../server/pictures.ts'
import { openSqliteStorage } from '../../server/storage/sqlite-storage.ts'
import { recordSale } from '../../src/replica/deeds.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { createEndpointClient, type EndpointClient } from '../../src/sync/endpoint-client.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { pushStep, type SyncDeps } from '../../src/sync/pusher.ts'
import { exactCash, oneLineCart, pricedOf } from '../support/carts.ts'
import { furnish, OWNER, testDevice } from '../support/replicas.ts'

const NOW = 1_760_000_000_000 as Millis

export interface Wire {
  requests: number
  /** Bytes of all request bodies. */
  bytes: number
}

export interface Till {
  readonly replica: Replica
  readonly token: string
  readonly wire: Wire
  readonly client: EndpointClient
}

export function openWorld(location = 'location-1' as LocationId) {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-restore-'))
  const file = join(folder, 'barrow.sqlite')
  const copy = join(folder, 'copy.sqlite')
  let running = open(file, folder)
  const reopen = async (between: () => void) => {
    await running.storage.close()
    between()
    running = open(file, folder)
  }
  const clientOf = (token: string, wire: Wire) =>
    createEndpointClient({
      fetch: (async (path: string, { signal: _, ...init }: RequestInit) => {
        const request = new Request(new URL(path, 'http://endpoint.test'), init)
        wire.requests += 1
        wire.bytes += (await request.clone().arrayBuffer()).byteLength
        return running.app.fetch(request)
      }) as typeof fetch,
      token: () => token,
      timeoutMs: 5000,
    })
  return {
    location,
    storage: () => running.storage,
    /** Takes a copy of the endpoint's data. */
    backUp: () => reopen(() => copyFileSync(file, copy)),
    /** The endpoint goes on from the copy, in a new epoch. */
    restore: async (epoch: number) => {
      await reopen(() => {
        for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true })
        copyFileSync(copy, file)
      })
      await running.storage.beginEpoch(epoch)
    },
    stateHash: async (till: Till) => {
      const headers = { authorization: `Bearer ${till.token}` }
      const answer = await running.app.fetch(new Request('http://endpoint.test/api/state', { headers }))
      return ((await answer.json()) as { stateHash: string }).stateHash
    },
    clientOf,
    close: async () => {
      await running.storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type World = ReturnType<typeof openWorld>

function open(file: string, folder: string) {
  const storage = openSqliteStorage(file)
  const app = createApp({
    storage,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    views: createLocationViews(storage),
    pictures: createPictures(join(folder, 'pictures'), {} as never),
    files: { serve: async () => null } as never,
    rateLimit: { take: () => 0 },
    now: () => NOW,
    openSetup: true,
    tls: false,
    demo: null,
  })
  return { storage, app }
}

/** The till that makes the location, with goods in it. */
export async function firstTill(world: World): Promise<Till> {
  const device = testDevice('A', world.location)
  const replica = await device.openTab()
  await furnish(replica)
  const wire = { requests: 0, bytes: 0 }
  const { token } = device.identity
  const till = { replica, token, wire, client: world.clientOf(token, wire) }
  await settle(till)
  return till
}

/** One more till, paired by a code of another. */
export async function pairTill(world: World, owner: Till, letter: string): Promise<Till> {
  const code = await owner.client.newPairingCode()
  if (!code.ok) throw new Error(code.error.message)
  const { identity, openTab } = testDevice(letter, world.location)
  const token = letter.toLowerCase().repeat(64)
  const wire = { requests: 0, bytes: 0 }
  const client = world.clientOf(token, wire)
  const answer = await client.pair({ protocol: 2, code: code.value.code, device: identity.device, token })
  if (!answer.ok) throw new Error(answer.error.message)
  const replica = await openTab()
  const acknowledged = { seq: 0, hash: '', sales: 0, epoch: answer.value.epoch, registered: true }
  await replica.deps.journal.meta.put({ key: 'acknowledged', value: acknowledged })
  await replica.catchUp()
  const till = { replica, token, wire, client }
  await settle(till)
  return till
}

export const syncOf = ({ replica, client }: Till): SyncDeps => ({ replica, client, build: 'test' })

/** Steps push, then pull, until neither has more. */
export async function settle(...tills: readonly Till[]): Promise<void> {
  for (let round = 0; round < 3; round++)
    for (const till of tills) {
      await untilDone(() => pushStep(syncOf(till)))
      await untilDone(() => pullStep(syncOf(till)))
    }
}

async function untilDone(step: () => ReturnType<typeof pushStep>): Promise<void> {
  for (let steps = 0; steps < 200; steps++) {
    const result = await step()
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
    if (result.value === 'done') return
  }
  throw new Error('it does not come to an end')
}

/** Sells one piece `count` times. */
export async function sell({ replica }: Till, count = 1): Promise<void> {
  for (let sale = 0; sale < count; sale++) {
    const cart = oneLineCart(replica)
    const done = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
    if (!done.ok) throw new Error('not sold')
  }
}
