/**
 * Updates are offered, never forced: not while a cart is open, a tender is under way (its cart is still there) or
 * entries are unsent. The new version waits in the service worker until somebody says yes.
 */
import { Workbox } from 'workbox-window'
import type { UpdateStore } from './update-store.ts'

const CHECK_EVERY_MS = 30 * 60_000

/** Registers the service worker and watches for new versions. */
export async function registerServiceWorker(store: UpdateStore): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const workbox = new Workbox('/service-worker.js')
  workbox.addEventListener('waiting', () => {
    const apply = () => {
      workbox.addEventListener('controlling', () => location.reload())
      workbox.messageSkipWaiting()
    }
    store.setState({ ready: true, apply })
  })
  const registration = await workbox.register().catch(() => undefined)
  if (!registration) return
  void navigator.serviceWorker.ready.then(() => store.setState({ offlineReady: true }))
  setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS)
}
