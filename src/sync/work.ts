/** Everything that the leading tab does in the background, started after the first paint. */

import { cachePictures } from '../pwa/picture-cache.ts'
import { startMirror } from '../replica/mirror.ts'
import type { Replica } from '../replica/replica.ts'
import type { StorageHealthStore } from '../replica/storage-health.ts'
import { createEndpointClient } from './endpoint-client.ts'
import { openLine } from './line.ts'
import { startPictureFetcher } from './picture-fetcher.ts'
import { startSync } from './sync.ts'
import type { SyncStatusStore } from './sync-status.ts'

/** A line that is connected and silent is given up after this long. */
const TIMEOUT_MS = 30_000

export interface WorkDeps {
  readonly replica: Replica
  readonly sync: SyncStatusStore
  readonly storage: StorageHealthStore
}

export function startWork({ replica, sync: status, storage }: WorkDeps, build: string): void {
  const { token } = replica.identity
  const line = openLine({
    channel: new BroadcastChannel('barrow-line'),
    nowMs: () => performance.now(),
    onAnswer: (refusal) => status.setState({ lastHeardAt: Date.now(), problem: refusal?.message ?? null }),
  })
  const { watch } = line
  const client = createEndpointClient({
    fetch: fetch.bind(globalThis),
    token: () => token,
    timeoutMs: TIMEOUT_MS,
    watch,
  })
  startSync({ replica, client, line, status, build }, () => {
    // A tab that takes over first learns what the dead one saved: a snapshot never goes back in time.
    void replica
      .catchUp()
      .then(() => replica.setLeading(true))
      .then(() => replica.saveSnapshot())
    startMirror(replica, storage)
    startPictureFetcher(replica, client)
    void cachePictures(replica.store.getState().products)
    replica.store.subscribe((now, before) => {
      if (now.products !== before.products) void cachePictures(now.products)
    })
  })
}
