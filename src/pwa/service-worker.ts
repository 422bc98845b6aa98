/// <reference lib="webworker" />
/**
 * The service worker is a cache, not a courier: the whole app and the catalogue's pictures, so that the till starts
 * with the endpoint dead. It never touches IndexedDB, and takes over only when a page asks it to. Woken because there
 * is a network again, it wakes the pages: sending is theirs alone, so that there is one sender with one set of rules.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { PICTURE_CACHE } from './picture-cache-name.ts'
import { OUTBOX_TAG, WAKE_MESSAGE } from './wake-names.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[]
}

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/pictures\//, /^\/healthz/],
  }),
)
// Pictures are named by their content: once here, they are right for ever.
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname.startsWith('/pictures/'),
  new CacheFirst({ cacheName: PICTURE_CACHE }),
)

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})
self.addEventListener('sync', (event) => {
  const { tag, waitUntil } = syncEvent(event)
  if (tag === OUTBOX_TAG) waitUntil(wakePages())
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** Background Sync is not in TypeScript's library: only some browsers have it. */
function syncEvent(event: Event): {
  readonly tag: string
  readonly waitUntil: (work: Promise<void>) => void
} {
  const { tag } = event as Event & { tag: string }
  return { tag, waitUntil: (work) => (event as ExtendableEvent).waitUntil(work) }
}

async function wakePages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  for (const page of pages) page.postMessage({ type: WAKE_MESSAGE })
}
