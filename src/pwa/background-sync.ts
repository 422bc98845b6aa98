/**
 * Background Sync, where the platform has it: the browser wakes the service worker when there is a network again, and
 * that wakes the pages. Elsewhere, and while a page is awake, the page's own loops do the same.
 */
import { OUTBOX_TAG, WAKE_MESSAGE } from './wake-names.ts'

/** Not in TypeScript's library: only some browsers have it. */
interface SyncRegistration {
  readonly sync?: { readonly register: (tag: string) => Promise<void> }
}

/** Asks to be woken when there is a network. A browser that cannot, or will not, is no failure. */
export async function askForBackgroundSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as SyncRegistration | undefined
  await registration?.sync?.register(OUTBOX_TAG).catch(() => undefined)
}

/** Calls `wake` when the service worker says that there is a network. */
export function onBackgroundSync(wake: () => void): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<{ type?: string } | null>) => {
    if (data?.type === WAKE_MESSAGE) wake()
  })
}
