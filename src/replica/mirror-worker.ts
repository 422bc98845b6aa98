/** Writes the mirror file: only a worker may hold a synchronous access handle, and only that can flush. */
import type { MirrorAnswer, MirrorRequest } from './mirror.ts'

const FILE = 'barrow-outbox.ndjson'

/** The parts of the File System standard's sync access handle that TypeScript's DOM library leaves to workers. */
interface SyncAccessHandle {
  truncate(size: number): void
  getSize(): number
  write(bytes: Uint8Array, options: { at: number }): number
  flush(): void
}
type WithSyncAccess = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> }

let handle: Promise<SyncAccessHandle> | null = null

async function openFile(): Promise<SyncAccessHandle> {
  const root = await navigator.storage.getDirectory()
  const file = (await root.getFileHandle(FILE, { create: true })) as WithSyncAccess
  return file.createSyncAccessHandle()
}

async function write(request: MirrorRequest): Promise<void> {
  handle ??= openFile()
  const file = await handle
  if (request.type === 'reset') file.truncate(0)
  file.write(new TextEncoder().encode(request.text), { at: file.getSize() })
  file.flush()
}

addEventListener('message', async (event: MessageEvent<MirrorRequest>) => {
  let answer: MirrorAnswer = { ok: true }
  try {
    await write(event.data)
  } catch {
    // A full disk or a handle that another tab still holds: the journal itself is not affected.
    handle = null
    answer = { ok: false }
  }
  postMessage(answer)
})
