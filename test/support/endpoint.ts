/** The real endpoint in this process, called without a port, and a network between it and a device that fails by seed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Millis } from '../../core/domain/ids.ts'
import { type AppDeps, createApp } from '../../server/app.ts'
import { createLocationViews } from '../../server/location-views.ts'
import { createPictures } from '../../server/pictures.ts'
import { openSqliteStorage } from '../../server/storage/sqlite-storage.ts'
import { createEndpointClient, type EndpointClient } from '../../src/sync/endpoint-client.ts'

export type Send = (request: Request) => Promise<Response>

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** An endpoint on a folder of its own. `restart` opens the same data again, as after a crash. */
export function testEndpoint(options: Pick<AppDeps, 'snapshots'> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-endpoint-'))
  const open = () => {
    const storage = openSqliteStorage(join(folder, 'barrow.sqlite'))
    const app = createApp({
      storage,
      log: silent,
      views: createLocationViews(storage),
      pictures: createPictures(join(folder, 'pictures'), {
        lookup: async () => [],
        request: () => Promise.reject(new Error('no network')),
      } as never),
      files: { serve: async () => null } as never,
      rateLimit: { take: () => ({ ok: true }) } as never,
      now: () => 1_760_000_000_000 as Millis,
      openSetup: true,
      tls: false,
      demo: null,
      ...options,
    })
    return { storage, app }
  }
  let running = open()
  return {
    send: async (request: Request): Promise<Response> => running.app.fetch(request),
    restart: async () => {
      await running.storage.close()
      running = open()
    },
    /** The data come from a backup, says whoever restored them. */
    beginEpoch: (epoch: number) => running.storage.beginEpoch(epoch),
    stop: async () => {
      await running.storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A small seeded generator (mulberry32): 0 ≤ x < 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Faults {
  /** Shares of requests: lost on the way there; answered, but the answer is lost; delivered twice. */
  readonly lost: number
  readonly answerLost: number
  readonly doubled: number
}

export const NO_FAULTS: Faults = { lost: 0, answerLost: 0, doubled: 0 }

/** A client whose every request meets the faults of the moment. */
export function faultyClient(
  send: Send,
  token: string,
  random: () => number,
  faults: () => Faults,
): EndpointClient {
  const fetchThroughFaults = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { signal: _, ...rest } = init ?? {}
    const make = () => new Request(new URL(String(input), 'http://endpoint.test'), rest as RequestInit)
    const now = faults()
    if (random() < now.lost) throw new TypeError('the request is lost')
    if (random() < now.doubled) await send(make())
    const answer = await send(make())
    if (random() < now.answerLost) throw new TypeError('the answer is lost')
    return answer
  }
  return createEndpointClient({
    fetch: fetchThroughFaults as typeof fetch,
    token: () => token,
    timeoutMs: 1000,
  })
}
