/** Everything that the leading tab does in the background, started after the first paint. */

import { BEAT_MS } from '../../core/protocol/live.ts'
import { askForBackgroundSync, onBackgroundSync } from '../pwa/background-sync.ts'
import { cachePictures } from '../pwa/picture-cache.ts'
import { startMirror } from '../replica/mirror.ts'
import type { Replica } from '../replica/replica.ts'
import type { StorageHealthStore } from '../replica/storage-health.ts'
import { PAIRED_ANEW } from '../replica/tab-channel.ts'
import { bindDeviceKey } from './bind-key.ts'
import { deviceClients } from './device-client.ts'
import { openLine } from './line.ts'
import { startPictureFetcher } from './picture-fetcher.ts'
import { Prober } from './prober.ts'
import { startLeaseKeeper } from './start-lease-keeper.ts'
import { startSync } from './sync.ts'
import type { SyncStatusStore } from './sync-status.ts'

/** A live stream speaks at each beat. */
const PATIENCE_BY_PATH = { '/api/live': BEAT_MS + 2000 }

export interface WorkDeps {
  readonly replica: Replica
  readonly sync: SyncStatusStore
  readonly storage: StorageHealthStore
}

export function startWork({ replica, sync: status, storage }: WorkDeps, build: string): void {
  const openClient = deviceClients(replica.deps.journal, replica.identity)
  const nowMs = () => performance.now()
  const unwatched = openClient()
  const prober = new Prober({
    nowMs,
    probe: unwatched.isAlive,
    onAnswer: () => line.answered(),
    patienceByPath: PATIENCE_BY_PATH,
  })
  const line = openLine({
    channel: new BroadcastChannel('barrow-line'),
    nowMs,
    onAnswer: () => status.setState({ lastHeardAt: Date.now() }),
    follow: (path) => prober.follow(path),
  })
  const client = openClient(line.watch)
  // This device was paired anew in another tab: whatever is open here belongs to the earlier journal.
  new BroadcastChannel(PAIRED_ANEW).addEventListener('message', () => location.reload())
  const onCutOff = () => void askForBackgroundSync()
  const wake = startSync({ replica, client, line, status, build, onCutOff }, () => {
    // A tab that takes over first learns what the dead one saved: a snapshot never goes back in time.
    void replica
      .catchUp()
      .then(() => replica.setLeading(true))
      .then(() => replica.saveSnapshot())
    void bindDeviceKey({ replica, client: unwatched })
    const followAcknowledged = startMirror(replica, storage)
    status.subscribe((now, before) => now.unsent !== before.unsent && followAcknowledged())
    startLeaseKeeper({ replica, client, nowMs, line: line.state, onLineChange: line.onChange })
    // A picture may take long on somebody else's server: that says nothing of the line.
    startPictureFetcher({ replica, client: unwatched, status, refused: refusedPictures() })
    void cachePictures(replica.store.getState().products)
    replica.store.subscribe((now, before) => {
      if (now.products !== before.products) void cachePictures(now.products)
    })
  })
  onBackgroundSync(wake)
}

/** Addresses that gave no picture, remembered while the browser runs: a reload does not ask them all again. */
function refusedPictures() {
  const key = 'barrow-refused-pictures'
  const urls = new Set<string>(JSON.parse(sessionStorage.getItem(key) ?? '[]'))
  return {
    has: (url: string) => urls.has(url),
    add: (url: string) => {
      urls.add(url)
      sessionStorage.setItem(key, JSON.stringify([...urls]))
    },
  }
}
