/**
 * The second place: unsent entries are also written to a file in the origin's private file system, by a worker,
 * in the leading tab. It is the same bytes; a person can save it as a file when the database will not open.
 */
import { readAcknowledged, readOutbox } from './outbox.ts'
import type { Replica } from './replica.ts'
import type { StorageHealthStore } from './storage-health.ts'

export const MIRROR_FILE = 'barrow-outbox.ndjson'

export type MirrorRequest =
  | { readonly type: 'append'; readonly text: string }
  /** Everything in the file is acknowledged: start it anew. */
  | { readonly type: 'reset'; readonly text: string }
export type MirrorAnswer = { readonly ok: boolean }

const BATCH = 500

/**
 * Starts mirroring; follows every append here and in other tabs. Gives the function that makes it follow an
 * acknowledgement. Does nothing where there is no OPFS.
 */
export function startMirror(replica: Replica, health: StorageHealthStore): () => void {
  if (typeof Worker === 'undefined' || !navigator.storage?.getDirectory) return () => {}
  const worker = new Worker(new URL('./mirror-worker.ts', import.meta.url), { type: 'module' })
  let mirrored = 0
  let stale = true
  let running: Promise<void> = Promise.resolve()
  const follow = async () => {
    const acknowledged = await readAcknowledged(replica)
    if (stale || (mirrored > 0 && acknowledged.seq >= mirrored)) {
      const { ok } = await ask(worker, { type: 'reset', text: '' })
      health.setState({ mirror: ok ? 'on' : 'unavailable' })
      stale = !ok
      mirrored = 0
    }
    for (;;) {
      const rows = await readOutbox(replica, Math.max(mirrored, acknowledged.seq), BATCH)
      const last = rows.at(-1)
      if (!last) return
      const text = rows.map((row) => `${row.bytes}\n`).join('')
      const { ok } = await ask(worker, { type: 'append', text })
      health.setState({ mirror: ok ? 'on' : 'unavailable' })
      if (!ok) return
      mirrored = last.seq
    }
  }
  const kick = () => {
    running = running.then(follow).catch(() => health.setState({ mirror: 'unavailable' }))
  }
  replica.onAppend(kick)
  replica.deps.tabs.listen(kick)
  kick()
  return kick
}

/** One request at a time: the worker answers in order. */
function ask(worker: Worker, request: MirrorRequest): Promise<MirrorAnswer> {
  return new Promise((resolve) => {
    worker.addEventListener('message', (event: MessageEvent<MirrorAnswer>) => resolve(event.data), {
      once: true,
    })
    worker.addEventListener('error', () => resolve({ ok: false }), { once: true })
    worker.postMessage(request)
  })
}

/** The mirrored entries as they stand in the file; null when there is none. Works without the database. */
export async function readMirror(): Promise<string | null> {
  try {
    const root = await navigator.storage.getDirectory()
    const file = await (await root.getFileHandle(MIRROR_FILE)).getFile()
    const text = await file.text()
    return text === '' ? null : text
  } catch {
    return null
  }
}
