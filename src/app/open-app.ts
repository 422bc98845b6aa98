/** Opens a device's replica for the first paint, and starts everything else behind it. */

import { createUpdateStore } from '../pwa/update-store.ts'
import type { Identity, JournalDatabase } from '../replica/journal-database.ts'
import { openReplica, type Replica, type ReplicaDeps } from '../replica/replica.ts'
import { askToPersist, createStorageHealthStore } from '../replica/storage-health.ts'
import { openTabChannel } from '../replica/tab-channel.ts'
import { viewsDatabase } from '../replica/views-database.ts'
import type { EndpointClient } from '../sync/endpoint-client.ts'
import { createSyncStatusStore } from '../sync/sync-status.ts'
import type { App } from './app-context.tsx'
import type { EndpointServices } from './endpoint.ts'
import { platform } from './platform.ts'
import { createSessionStore } from './session.ts'

/** Reads what the first paint needs. Nothing of this waits for a network. */
export async function openApp(journal: JournalDatabase, identity: Identity): Promise<App> {
  const deps = { journal, views: viewsDatabase(), identity, tabs: openTabChannel(), ...platform }
  const replica = await openReplica(deps).catch(() => openAnew(deps))
  return {
    replica,
    session: createSessionStore(),
    sync: createSyncStatusStore(),
    storage: createStorageHealthStore(),
    update: createUpdateStore(),
    endpoint: endpointServices(journal, identity),
    locale: navigator.language,
  }
}

/** The views database is broken: it is disposable, so it is dropped, and folded again from the journal. */
async function openAnew(deps: ReplicaDeps): Promise<Replica> {
  await deps.views.delete({ disableAutoOpen: false })
  return openReplica(deps)
}

/** Fetches the client with its schemas, and what signs its requests, only when somebody first asks. */
function endpointServices(journal: JournalDatabase, identity: Identity): EndpointServices {
  let made: EndpointClient | null = null
  const client = async () => {
    const { deviceClients } = await import('../sync/device-client.ts')
    made ??= deviceClients(journal, identity)()
    return made
  }
  return {
    setup: async () => (await client()).setup(),
    entry: async (device, seq) => (await client()).entry(device, seq),
    newPairingCode: async (replaces) => (await client()).newPairingCode(replaces),
    unreadable: async (device, seq) => (await client()).unreadable(device, seq),
    devices: async () => (await client()).devices(),
    push: async (header, lines) => (await client()).push(header, lines),
    checkout: async () => (await client()).checkout,
    uploadPicture: async (file) => (await client()).uploadPicture(file),
    fetchPicture: async (url) => (await client()).fetchPicture(url),
  }
}

/** What follows the first paint: catch up, then sync, mirror, persistence, the service worker, pictures. */
export async function startBackground(app: App, build: string): Promise<void> {
  const { replica } = app
  // What could not be folded now is folded with the next deed or page; syncing and locking do not wait for it.
  await replica.catchUp().catch(() => {})
  saveSnapshotWhenHidden(replica)
  void askToPersist(app.storage)
  const [{ startIdleLock }, { startWork }, { registerServiceWorker }] = await Promise.all([
    import('../till/staff/idle-lock.ts'),
    import('../sync/work.ts'),
    import('../pwa/update.ts'),
  ])
  startIdleLock(app)
  startWork(app, build)
  void registerServiceWorker(app.update)
}

const SNAPSHOT_EVERY_MS = 30_000

function saveSnapshotWhenHidden(replica: Replica): void {
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void replica.saveSnapshot()
  })
  setInterval(() => void replica.saveSnapshot(), SNAPSHOT_EVERY_MS)
}
